"""Tables of documents: JSONL, JSON arrays, CSV and TSV, XLSX, Parquet. One row is one document; its id and text are kept to the letter."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from riwaya.ids import content_id, sha256_of
from riwaya.intake.base import Blob, Columns, Context, Read, iso_date, language, too_large
from riwaya.intake.decode import decode
from riwaya.model import Article, Refusal

USUAL: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "doc_id", "document_id", "uid", "معرف"),
    "source": ("source", "outlet", "publisher", "channel", "page", "account", "المصدر", "مصدر"),
    "author": ("author", "byline", "writer", "الكاتب"),
    "title": ("title", "headline", "subject", "العنوان", "عنوان"),
    "url": ("url", "link", "permalink", "الرابط", "رابط"),
    "published": ("published", "date", "published_at", "created_at", "pubdate", "time", "timestamp", "التاريخ", "تاريخ"),
    "captured": ("captured", "captured_at", "retrieved", "archived_at"),
    "language": ("language", "lang", "اللغة"),
    "text": ("text", "body", "content", "message", "post", "article", "full_text", "النص", "نص", "المنشور"),
}
"""Usual names of columns, tried in this order, case aside. A saved ``Columns`` map overrules them."""

_NO_TEXT = "no column holds the text"
_MOST_TEXTLESS = 10
"""Lines without a text column, before any with one, after which a file is given up."""
_FIELDS = tuple(one.name for one in fields(Columns))


def resolve(names: list[str], columns: Columns) -> dict[str, str]:
    """Field → column of this table, the caller's choices first."""
    plain = {name.strip().lower(): name for name in reversed(names)}
    chosen: dict[str, str] = {}
    for one in _FIELDS:
        wanted = getattr(columns, one)
        if wanted:
            chosen[one] = wanted
            continue
        for usual in USUAL[one]:
            if usual in plain and plain[usual] not in chosen.values():
                chosen[one] = plain[usual]
                break
    return chosen


def document(row: Mapping[str, Any], where: str, blob: Blob, context: Context, chosen: Mapping[str, str], kind: str) -> Article | Refusal:
    """One row as an article, or why it is none. ``where`` names file and line."""

    def cell(name: str) -> Any:
        return row.get(chosen[name]) if name in chosen else None

    def words(name: str) -> str | None:
        value = cell(name)
        return None if value is None or value == "" else str(value)

    text = cell("text")
    if text is None and "text" not in chosen:
        return Refusal(where, _NO_TEXT, f"name it in a column map (columns: {', '.join(map(str, row))[:200]})")
    if text is not None and not isinstance(text, str):
        return Refusal(where, f"the text is a {type(text).__name__}, not words", "put the text in as a string")
    if not text or not text.strip():
        return Refusal(where, "the text is empty", "nothing to do, unless text was expected")
    if len(text) > context.limits.document_chars:
        return Refusal(where, f"one document of {len(text):,} characters", f"split it: the limit is {context.limits.document_chars:,}")
    return _row_article(cell, words, text, where, blob, context, kind)


def _row_article(cell: Any, words: Any, text: str, where: str, blob: Blob, context: Context, kind: str) -> Article:
    notes: list[str] = []
    published = iso_date(cell("published"))
    if published is None and words("published"):
        notes.append(f"date not understood: {words('published')[:60]}")
    origin = "metadata" if published else None
    if published is None and context.published:
        published, origin = context.published, "given"
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
        notes.append("half surrogate pairs, which are no characters, stand as U+FFFD")
    return Article(
        id=words("id") or content_id("article", kind, words("source") or "", words("url") or "", published or "", text),
        text=text,
        source=words("source"),
        author=words("author"),
        title=words("title"),
        url=words("url"),
        published=published,
        published_from=origin,
        sha256=sha256_of(text.encode("utf-8")),
        encoding="utf-8",
        language=words("language") or language(text),
        captured=words("captured"),
        path=where,
        kind=kind,
        notes=tuple(notes),
    )


def read_jsonl(blob: Blob, context: Context) -> Read:
    """One JSON object a line, streamed: a file of any size, in the memory of its longest line."""
    limit = context.limits.line_bytes
    read, textless = False, 0
    with blob.open() as stream:
        number = 0
        while line := stream.readline(limit + 1):
            number += 1
            where = f"{blob.name}:{number}"
            if len(line) > limit and not line.endswith(b"\n"):
                while (more := stream.readline(1 << 20)) and not more.endswith(b"\n"):
                    pass
                yield Refusal(where, f"a line of more than {limit >> 20} MB", "split it: one document a line")
                continue
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            one = _json_line(line, where, blob, context)
            if isinstance(one, Refusal):
                textless += one.what == _NO_TEXT
            else:
                read = True
            yield one
            if textless >= _MOST_TEXTLESS and not read:
                yield Refusal(blob.name, "none of the first lines has a text column", "the rest was not read: give a column map")
                return


def _json_line(line: bytes, where: str, blob: Blob, context: Context) -> Article | Refusal:
    try:
        row = json.loads(decode(line).text)
    except (ValueError, RecursionError) as error:
        return Refusal(where, f"no valid JSON ({str(error)[:80]})", "write one JSON object a line")
    if not isinstance(row, dict):
        return Refusal(where, "not a JSON object", 'write one object a line: {"id": …, "text": …}')
    return document(row, where, blob, context, resolve(list(row), context.columns), "jsonl")


def read_json(blob: Blob, context: Context) -> Read:
    """A JSON file: a chat export, an array of documents, or one document."""
    from riwaya.intake import chats

    refused = too_large(blob, context, "JSON")
    if refused:
        yield refused
        return
    try:
        value = json.loads(decode(blob.data()).text)
    except (ValueError, RecursionError) as error:
        yield Refusal(blob.name, f"no valid JSON ({str(error)[:80]})", "check that the file is whole")
        return
    if chats.is_export(value):
        yield from chats.read(value, blob, context)
        return
    if isinstance(value, dict):
        lists = [one for one in value.values() if isinstance(one, list) and one and all(isinstance(row, dict) for row in one)]
        value = lists[0] if len(lists) == 1 and not any(name in value for name in USUAL["text"]) else [value]
    if not isinstance(value, list):
        yield Refusal(blob.name, "JSON without documents", "give an array of objects, or one object a line")
        return
    for number, row in enumerate(value, 1):
        where = f"{blob.name}[{number}]" if len(value) > 1 else blob.name
        if isinstance(row, dict):
            yield document(row, where, blob, context, resolve(list(row), context.columns), "json")
        else:
            yield Refusal(where, "not a JSON object", 'write documents as objects: {"id": …, "text": …}')


def delimiter(start: str) -> str | None:
    """The delimiter of a table, or None: prose with commas is no table.

    A header that names a text column will do; without one, three and more short names over a second line of as many cells.

    >>> delimiter("id,published,text\\n1,2022-01-20,خبر"), delimiter("قال المصدر, أمس, إن القصف توقف")
    (',', None)
    >>> delimiter("id,name_ar,lat,lon\\n1,الزيتونة,35.1,36.2")
    ','
    """
    header, second = ([*start.lstrip("\ufeff").splitlines(), "", ""])[:2]
    for mark in (",", "\t", ";", "|"):
        names = [name.strip().strip('"').lower() for name in header.split(mark)]
        known = sum(name in usual for usual in USUAL.values() for name in set(names))
        if any(name in USUAL["text"] for name in names) and (known >= 2 or (len(names) == known and "\n" in start)):
            return mark if len(names) > 1 else ","
        plain = all(0 < len(name) <= 30 and len(name.split()) <= 2 and name[-1] not in ".؟!:" for name in names)
        if len(names) >= 3 and len(set(names)) == len(names) and plain and second.count(mark) >= len(names) - 1 and mark != "|":
            return mark
    return None


def read_csv(blob: Blob, context: Context) -> Read:
    """CSV or TSV with a header, streamed; quoted cells may hold line ends."""
    decoded = decode(blob.head if len(blob.head) == blob.size else _whole_characters(blob))
    encoding = "utf-8-sig" if decoded.encoding in ("utf-8", "ascii") else decoded.encoding
    csv.field_size_limit(context.limits.line_bytes)
    with blob.open() as raw, io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="") as lines:
        rows = _csv_rows(lines, _mark(decoded.text, context))
        header = next(rows, None)
        if header is None or isinstance(header, Refusal):
            yield header or Refusal(blob.name, "a table without a header", "put column names in the first row")
            return
        names = [name.lstrip("\ufeff") for name in header[1]]
        chosen = resolve(names, context.columns)
        if chosen.get("text") not in names:
            yield _textless(blob, names)
            return
        for row in rows:
            if isinstance(row, Refusal):
                yield Refusal(blob.name, row.what, row.remedy)
                return
            number, cells = row
            if any(cells):
                yield document(dict(zip(names, cells, strict=False)), f"{blob.name}:{number}", blob, context, chosen, "csv")


def _textless(blob: Blob, names: list[str]) -> Refusal:
    return Refusal(blob.name, "a table in which no column holds the text", f"name it in a column map (columns: {', '.join(names)[:200]})")


def _whole_characters(blob: Blob) -> bytes:
    head = blob.head
    return head[: head.rfind(b"\n") + 1] or head


def _mark(start: str, context: Context) -> str:
    found = delimiter(start)
    if found:
        return found
    header = start.split("\n", 1)[0]  # named by a column map: the commonest mark of the header
    return max(",\t;|", key=header.count)


def _csv_rows(lines: io.TextIOWrapper, mark: str) -> Iterator[tuple[int, list[str]] | Refusal]:
    # A NUL would end the csv module's patience; U+0000 is no text.
    reader = csv.reader((line.replace("\0", "\ufffd") for line in lines), delimiter=mark)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal("", f"line {reader.line_num}: {error}", "check the quotation marks of that row: what follows was not read")
            return
        yield start, cells
        start = reader.line_num + 1


def read_xlsx(blob: Blob, context: Context) -> Read:
    """The first sheet that has a text column; formulas give their last value."""
    import openpyxl

    refused = too_large(blob, context, "XLSX")
    if refused:
        yield refused
        return
    import warnings

    found = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns about styles that nobody reads
        try:
            book = openpyxl.load_workbook(io.BytesIO(blob.data()), read_only=True, data_only=True)
            for sheet in book.worksheets:
                rows = sheet.iter_rows(values_only=True)
                names = ["" if cell is None else str(cell) for cell in next(rows, ())]
                chosen = resolve(names, context.columns)
                if chosen.get("text") not in names:
                    continue
                found = True
                for number, cells in enumerate(rows, 2):
                    if any(cell is not None for cell in cells):
                        row = dict(zip(names, cells, strict=False))
                        yield document(row, f"{blob.name}#{sheet.title}:{number}", blob, context, chosen, "xlsx")
        except Exception as error:  # openpyxl raises whatever zip, XML and its own reader raise
            yield Refusal(blob.name, f"the workbook is broken ({type(error).__name__})", "open and save it again, or export it as CSV")
            return
    if not found:
        yield Refusal(blob.name, "no sheet has a text column", "name the columns in the first row, or give a column map")


def read_parquet(blob: Blob, context: Context) -> Read:
    """Row group by row group, only the columns that documents have."""
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        yield Refusal(blob.name, "Parquet needs pyarrow, which is not installed", "pip install pyarrow, or export the table as JSONL")
        return
    try:
        with blob.open() as stream:
            table = parquet.ParquetFile(stream)
            chosen = resolve(list(table.schema_arrow.names), context.columns)
            if chosen.get("text") not in table.schema_arrow.names:
                yield _textless(blob, list(table.schema_arrow.names))
                return
            wanted = [name for name in table.schema_arrow.names if name in chosen.values()]
            number = 0
            for batch in table.iter_batches(batch_size=256, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield document(row, f"{blob.name}[{number}]", blob, context, chosen, "parquet")
    except Exception as error:  # pyarrow's errors share no base below Exception
        yield Refusal(blob.name, f"the Parquet file is broken ({type(error).__name__})", "write it again, or give JSONL")
