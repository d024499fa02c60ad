"""Who may come in: signing in and out, and the accounts, which an admin keeps."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from riwaya.errors import UsageError
from riwaya.ledger.people import ROLES
from riwaya.serve.web import security
from riwaya.serve.web.page import library, may, render

router = APIRouter()
_TRIES = 8
_SECONDS = 300.0
_SHORTEST = 10
_failed: dict[str, list[float]] = {}


@router.get("/login")
def ask(request: Request, next: Annotated[str, Query(max_length=500)] = "/") -> Response:
    """The form for signing in."""
    return render(request, "login.html", next=next, wrong=False)


@router.post("/login")
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=100)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form(max_length=500)] = "/",
    token: Annotated[str, Form()] = "",
) -> Response:
    """Sign in; after too many wrong passwords for one name, not for some minutes."""
    security.check_token(request, token)
    recent = [at for at in _failed.get(name, []) if time.monotonic() - at < _SECONDS]
    if len(recent) >= _TRIES:
        raise HTTPException(429, "too many wrong passwords: try again in some minutes")
    person = library(request).people.get(name)
    if not security.matches(person, password):
        _failed[name] = [*recent, time.monotonic()]
        return render(request, "login.html", status=401, next=next, wrong=True)
    _failed.pop(name, None)
    request.session.clear()  # a new session for a new person, so that one planted before is worth nothing
    request.session["who"] = name
    inside = next.startswith("/") and not next.startswith(("//", "/\\"))
    return RedirectResponse(next if inside else "/", 303)


@router.post("/logout")
def leave(request: Request, token: Annotated[str, Form()] = "") -> Response:
    """Sign out."""
    security.check_token(request, token)
    request.session.clear()
    return RedirectResponse("/login", 303)


@router.get("/people")
def people(request: Request) -> Response:
    """The accounts."""
    may(request, "admin")
    return render(request, "people.html", people=library(request).people.all(), roles=ROLES, room="people")


@router.post("/people")
def put(
    request: Request,
    name: Annotated[str, Form(max_length=100)],
    person_role: Annotated[str, Form(max_length=16)],
    password: Annotated[str, Form(max_length=1000)],
    token: Annotated[str, Form()] = "",
) -> Response:
    """Add somebody, or change their role and password."""
    security.check_token(request, token)
    may(request, "admin")
    if len(password) < _SHORTEST:
        raise UsageError("the password is too short", remedy=f"take at least {_SHORTEST} characters")
    library(request).people.put(name.strip(), person_role, security.hashed(password))
    return RedirectResponse("/people", 303)
