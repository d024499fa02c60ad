"""RSS and Atom: one article an entry, with the feed's title as its source."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from typing import Any

from riwaya.intake.base import Blob, Context, Read, article, too_large
from riwaya.intake.decode import decode
from riwaya.intake.html import bare
from riwaya.model import Refusal

_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)


def read(blob: Blob, context: Context) -> Read:
    """Entries with words, newest first as they stand; what a feed cuts short is noted."""
    refused = too_large(blob, context, "feed")
    if refused:
        yield refused
        return
    data = blob.data()
    if _ENTITY.search(data):
        yield Refusal(
            blob.name, "XML that declares entities, which may point outside or blow up", "take the declarations out, if you trust it"
        )
        return
    import feedparser

    if not data.lstrip().startswith(b"<?xml"):
        data = decode(data).text.encode("utf-8")
    parsed: Any = feedparser.parse(data)
    if not parsed.entries:
        reason = type(parsed.get("bozo_exception")).__name__ if parsed.get("bozo") else "it has none"
        yield Refusal(blob.name, f"a feed without entries that could be read ({reason})", "check that it is whole")
        return
    source = parsed.feed.get("title") or None
    for number, entry in enumerate(parsed.entries, 1):
        yield from _entry(entry, number, source, blob, context, str(parsed.get("encoding") or "utf-8"))


def _entry(entry: Any, number: int, source: str | None, blob: Blob, context: Context, encoding: str) -> Read:
    bodies = [one.get("value", "") for one in entry.get("content", [])] + [entry.get("summary", "")]
    text = bare(max(bodies, key=len, default=""))
    title = bare(entry.get("title", "")) or None
    notes: tuple[str, ...] = ()
    if not text and title:
        text, notes = title, ("the feed gives the headline alone",)
    stamp = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")  # its own get warns of old mappings
    published = _date(stamp)
    part = Blob.of_bytes(f"{blob.name}#{number}", text.encode("utf-8", errors="replace"))
    yield article(
        part,
        text,
        "feed",
        context,
        published=published,
        published_from="metadata" if published else None,
        source=source,
        author=entry.get("author") or None,
        title=title,
        url=entry.get("link") or None,
        encoding=encoding,
        notes=notes,
    )


def _date(stamp: Any) -> str | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(stamp), UTC).date().isoformat() if stamp else None
    except (ValueError, OverflowError, OSError):
        return None
