"""The desk: incidents newest first, search, filters, saved searches; and the list of all texts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from riwaya.errors import UsageError
from riwaya.ledger.lists import FACETS, Wanted
from riwaya.serve.web.page import library, may, render, who
from riwaya.serve.web.security import check_token

router = APIRouter()

Words = Annotated[str, Query(max_length=300, description="Words to find; names are found under their aliases and in the other script too.")]
Page = Annotated[int, Query(ge=1, le=100_000)]
Size = Annotated[int, Query(ge=1, le=200)]
Facet = Annotated[str, Query(max_length=200)]
Day = Annotated[str, Query(max_length=10, description="An ISO date.")]


def wanted(
    q: Words = "",
    place: Facet = "",
    area: Facet = "",
    type: Facet = "",
    side: Facet = "",
    publisher: Facet = "",
    verdict: Facet = "",
    since: Day = "",
    until: Day = "",
    order: Annotated[str, Query(pattern="^(newest|oldest|accounts|disputes)$")] = "newest",
    page: Page = 1,
    size: Size = 25,
) -> Wanted:
    """What the address of a list asks for."""
    facets = {"place": place, "area": area, "type": type, "side": side, "publisher": publisher, "verdict": verdict}
    return Wanted(q, facets, _day(since), _day(until), order, page, size)


def _day(given: str) -> str | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise UsageError("not a date", where=given, remedy="write it as 2022-01-20") from None


@router.get("/")
def desk(
    request: Request, q: Words = "", place: Facet = "", area: Facet = "", type: Facet = "", side: Facet = "", publisher: Facet = "",
    verdict: Facet = "", since: Day = "", until: Day = "",
    order: Annotated[str, Query(pattern="^(newest|oldest|accounts|disputes)$")] = "newest", page: Page = 1,
) -> Response:  # fmt: skip
    """Incidents, filtered."""
    asked = wanted(q, place, area, type, side, publisher, verdict, since, until, order, page)
    room = library(request)
    found = room.desk(asked)
    given: dict[str, Any] = {"found": found, "asked": asked, "facets": FACETS, "saved": room.saved.of(who(request)), "room": "desk"}
    return render(request, "desk.html", stale=room.stale(), **given)


@router.get("/texts")
def texts(request: Request, q: Words = "", page: Page = 1) -> Response:
    """All documents, or those that answer a question."""
    room = library(request)
    found = room.lists.search(q, page) if q.strip() else room.lists.texts(page)
    return render(request, "texts.html", found=found, q=q, room="texts")


@router.post("/searches")
def save(request: Request, name: Annotated[str, Form()], query: Annotated[str, Form()], token: Annotated[str, Form()] = "") -> Response:
    """Keep a search."""
    check_token(request, token)
    library(request).saved.put(who(request), name, query.lstrip("?"))
    return RedirectResponse(f"/?{query.lstrip('?')}", 303)


@router.post("/searches/forget")
def forget(request: Request, name: Annotated[str, Form()], token: Annotated[str, Form()] = "") -> Response:
    """Forget a search."""
    check_token(request, token)
    library(request).saved.remove(who(request), name)
    return RedirectResponse("/", 303)


@router.post("/refresh")
def refresh(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Lay the accounts side by side anew after texts came."""
    check_token(request, token)
    may(request, "analyst")
    library(request).refresh()
    return RedirectResponse("/", 303)
