"""Mail: the message's own words, its sender, subject and date; attachments as documents of their own."""

from __future__ import annotations

import re
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from riwaya.intake.base import Blob, Context, Read, article, too_large
from riwaya.intake.decode import decode
from riwaya.model import Refusal

_FROM_LINE = re.compile(rb"(?m)^From [^\n]*\n")
_SKIPPED = ("image/", "audio/", "video/", "application/pgp", "application/pkcs7", "text/calendar")


def read_eml(blob: Blob, context: Context) -> Read:
    """One message and its attachments."""
    refused = too_large(blob, context, "mail")
    if refused:
        yield refused
        return
    yield from _message(blob.data(), blob, context)


def read_mbox(blob: Blob, context: Context) -> Read:
    """A mailbox: its messages one after another."""
    refused = too_large(blob, context, "mailbox")
    if refused:
        yield refused
        return
    for number, part in enumerate(_FROM_LINE.split(blob.data())[1:], 1):
        yield from _message(part, Blob.of_bytes(f"{blob.name}#{number}", part), context)


def _message(data: bytes, blob: Blob, context: Context) -> Read:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage)
        body = message.get_body(preferencelist=("plain", "html"))
        text, encoding = _words(body) if isinstance(body, EmailMessage) else ("", "ascii")
        about = {name: str(message.get(name) or "") for name in ("Subject", "From", "Date")}
    except (MessageError, ValueError, LookupError, AssertionError, AttributeError, TypeError, IndexError, KeyError) as error:
        yield Refusal(blob.name, f"a broken message ({type(error).__name__})", "save it again")
        return
    attachments = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    readable = [part for part in attachments if not part.get_content_type().startswith(_SKIPPED)]
    notes = (f"{len(attachments) - len(readable)} attachments that are no texts",) if len(readable) < len(attachments) else ()
    if text.strip() or not readable:
        yield article(
            blob,
            text,
            "mail",
            context,
            published=_date(about["Date"]),
            published_from="metadata",
            author=about["From"].split("<")[0].strip(' "') or about["From"] or None,
            title=about["Subject"] or None,
            encoding=encoding,
            notes=notes,
        )
    yield from _attachments(readable, blob, context)


def _attachments(parts: list[EmailMessage], blob: Blob, context: Context) -> Read:
    from riwaya.intake import read_blob  # attachments may be of any kind

    for number, part in enumerate(parts, 1):
        name = f"{blob.name}!{part.get_filename() or number}"
        if context.depth >= context.limits.depth:
            yield Refusal(name, f"more than {context.limits.depth} containers in each other", "unpack it by hand")
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            yield from read_blob(Blob.of_bytes(name, data), context.deeper())


def _words(part: EmailMessage) -> tuple[str, str]:
    data = part.get_payload(decode=True)
    decoded = decode(data if isinstance(data, bytes) else b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        from riwaya.intake.html import bare

        return bare(decoded.text), decoded.encoding
    return decoded.text.replace("\r\n", "\n"), decoded.encoding


def _date(header: str) -> str | None:
    try:
        return parsedate_to_datetime(header).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
