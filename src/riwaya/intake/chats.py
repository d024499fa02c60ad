"""Telegram Desktop's ``result.json``: one article a message, with its channel, date, author and address."""

from __future__ import annotations

from typing import Any

from riwaya.intake.base import Blob, Context, Read, article, iso_date
from riwaya.model import Article, Refusal


def is_export(value: object) -> bool:
    """Whether parsed JSON is a chat export: one chat, or all chats of an account."""
    if not isinstance(value, dict):
        return False
    chats = value.get("chats")
    return isinstance(value.get("messages"), list) or (isinstance(chats, dict) and isinstance(chats.get("list"), list))


def read(value: dict[str, Any], blob: Blob, context: Context) -> Read:
    """The messages that hold words; service messages and bare pictures are counted, not hidden."""
    chats = value["chats"]["list"] if "chats" in value else [value]
    for chat in chats:
        if not isinstance(chat, dict) or not isinstance(chat.get("messages"), list):
            yield Refusal(blob.name, "a chat without messages", "export it again")
            continue
        wordless = count = 0
        for message in chat["messages"]:
            one = _message(message, chat, blob, context)
            if one is None:
                wordless += 1
            else:
                count += 1
                yield one
        if count == 0:
            name = chat.get("name") or "the chat"
            yield Refusal(blob.name, f"{name}: none of {wordless} messages has words", "nothing to do, unless text was expected")


def _message(message: object, chat: dict[str, Any], blob: Blob, context: Context) -> Article | Refusal | None:
    if not isinstance(message, dict) or message.get("type", "message") != "message":
        return None
    text = words(message.get("text"))
    if not text.strip():
        return None
    source = str(chat.get("name") or "") or None
    author = message.get("from")
    number = message.get("id")
    notes = (f"forwarded from {message['forwarded_from']}",) if message.get("forwarded_from") else ()
    published = iso_date(message.get("date")) or iso_date(message.get("date_unixtime"))
    part = Blob.of_bytes(f"{blob.name}#{number}", text.encode("utf-8", errors="replace"))
    return article(
        part,
        text,
        "telegram",
        context,
        published=published,
        published_from="metadata" if published else None,
        source=source,
        author=str(author) if author and author != source else None,
        captured=str(message["edited"]) if isinstance(message.get("edited"), str) else None,
        encoding="utf-8",
        notes=notes,
    )


def words(text: object) -> str:
    """The text of a message: a string, or a list of strings and of pieces with formatting.

    >>> words(["قصف على ", {"type": "hashtag", "text": "#البلدة"}])
    'قصف على #البلدة'
    """
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(piece if isinstance(piece, str) else str(piece.get("text", "")) for piece in text if isinstance(piece, str | dict))
    return ""
