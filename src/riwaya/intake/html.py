"""Pages: main text, title, byline, date, address and site by trafilatura; the markup's own words stay outside."""

from __future__ import annotations

import logging
import re
from typing import Any

from riwaya.intake.base import Blob, Context, Read, article, iso_date, too_large
from riwaya.intake.dates import dateline
from riwaya.intake.decode import Decoded, decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_DEEP = 2_000
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dt dd option".split()  # noqa: SIM905
)
"""Tags that have no end, or are commonly left open."""


def page(markup: str, url: str | None = None) -> tuple[str, dict[str, str | None], tuple[str, ...]]:
    """Main text, metadata (title, author, date, url, site) and notes of one page; the text is empty when the page has none."""
    import trafilatura  # half a second to import

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    notes: tuple[str, ...] = ()
    if depth(markup) > _DEEP:
        return bare(markup), {}, (f"tags nested more than {_DEEP:,} deep: read as bare text, without metadata",)
    found: Any = None
    try:
        found = trafilatura.bare_extraction(
            markup,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-12-31"},
        )
    except Exception as error:  # a parser's surprise on a hostile page must not end the batch
        notes = (f"trafilatura failed ({type(error).__name__})",)
    meta: dict[str, str | None] = {}
    text = ""
    if found is not None:
        text = found.text or ""
        meta = {
            "title": found.title or None,
            "author": found.author or None,
            "date": iso_date(found.date),
            "url": found.url or None,
            "site": found.sitename or found.hostname or None,
        }
    if not text.strip():
        text = bare(markup)
        if text:
            notes += ("no main text found by its layout: the whole page was read",)
    return text, meta, notes


def depth(markup: str) -> int:
    """The deepest nesting of tags, counted in one pass; parsers recurse, and a hostile page makes them fall over."""
    level = deepest = 0
    for closing, name, rest in _TAG.findall(markup):
        if name.lower() in _VOID or rest.endswith("/"):
            continue
        level += -1 if closing else 1
        level = max(level, 0)
        deepest = max(deepest, level)
    return deepest


_SKIP = re.compile(r"<(script|style|noscript|template|head|nav|footer)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|article|section|table|ul|ol|blockquote)\b[^<>]*>", re.IGNORECASE)


def bare(markup: str) -> str:
    """The page's words without its tags: a last resort that cannot fail."""
    from html import unescape

    text = _SKIP.sub(" ", re.sub(r"<!--.*?(?:-->|\Z)", " ", markup, flags=re.DOTALL))
    text = re.sub(r"<[^<>]*>", "", _BLOCK.sub("\n", text))
    lines = (" ".join(line.split()) for line in unescape(text).splitlines())
    return "\n".join(line for line in lines if line)


def read(blob: Blob, context: Context) -> Read:
    """One page, one article; address and capture time of a web archive stand in the context."""
    refused = too_large(blob, context, "HTML")
    if refused:
        yield refused
        return
    data = blob.data()
    charset = _CHARSET.search(data[:4096])
    decoded: Decoded = decode(data, charset[1].decode("ascii") if charset else None)
    text, meta, notes = page(decoded.text, context.url)
    published, origin = meta.get("date"), "metadata"
    if published is None:
        published, origin = dateline(text), "dateline"
    yield article(
        blob,
        text,
        "html",
        context,
        published=published,
        published_from=origin if published else None,
        source=meta.get("site"),
        author=meta.get("author"),
        title=meta.get("title"),
        url=meta.get("url"),
        encoding=decoded.encoding,
        notes=notes + ((decoded.note,) if decoded.note else ()),
    )
