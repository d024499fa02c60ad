"""Office documents: DOCX, ODT, RTF. Paragraphs and table cells in the order of the page."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from riwaya.intake import zips
from riwaya.intake.base import Blob, Context, Read, article, iso_date, too_large
from riwaya.intake.dates import dateline
from riwaya.model import Refusal


def _dated(text: str) -> dict[str, Any]:
    found = dateline(text)
    return {"published": found, "published_from": "dateline" if found else None}


def read_docx(blob: Blob, context: Context) -> Read:
    """A Word file, by python-docx."""
    refused = too_large(blob, context, "DOCX") or _unsafe(blob, context)
    if refused:
        yield refused
        return
    import docx

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = docx.Document(io.BytesIO(blob.data()))
            text = "\n".join(_docx_lines(document))
            about = document.core_properties
            title, author = about.title or None, about.author or None
    except Exception as error:  # zip, XML and schema errors of all kinds
        yield Refusal(blob.name, f"a broken DOCX file ({type(error).__name__})", "open and save it again")
        return
    author = None if author == "python-docx" else author
    notes = (f"file last changed {iso_date(about.modified)}",) if about.modified else ()
    yield article(blob, text, "docx", context, title=title, author=author, notes=notes, **_dated(text))


def _docx_lines(document: Any) -> Iterator[str]:
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            for row in item.rows:
                seen: list[str] = []
                for cell in row.cells:
                    if cell.text not in seen[-1:]:  # a merged cell is listed once for each column it spans
                        seen.append(cell.text)
                yield "\t".join(seen)
        else:
            yield item.text


def _unsafe(blob: Blob, context: Context) -> Refusal | None:
    """The refusal of a zip-based document that would unpack to too much."""
    try:
        with zips.opened(blob) as packed:
            infos = packed.infolist()
            for info in infos:
                refused = zips.objection(info, blob.name, context.limits)
                if refused:
                    return refused
            if sum(info.file_size for info in infos) > context.limits.file_bytes:
                return Refusal(blob.name, "unpacks to more than the limit", "split the document")
    except (zipfile.BadZipFile, OSError) as error:
        return Refusal(blob.name, f"a broken file ({type(error).__name__})", "open and save it again")
    return None


_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def _xml(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))


def read_odt(blob: Blob, context: Context) -> Read:
    """An OpenDocument text: its paragraphs and headings, tables included."""
    refused = too_large(blob, context, "ODT") or _unsafe(blob, context)
    if refused:
        yield refused
        return
    try:
        with zips.opened(blob) as packed:
            content = packed.read("content.xml")
            meta = packed.read("meta.xml") if "meta.xml" in packed.namelist() else b""
        root = _xml(content)
        lines = [_odt_words(node) for node in root.iter(f"{_TEXT}p", f"{_TEXT}h") if not _inside_paragraph(node)]
        about = _xml(meta) if meta else None
    except Exception as error:
        yield Refusal(blob.name, f"a broken ODT file ({type(error).__name__})", "open and save it again")
        return
    text = "\n".join(lines)
    title = about.findtext(f".//{_DC}title") if about is not None else None
    author = about.findtext(f".//{_DC}creator") if about is not None else None
    yield article(blob, text, "odt", context, title=title, author=author, **_dated(text))


def _inside_paragraph(node: Any) -> bool:
    return any(above.tag in (f"{_TEXT}p", f"{_TEXT}h") for above in node.iterancestors())


def _odt_words(node: Any) -> str:
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(100, int(child.get(f"{_TEXT}c", "1"))))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{_TEXT}note" and isinstance(child.tag, str):
            parts.append(_odt_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def read_rtf(blob: Blob, context: Context) -> Read:
    """Rich text, by striprtf; code pages and Unicode escapes are in the file itself."""
    refused = too_large(blob, context, "RTF")
    if refused:
        yield refused
        return
    from striprtf.striprtf import rtf_to_text

    try:
        text = str(rtf_to_text(blob.data().decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:
        yield Refusal(blob.name, f"a broken RTF file ({type(error).__name__})", "open and save it again")
        return
    yield article(blob, text.strip("\n"), "rtf", context, **_dated(text))
