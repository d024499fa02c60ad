"""Judging: one form for accepting, correcting, rejecting, splitting and adding; what was judged, and undoing it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from riwaya.errors import UsageError
from riwaya.ledger.judgements import KINDS, span_of
from riwaya.serve.web import export, values
from riwaya.serve.web.library import Missing
from riwaya.serve.web.page import library, may, render, who
from riwaya.serve.web.security import check_token

router = APIRouter()

Token = Annotated[str, Form()]
_MOST = 500


@router.get("/judge")
def form(
    request: Request,
    document: Annotated[str, Query(max_length=400)],
    kind: Annotated[str, Query(max_length=16)],
    number: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
    span: Annotated[str, Query(pattern=r"^(\d{1,9}-\d{1,9})?$")] = "",
) -> Response:
    """The form for one record, or for adding one at a span."""
    if kind not in KINDS:
        raise UsageError("no such kind of record", where=kind, remedy=f"kinds are {', '.join(KINDS)}")
    found = library(request).document(document)
    record: dict[str, Any] | None = None
    at: tuple[int, int] | None = None
    if number is not None:
        record = next((one for one in found[kind] if one["number"] == number), None)
        at = span_of(kind, record) if record else None
        if record is None or at is None:
            raise Missing("there is no such record", where=f"{document} {kind} {number}", remedy="open the reading again")
    elif span:
        first, _, last = span.partition("-")
        at = int(first), int(last)
    words = found["text"][at[0] : at[1]] if at else ""
    fields = values.fields(kind, record or {})
    return render(
        request, "judge.html", document=document, kind=kind, number=number, record=record, at=at, words=words, fields=fields,
        choices=values.CHOICES, kinds=KINDS, room="texts", title=found["title"],
    )  # fmt: skip


@router.post("/judge")
async def judge(request: Request) -> Response:
    """Keep a judgement."""
    sent = await request.form(max_files=0, max_fields=60)
    given = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
    check_token(request, given.get("token"))
    may(request, "analyst")
    kind, verdict, document = given.get("kind", ""), given.get("verdict", ""), given.get("document", "")
    start, end = _number(given.get("start")), _number(given.get("end"))
    value: Any = None
    if verdict in ("correct", "add"):
        value = values.record(kind, given, library(request).document(document), start, end)
    library(request).judge(
        kind=kind, verdict=verdict, document=document, who=who(request), why=given.get("why", ""), start=start, end=end, value=value
    )
    where = f"?span={start}-{end}" if start is not None else ""
    return RedirectResponse(f"/reading/{quote(document, safe='')}{where}", 303)


@router.post("/judge/incident")
async def judge_incident(request: Request) -> Response:
    """Keep a judgement on which accounts belong together."""
    sent = await request.form(max_files=0, max_fields=600)
    check_token(request, sent.get("token"))
    may(request, "analyst")
    names = [str(one) for one in sent.getlist("documents")][:_MOST]
    verdict, name = str(sent.get("verdict")), str(sent.get("incident"))
    room = library(request)
    this = room.incident(name)
    if verdict == "together":
        other = room.incident(str(sent.get("other") or "").strip().rpartition("/")[2])
        names = [*this["documents"], *other["documents"]]
    elif verdict in ("apart", "accept"):
        names = names if verdict == "apart" else this["documents"]
        if not names or (verdict == "apart" and len(names) == len(this["documents"])):
            raise UsageError("choose some of the accounts, not all and not none", remedy="tick those that tell of something else")
    else:
        raise UsageError("no such judgement on an incident", where=verdict, remedy="together, apart or accept")
    why = str(sent.get("why") or "")
    room.judge(kind="incident", verdict=verdict, document=names[0], who=who(request), why=why, value=names)
    known = room.lists.documents(names).get(names[0], {})
    return RedirectResponse(f"/incident/{known.get('incident') or name}", 303)


@router.get("/judgements")
def judgements(request: Request, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """What was judged, newest first."""
    made = [one.to_json() for one in reversed(library(request).judgements.all())]
    size = 50
    return render(
        request, "judgements.html", made=made[(page - 1) * size : page * size], total=len(made), page=page,
        pages=max(1, -(-len(made) // size)), room="judgements",
    )  # fmt: skip


@router.post("/judgements/{name}/undo")
def undo(request: Request, name: str, token: Token = "", back: Annotated[str, Form()] = "/judgements") -> Response:
    """Undo a judgement."""
    check_token(request, token)
    may(request, "analyst")
    library(request).undo(name, who=who(request))
    return RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/judgements", 303)


@router.get("/gold.jsonl")
def gold(request: Request) -> Response:
    """The judged documents as gold for the gate."""
    headers = {"content-disposition": 'attachment; filename="gold.jsonl"'}
    return Response(export.lines(library(request).gold()), media_type="application/x-ndjson", headers=headers)


def _number(given: str | None) -> int | None:
    if not given:
        return None
    if not given.isdecimal() or len(given) > 9:
        raise UsageError("not a place in a text", where=given[:20], remedy="give a whole number")
    return int(given)
