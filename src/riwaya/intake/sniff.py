"""What a file is, told by its content; its name is only a hint where the content leaves it open."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
import zipfile
import zlib

from riwaya.intake.base import Blob
from riwaya.intake.decode import decode, is_binary

_MAGIC = (
    (b"PAR1", "parquet"),
    (b"{\\rtf", "rtf"),
    (b"WARC/", "warc"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
)
_MAIL = re.compile(
    rb"(?im)^(?:from|to|subject|date|received|message-id|mime-version|content-type|return-path|delivered-to|x-[\w-]+):[ \t]?\S"
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:article|div|p|h1|section|table|meta)(?:\s[^<>]*)?>", re.IGNORECASE
)


def kind(blob: Blob) -> str:
    """One word for what the bytes are: a parser's name, or the name of what nobody here can read."""
    head = blob.head
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf") and blob.size <= len(head):
        return "empty"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(blob)
    if head.startswith(b"\x1f\x8b"):
        return _gzip(blob)
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[257:262] == b"ustar":
        return "tar"
    if head[4:8] == b"ftyp" or head[:4] == b"RIFF":
        return "video"
    if is_binary(head):
        return "binary"
    return _text(blob, head)


def _zip(blob: Blob) -> str:
    try:
        with blob.open() as stream, zipfile.ZipFile(stream) as packed:
            names = set(packed.namelist())
            if "word/document.xml" in names:
                return "docx"
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "ppt/presentation.xml" in names:
                return "pptx"
            if "mimetype" in names:
                with packed.open("mimetype") as inner:
                    if inner.read(80).startswith(b"application/vnd.oasis.opendocument.text"):
                        return "odt"
            if any(name.startswith("archive/") and ".warc" in name for name in names):
                return "wacz"
    except (zipfile.BadZipFile, OSError, zlib.error, RuntimeError, NotImplementedError, ValueError, EOFError):
        return "broken-zip"
    return "zip"


def _gzip(blob: Blob) -> str:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(blob.head)) as inner:
            start = inner.read(512)
    except (OSError, EOFError, zlib.error):
        try:
            with blob.open() as stream, gzip.GzipFile(fileobj=stream) as inner:
                start = inner.read(512)
        except (OSError, EOFError, zlib.error):
            return "broken-gzip"
    if start.startswith(b"WARC/"):
        return "warc"
    return "tar" if start[257:262] == b"ustar" else "gzip"


def _text(blob: Blob, head: bytes) -> str:
    if _looks_like_mail(head):
        return "mbox" if head.startswith(b"From ") else "eml"
    if len(head) < blob.size:  # do not judge by a character cut in two
        head = head[: max(head.rfind(b"\n"), head.rfind(b" "), len(head) - 4) or len(head)]
    start = decode(head).text.lstrip("\ufeff \t\r\n")
    if start[:1] in "{[":
        return _json(start, len(head) < blob.size)
    if start[:1] == "<":
        if _FEED.search(start[:3000]) and not re.match(r"<!doctype\s+html|<html[\s>]", start, re.IGNORECASE):
            return "feed"
        if _HTML.search(start):
            return "html"
        return "xml" if start.startswith("<?xml") else "text"
    if len(_HTML.findall(start)) >= 3:
        return "html"
    from riwaya.intake.tables import delimiter  # tables know what a header of theirs looks like

    return "csv" if delimiter(start) else "text"


def _looks_like_mail(head: bytes) -> bool:
    top = head.split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    first = top.split(b"\n", 1)[0]
    if not (first.startswith(b"From ") or re.match(rb"[A-Za-z][\w-]*:", first)):
        return False
    return len(_MAIL.findall(top)) >= 3


def _json(start: str, cut: bool) -> str:
    line = start.split("\n", 1)[0].strip()
    try:
        value = json.loads(line)
    except ValueError:
        if (
            cut
            and "\n" not in start
            and start[0] == "{"
            and not re.match(r'\{\s*"(?:name|about|personal_information|chats|messages)"', start)
        ):
            return "jsonl"  # a first line longer than the head
        if not re.match(r'[\[{]\s*(?:["{\]}]|$)', start):
            return "text"  # a note in brackets, not JSON
        return "json"
    except RecursionError:
        return "json"
    if isinstance(value, dict) and "messages" not in value and "chats" not in value:
        return "jsonl"
    return "json"


def is_tar(blob: Blob) -> bool:
    """Whether a compressed stream (bz2, xz) holds a tar."""
    try:
        with blob.open() as stream, tarfile.open(fileobj=stream, mode="r:*"):
            return True
    except (tarfile.TarError, OSError, EOFError, zlib.error):
        return False
