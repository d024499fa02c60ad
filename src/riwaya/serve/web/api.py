"""The same data for programs: JSON and CSV under /api, described at /api/openapi.json."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from riwaya.errors import UsageError
from riwaya.ledger.lists import Wanted
from riwaya.serve.web import export, security
from riwaya.serve.web.desk import Page, Size, Words, wanted
from riwaya.serve.web.page import library, may, who


class Format(StrEnum):
    """How an answer is written."""

    json = "json"
    csv = "csv"


Id = Annotated[str, Path(max_length=400)]
As = Annotated[Format, Query(alias="format", description="json, or csv for a table.")]


class Problem(BaseModel):
    """What went wrong, and what to do."""

    error: str
    where: str | None = None
    remedy: str | None = None


_WRONG: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "Nobody is signed in."},
    403: {"model": Problem, "description": "Not for this role, or from another site."},
    404: {"model": Problem, "description": "There is nothing of this id."},
    422: {"model": Problem, "description": "The question or the judgement is not understood."},
}
router = APIRouter(responses=_WRONG, tags=["ledger"])


def _answer(format: Format, whole: Any, rows: list[dict[str, Any]]) -> Response:
    if format is Format.csv:
        return Response(export.table(rows), media_type="text/csv; charset=utf-8")
    return JSONResponse(whole)


@router.get("/incidents", response_model=dict[str, Any])
def incidents(request: Request, asked: Annotated[Wanted, Depends(wanted)], form: As = Format.json) -> Response:
    """Incidents, filtered as on the desk, with facets."""
    found = library(request).desk(asked)
    return _answer(form, found, found["incidents"])


@router.get("/incidents/{name}", response_model=dict[str, Any])
def incident(request: Request, name: Id, form: As = Format.json) -> Response:
    """One incident: its accounts side by side."""
    found = library(request).incident(name)
    return _answer(form, found, export.incident_rows(found))


@router.get("/documents", response_model=dict[str, Any])
def documents(request: Request, q: Words = "", page: Page = 1, size: Size = 25, form: As = Format.json) -> Response:
    """All documents, or those that answer a question."""
    room = library(request).lists
    found = room.search(q, page, size) if q.strip() else room.texts(page, size)
    return _answer(form, found, found["documents"])


@router.get("/documents/{name:path}", response_model=dict[str, Any])
def document(request: Request, name: Id, form: As = Format.json) -> Response:
    """One reading, with the judgements laid over it."""
    found = library(request).document(name)
    return _answer(form, found, export.document_rows(found))


@router.get("/publishers", response_model=dict[str, Any])
def publishers(request: Request, q: Words = "", page: Page = 1, size: Size = 50, form: As = Format.json) -> Response:
    """Those who publish the texts."""
    found = library(request).lists.actors(publishers=True, words=q, page=page, size=size)
    return _answer(form, found, found["actors"])


@router.get("/actors", response_model=dict[str, Any])
def actors(request: Request, q: Words = "", page: Page = 1, size: Size = 50, form: As = Format.json) -> Response:
    """Those whom the texts name."""
    found = library(request).lists.actors(publishers=False, words=q, page=page, size=size)
    return _answer(form, found, found["actors"])


@router.get("/actors/{name}", response_model=dict[str, Any])
def actor(request: Request, name: Id, form: As = Format.json) -> Response:
    """A publisher or an actor: what they say, do and are called."""
    found = library(request).actor(name)
    rows = [{"what": key, **row} for key, value in found.items() if isinstance(value, list) for row in value if isinstance(row, dict)]
    return _answer(form, found, rows)


class Judged(BaseModel):
    """A judgement to be kept."""

    kind: Annotated[
        str, Field(max_length=16, description="mentions, times, quantities, speech, events, framing, repairs, link or incident")
    ]
    verdict: Annotated[str, Field(max_length=16, description="accept, correct, reject, split, add; of an incident together or apart")]
    document: Annotated[str, Field(max_length=400)]
    start: Annotated[int | None, Field(ge=0, le=1_000_000_000)] = None
    end: Annotated[int | None, Field(ge=0, le=1_000_000_000)] = None
    value: dict[str, Any] | list[str] | None = None
    why: Annotated[str, Field(max_length=2000)] = ""


def _own_site(request: Request) -> None:
    """A page of another site may not judge in somebody's name."""
    security.check_origin(request)
    if request.headers.get("content-type", "application/json").split(";")[0] != "application/json":
        raise HTTPException(403, "send application/json")
    may(request, "analyst")


@router.get("/judgements", response_model=list[dict[str, Any]])
def judgements(request: Request, form: As = Format.json) -> Response:
    """All judgements and undoings, in order."""
    found = [one.to_json() for one in library(request).judgements.all()]
    return _answer(form, found, found)


@router.post("/judgements", response_model=dict[str, Any], status_code=201, dependencies=[Depends(_own_site)])
def judge(request: Request, given: Judged) -> Response:
    """Keep a judgement."""
    if any("\ud800" <= one <= "\udfff" or one == "\0" for one in str(given.model_dump())):
        raise UsageError("half a character, or a null", remedy="send well-formed text")
    made = library(request).judge(**given.model_dump(), who=who(request))
    return JSONResponse(made, 201)


@router.post("/judgements/{name}/undo", response_model=dict[str, Any], status_code=201, dependencies=[Depends(_own_site)])
def undo(request: Request, name: Id) -> Response:
    """Undo a judgement; it stays in the list, and so does the undoing."""
    return JSONResponse(library(request).undo(name, who=who(request)), 201)


@router.get("/gold", response_model=list[dict[str, Any]])
def gold(request: Request) -> Response:
    """The judged documents as records of gold."""
    return JSONResponse(library(request).gold())


@router.get("/searches", response_model=list[dict[str, str]])
def searches(request: Request) -> Response:
    """The searches that whoever asks has kept."""
    return JSONResponse(library(request).saved.of(who(request)))


@router.get("/jobs", response_model=list[dict[str, Any]])
def jobs(request: Request) -> Response:
    """Texts on their way into the ledger."""
    may(request, "admin")
    return JSONResponse([one.to_json() for one in request.app.state.jobs.all()])
