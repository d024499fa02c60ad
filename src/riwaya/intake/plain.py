"""Plain text: the whole file is the document, to the letter."""

from __future__ import annotations

from riwaya.intake.base import Blob, Context, Read, article, too_large
from riwaya.intake.dates import dateline
from riwaya.intake.decode import decode


def read(blob: Blob, context: Context) -> Read:
    """One article: the text exactly as decoded, line ends and all; its date from a dateline, when it has one."""
    refused = too_large(blob, context, "text")
    if refused:
        yield refused
        return
    decoded = decode(blob.data())
    found = dateline(decoded.text)
    yield article(
        blob,
        decoded.text,
        "text",
        context,
        published=found,
        published_from="dateline" if found else None,
        encoding=decoded.encoding,
        notes=(decoded.note,) if decoded.note else (),
    )
