"""Anything → Article. Kinds are told by content; what cannot be read is said in one line, and the rest is still read.

for one in intake.read(["posts/", "statement.pdf"]):
    if isinstance(one, intake.Refusal): print(one)          # where: what; remedy
    else: ...                                               # an Article
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from riwaya.intake import sniff, walk
from riwaya.intake.base import Blob, Columns, Context, Limits, Read
from riwaya.model import Article, Refusal

__all__ = ["Article", "Columns", "Limits", "Refusal", "read", "read_blob"]

_PARSERS = {
    "text": "plain:read",
    "html": "html:read",
    "pdf": "pdf:read",
    "docx": "office:read_docx",
    "odt": "office:read_odt",
    "rtf": "office:read_rtf",
    "feed": "feeds:read",
    "warc": "archives:read_warc",
    "wacz": "archives:read_wacz",
    "zip": "archives:read_zip",
    "tar": "archives:read_tar",
    "gzip": "archives:read_gzip",
    "bz2": "archives:read_compressed",
    "xz": "archives:read_compressed",
    "eml": "mail:read_eml",
    "mbox": "mail:read_mbox",
    "jsonl": "tables:read_jsonl",
    "json": "tables:read_json",
    "csv": "tables:read_csv",
    "xlsx": "tables:read_xlsx",
    "parquet": "tables:read_parquet",
}
"""Kind → module:function under ``riwaya.intake``. Parsers are imported when first met: most runs meet two."""

_UNREADABLE = {
    "empty": ("the file is empty", "nothing to do, unless text was expected"),
    "binary": ("a binary file, no text in it that could be read", "give the text itself, or export it from the program that made the file"),
    "image": ("a picture, which holds no text", "run OCR on it first, and give the text"),
    "audio": ("a sound recording", "give a transcript"),
    "video": ("a video or sound recording", "give a transcript"),
    "old-office": ("an old Word or Excel file (before 2007)", "open it and save it as DOCX, XLSX or text"),
    "pptx": ("a slide show", "export it as PDF or text"),
    "sqlite": ("a database, perhaps a ledger of Riwaya", "name a ledger with --ledger; give texts here"),
    "rar": ("a RAR archive", "unpack it, and give the folder"),
    "7z": ("a 7-Zip archive", "unpack it, and give the folder"),
    "broken-zip": ("a zip file (or a DOCX, ODT, XLSX, WACZ) that is cut off or damaged", "fetch or save it again"),
    "broken-gzip": ("a gzip file that is cut off or damaged", "fetch it again"),
    "xml": ("XML of a kind that is no feed and no page", "convert it to text, HTML or JSONL"),
}


def read(
    paths: Iterable[str | Path],
    *,
    published: str | None = None,
    columns: Columns | None = None,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Refusal]:
    """Read every document under ``paths`` (files, folders, archives, ``-``), in a fixed order.

    Args:
        paths: files and folders; folders are walked, hidden files left out.
        published: ISO date for documents that do not tell their own.
        columns: which column of a table holds what, where the usual names do not fit.
        limits: bounds on time and memory.
        stdin: the stream that ``-`` stands for; standard input by default.

    Yields:
        An ``Article``, or a ``Refusal`` for what could not be read. Nothing is raised for bad input.
    """
    context = Context(limits or Limits(), published, columns or Columns())
    for one in walk.blobs(paths, context.limits, stdin):
        for found in (one,) if isinstance(one, Refusal) else read_blob(one, context):
            yield _one_line(found) if isinstance(found, Refusal) else found


def _one_line(refusal: Refusal) -> Refusal:
    """A file's name or a parser's message may hold line ends and control characters; a refusal is one line."""
    parts = ("".join(char if char.isprintable() else " " for char in part) for part in (refusal.where, refusal.what, refusal.remedy))
    return Refusal(*(" ".join(part.split()) for part in parts))


def read_blob(blob: Blob, context: Context) -> Read:
    """Read one file, or one member of an archive, by its content."""
    try:
        before = blob.stamp()
        kind = sniff.kind(blob)
        if kind == "text" and context.columns.text and blob.name.lower().endswith((".csv", ".tsv")):
            kind = "csv"  # a header without usual names: the caller's column map vouches for it
        if kind in _UNREADABLE:
            yield Refusal(blob.name, *_UNREADABLE[kind])
            return
        yield from _parser(kind)(blob, context)
        if blob.stamp() != before:
            yield Refusal(blob.name, "the file changed while it was read", "read it again when it is complete")
    except OSError as error:
        yield Refusal(blob.name, f"cannot be read ({error.strerror or error})", "check that it is there, whole, and that you may read it")
    except (MemoryError, RecursionError) as error:
        yield Refusal(blob.name, f"too large or too deeply nested ({type(error).__name__})", "split it")
    except Exception as error:  # a parser's bug on one file must not cost the others
        yield Refusal(blob.name, f"could not be read ({type(error).__name__}: {str(error)[:100]})", "please report this file's kind")


def _parser(kind: str) -> Callable[[Blob, Context], Read]:
    module, function = _PARSERS[kind].split(":")
    found: Callable[[Blob, Context], Read] = getattr(import_module(f"riwaya.intake.{module}"), function)
    return found
