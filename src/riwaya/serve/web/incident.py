"""An incident: the accounts side by side, slot by slot, with their origins, map, timeline and open questions; and its report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from riwaya.serve.web import draw, export
from riwaya.serve.web.language import chosen
from riwaya.serve.web.page import library, render

router = APIRouter()

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/incident/{name}")
def incident(request: Request, name: str) -> Response:
    """The accounts of one incident."""
    found = library(request).incident(name)
    return render(request, "incident.html", **_context(request, found), room="desk")


@router.get("/incident/{name}/report")
def report(request: Request, name: str) -> Response:
    """The same for paper: the browser prints it, or saves it as PDF."""
    room = library(request)
    found = room.incident(name)
    documents = {one: reading["document"] for one in found["documents"] if (reading := room.ledger.reading(one)) is not None}
    return render(request, "report.html", **_context(request, found), about=documents, room="desk")


@router.get("/incident/{name}/report.docx")
def word(request: Request, name: str, lang: str = "") -> Response:
    """The same for a word processor."""
    room = library(request)
    found = room.incident(name)
    documents = {one: reading for one in found["documents"] if (reading := room.ledger.reading(one)) is not None}
    tongue = chosen(lang, request.cookies.get("lang"), request.headers.get("accept-language", ""))
    headers = {"content-disposition": f'attachment; filename="{found["id"]}-{tongue}.docx"'}
    return Response(export.report(found, documents, tongue), media_type=_WORD, headers=headers)


def _context(request: Request, found: Mapping[str, Any]) -> dict[str, Any]:
    for judged in (*found["origins"], *found["slots"]):
        for one in found["accounts"]:  # people know accounts by their publishers, not by ids
            judged["because"] = judged["because"].replace(one["id"], str(one["source"] or one["title"]))
    numbers = {one["id"]: at + 1 for at, one in enumerate(found["accounts"])}
    names = {one["id"]: one["source"] or one["title"] for one in found["accounts"]}
    tiles = request.app.state.settings.tiles
    return {
        "incident": found,
        "numbers": numbers,
        "names": names,
        "map": draw.the_map(found["candidates"], tiles),
        "tree": draw.origins(found["origins"], names),
        "timeline": draw.timeline(_times(found)),
        "asof": _as_of(found),
    }


def _times(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of the timeline: when it is said to have happened, when each account was published, and the figures as of those days."""
    told = []
    for slot in found["slots"]:
        if slot["slot"] == "when":
            for value in slot["values"]:
                low, _, high = str(value["value"]).partition("/")
                told.append({"low": low, "high": high or low, "words": "", "role": "", "count": len(value["documents"])})
    published = [
        {"low": one["published"], "words": one["source"] or one["title"], "role": "", "count": 0}
        for one in found["accounts"]
        if one["published"]
    ]
    figures = [{"low": one["published"], "words": str(one["value"]), "role": one["slot"], "count": 0} for one in _as_of(found)]
    rows = [{"label": "event", "marks": told}, {"label": "report", "marks": published}, {"label": "as-of", "marks": figures}]
    return [row for row in rows if row["marks"]]


def _as_of(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Figures by the day of the account that gives them."""
    days = {one["id"]: one["published"] for one in found["accounts"]}
    made = [
        {"published": days[name], "slot": slot["slot"], "value": value["value"], "document": name}
        for slot in found["slots"]
        if slot["slot"] in ("killed", "injured", "missing", "detained")
        for value in slot["values"]
        for name in value["documents"]
        if days.get(name)
    ]
    return sorted(made, key=lambda one: (one["published"], one["slot"], str(one["value"])))
