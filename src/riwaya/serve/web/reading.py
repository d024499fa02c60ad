"""A document as it was read: layers over the text, who is speaking in the margin, every span with an address of its own."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from riwaya.serve.web import marks
from riwaya.serve.web.page import library, render

router = APIRouter()

Span = Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$", description="Two places in code points, such as 17-21.")]


@router.get("/reading/{name:path}")
def reading(request: Request, name: str, span: Span = "", part: Annotated[int, Query(ge=1, le=10_000)] = 0) -> Response:
    """One document."""
    document = library(request).document(name)
    text = document["text"]
    focus = _focus(span, len(text))
    stretches = marks.parts(text)
    at = min(part, len(stretches)) - 1 if part else _holding(stretches, focus)
    low, high = stretches[at]
    paragraphs = marks.paragraphs(document, low, high, focus)
    entities = {one["id"]: one for one in document["entities"]}
    return render(
        request, "reading.html", document=document, about=document["document"], paragraphs=paragraphs, focus=focus, layers=marks.LAYERS,
        asread=marks.as_read(document, low, high) if document["repairs"] else [], number_of_parts=len(stretches), part_number=at + 1,
        records=_records(document, low, high), entities=entities, depths=marks.depths(document), room="texts", name=name,
        quoted=text[focus[0] : focus[1]] if focus else "",
    )  # fmt: skip


def _focus(span: str, length: int) -> tuple[int, int] | None:
    if not span:
        return None
    first, _, last = span.partition("-")
    start, end = int(first), min(int(last), length)
    return (start, end) if start < end else None


def _holding(stretches: list[tuple[int, int]], focus: tuple[int, int] | None) -> int:
    if focus is None:
        return 0
    return next((at for at, (low, high) in enumerate(stretches) if low <= focus[0] < high), 0)


def _records(document: dict[str, Any], low: int, high: int) -> dict[str, list[dict[str, Any]]]:
    """The records of the part that is shown, each with its words."""
    text = document["text"]
    found: dict[str, list[dict[str, Any]]] = {}
    for kind in ("mentions", "speech", "events", "times", "quantities", "framing", "repairs"):
        rows = []
        for record in document[kind]:
            span = record
            if kind == "events":
                span = record["trigger"]
            elif kind == "speech":
                span = record.get("cue") or record.get("source") or next(iter(record["content"]), {"start": 0, "end": 0})
            if low <= span["start"] < high:
                rows.append({**record, "at": (span["start"], span["end"]), "words": text[span["start"] : span["end"]]})
        found[kind] = rows
    return found
