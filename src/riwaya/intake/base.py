"""What all parser rooms share: limits, refusals, the bytes they read, and the making of an article.

A parser is a function ``read(blob, context) -> Iterator[Article | Refusal]``. It never raises for bad input: what it cannot
read, it says, in one line, and the batch goes on.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

from riwaya.ids import content_id, sha256_of
from riwaya.model import Article, Refusal

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on time and memory, in bytes, code points and counts. What passes one is refused by name, never cut in silence."""

    file_bytes: int = 128 * MIB  # formats that must be held whole (pages, PDF, office)
    line_bytes: int = 32 * MIB  # one JSONL line or CSV record
    document_chars: int = 10_000_000  # one document: a thick book has 2 million
    members: int = 50_000  # files in one archive
    expanded_bytes: int = 2048 * MIB  # all members of one archive together, unpacked
    ratio: int = 300  # unpacked to packed size of one member; honest text stays under 30
    depth: int = 3  # archives in archives
    pages: int = 5_000  # pages of a PDF


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds which field. None means: found by its usual names (``tables.USUAL``)."""

    id: str | None = None
    source: str | None = None
    author: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    captured: str | None = None
    language: str | None = None
    text: str | None = None

    def save(self, path: Path) -> None:
        """Write the map as JSON, so that the next delivery of the same table is read the same way."""
        chosen = {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)}
        path.write_text(json.dumps(chosen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Columns:
        """Read a saved map; unknown fields are an error, not a shrug.

        Raises:
            ValueError: when the file is no JSON object, or names a field that no document has.
        """
        chosen = json.loads(path.read_text(encoding="utf-8"))
        known = {one.name for one in fields(cls)}
        if not isinstance(chosen, dict) or not set(chosen) <= known:
            raise ValueError(f"{path}: a column map is a JSON object with keys among {', '.join(sorted(known))}")
        return cls(**chosen)


@dataclass(frozen=True, slots=True)
class Context:
    """What the caller asked for, handed down through archives."""

    limits: Limits = field(default_factory=Limits)
    published: str | None = None  # for documents that do not tell their own date
    columns: Columns = field(default_factory=Columns)
    depth: int = 0
    url: str | None = None  # of a page in a web archive
    captured: str | None = None
    notes: tuple[str, ...] = ()

    def deeper(self) -> Context:
        """The context of an archive's members."""
        return replace(self, depth=self.depth + 1)


class Blob:
    """Bytes with a name: a file on disk, a member of an archive, or standard input."""

    __slots__ = ("_opener", "head", "name", "path", "size")

    def __init__(self, name: str, opener: Callable[[], BinaryIO], size: int, path: Path | None = None) -> None:
        self.name = name
        self.path = path
        self.size = size
        self._opener = opener
        with opener() as stream:
            self.head = stream.read(16384)

    @classmethod
    def of_path(cls, path: Path) -> Blob:
        """A file on disk, opened anew for each reading."""
        return cls(str(path), lambda: path.open("rb"), path.stat().st_size, path)

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> Blob:
        """A member of an archive, or a part of a message."""
        return cls(name, lambda: io.BytesIO(data), len(data))

    def open(self) -> BinaryIO:
        """A fresh stream from the start."""
        return self._opener()

    def data(self) -> bytes:
        """All bytes. Callers check ``size`` against the limits first."""
        with self.open() as stream:
            return stream.read()

    def stamp(self) -> tuple[int, int] | None:
        """Size and time of change, to tell whether a file changed while it was read."""
        if self.path is None:
            return None
        stat = self.path.stat()
        return stat.st_size, stat.st_mtime_ns


Read = Iterator[Article | Refusal]

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_SERIAL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?Z?")
_ARABIC_INDIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_EPOCHS = re.compile(r"\d{9,10}|\d{12,13}")


def iso_date(value: object) -> str | None:
    """The ISO date that a cell, a header or a meta tag tells, or None.

    >>> iso_date("2022-01-20T18:03:00+03:00"), iso_date("20220120"), iso_date("٢٠٢٢/١/٢٠"), iso_date("yesterday")
    ('2022-01-20', '2022-01-20', '2022-01-20', None)
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool):
        return None
    words = str(value).strip().translate(_ARABIC_INDIC)
    if _EPOCHS.fullmatch(words):
        return datetime.fromtimestamp(int(words[:10]), UTC).date().isoformat() if len(words) in (10, 13) else None
    found = _DATE.match(words) or _SERIAL.fullmatch(words)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return None


_ARABIC = re.compile(r"[\u0621-\u064a]")
_PERSIAN = re.compile(r"[پچژگی]")
_OTHER = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff\u0590-\u05ff]")


def language(text: str) -> str | None:
    """A coarse guess from the script alone, on the first 4,000 characters: ``ar``, ``fa`` for Arabic letters with Persian ones, else None.

    >>> language("قصف على أطراف البلدة"), language("Shelling near the town"), language("گزارش‌هایی از درگیری در مرز می‌گویند")
    ('ar', None, 'fa')
    """
    head = text[:4000]
    arabic, persian = len(_ARABIC.findall(head)), len(_PERSIAN.findall(head))
    if arabic + persian <= len(_OTHER.findall(head)):
        return None
    return "fa" if persian * 20 > arabic else "ar"


def article(
    blob: Blob,
    text: str,
    kind: str,
    context: Context,
    *,
    published: str | None = None,
    published_from: str | None = None,
    source: str | None = None,
    author: str | None = None,
    title: str | None = None,
    url: str | None = None,
    captured: str | None = None,
    encoding: str | None = None,
    sha256: str | None = None,
    notes: tuple[str, ...] = (),
) -> Article | Refusal:
    """Make an article of extracted text, or say why there is none.

    The id comes from the content and its origin (file name, address, date), so the same file read again, or from another folder, is the
    same document, while two outlets that print the same words stay two.
    """
    if not text.strip():
        return Refusal(blob.name, f"no text in this {kind} file", "nothing to do, unless text was expected: then check the file")
    if len(text) > context.limits.document_chars:
        return Refusal(
            blob.name,
            f"one document of {len(text):,} characters; the limit is {context.limits.document_chars:,}",
            "split it into documents, or raise the limit",
        )
    url, captured = url or context.url, captured or context.captured
    if published is None and context.published is not None:
        published, published_from = context.published, "given"
    elif published is None and captured is not None:
        published, published_from = iso_date(captured), "capture"
    name = blob.name.replace("\\", "/").rsplit("/", 1)[-1]
    spoken = language(text)
    if spoken is None:
        notes += ("hardly any Arabic in it",)
    return Article(
        id=content_id("article", kind, name, source or "", url or "", published or "", text),
        text=text,
        source=source,
        author=author,
        title=title,
        url=url,
        published=published,
        published_from=published_from if published else None,
        sha256=sha256 or sha256_of(blob.data()),
        encoding=encoding,
        language=spoken,
        captured=captured,
        path=blob.name,
        kind=kind,
        notes=context.notes + notes,
    )


def too_large(blob: Blob, context: Context, kind: str) -> Refusal | None:
    """The refusal of a file that would have to be held whole and is too big for it."""
    if blob.size <= context.limits.file_bytes:
        return None
    size, limit = blob.size / MIB, context.limits.file_bytes / MIB
    return Refusal(
        blob.name,
        f"a {kind} file of {size:,.0f} MB; the limit is {limit:,.0f} MB",
        "split it, or give it as JSONL, which is read line by line",
    )
