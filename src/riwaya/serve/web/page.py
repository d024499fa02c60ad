"""What every page needs: its language, who looks at it, its templates, and the door that asks for a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from riwaya import __version__
from riwaya.serve.web import language, marks, security
from riwaya.serve.web.library import Library
from riwaya.serve.web.settings import Settings

_OPEN: Final = ("/static/", "/login")
_SHOWN: Final = {
    **{code: f"⟦{name}⟧" for code, name in {
        0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO",
        0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
    }.items()},
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�"),
}  # fmt: skip
"""Characters that would turn a line round, or that HTML has no place for, as they are shown."""


def shown(words: object) -> str:
    """Words of a text as a page may show them: nothing in them can turn the page's own words round."""
    return str(words).translate(_SHOWN)


def user(words: object) -> Markup:
    """Words of a text, isolated: their direction is their own and ends with them."""
    return Markup('<bdi dir="auto">{}</bdi>').format(shown(words))


def library(request: Request) -> Library:
    """The ledger behind this page."""
    found: Library = request.app.state.library
    return found


def who(request: Request) -> str:
    """The name of whoever looks, as judgements keep it."""
    return str(request.scope.get("riwaya.who") or "local")


def role(request: Request) -> str:
    """What they may do."""
    return str(request.scope.get("riwaya.role") or "reader")


def may(request: Request, least: str) -> None:
    """Refuse whoever has a lesser role than `least` (403)."""
    if security.RANKS[role(request)] < security.RANKS[least]:
        raise HTTPException(403, f"this is for the role {least}: ask whoever keeps the ledger")


@cache
def _environment() -> Environment:
    made = Environment(loader=PackageLoader("riwaya.serve.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["u"] = user
    made.filters["shown"] = lambda words: escape(shown(words))
    made.filters["path"] = lambda words: quote(str(words), safe="")
    made.globals.update(amount=marks.amount, languages=language.LANGUAGES, version=__version__, script=_script)
    return made


def _script(words: object) -> str:
    """Language of some words by their first letter, for readers aloud."""
    letter = next((one for one in str(words) if one.isalpha()), "a")
    return "ar" if unicodedata.name(letter, "").startswith("ARABIC") else "en"


def render(request: Request, template: str, /, status: int = 200, **given: Any) -> HTMLResponse:
    """A page in the language of whoever looks."""
    asked = request.query_params.get("lang")
    tongue = language.chosen(asked, request.cookies.get("lang"), request.headers.get("accept-language", ""))
    settings: Settings = request.app.state.settings
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]

    def link(**changes: object) -> str:
        """This page's address with some of its questions changed; None takes one away."""
        kept = [(name, value) for name, value in query if name not in changes]
        made = urlencode([*kept, *((name, str(value)) for name, value in changes.items() if value is not None)])
        return f"{request.url.path}?{made}" if made else request.url.path

    context = {
        "t": lambda key, **named: language.say(tongue, key, **named),
        "because": lambda words: language.reason(tongue, words or ""),
        "lang": tongue,
        "other": "en" if tongue == "ar" else "ar",
        "dir": "rtl" if tongue == "ar" else "ltr",
        "here": request.url.path,
        "link": link,
        "token": security.token(request) if "session" in request.scope else "",
        "me": who(request),
        "role": role(request),
        "rank": security.RANKS[role(request)],
        "accounts": settings.accounts,
        "part": request.headers.get("hx-request") == "true",
        "room": "",
        **given,
    }
    answer = HTMLResponse(_environment().get_template(template).render(context), status)
    answer.headers["vary"] = "Cookie, Accept-Language, HX-Request"
    answer.headers["cache-control"] = "no-store" if settings.accounts else "private, no-cache"
    if asked in language.LANGUAGES:
        answer.set_cookie("lang", str(asked), max_age=365 * 86400, samesite="lax", httponly=True)
    return answer


class Door:
    """Lets in whoever has a name here; without accounts, everybody (who can only be on this machine) as the keeper."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._accounts = settings.accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._accounts:
            scope["riwaya.who"], scope["riwaya.role"] = "local", "admin"
            await self._app(scope, receive, send)
            return
        session: Mapping[str, Any] = scope.get("session") or {}
        keeper: Library = scope["app"].state.library
        person = keeper.people.get(str(session["who"])) if session.get("who") else None
        if person is not None:
            scope["riwaya.who"], scope["riwaya.role"] = person.name, person.role
        elif not scope["path"].startswith(_OPEN):
            answer: Response = RedirectResponse(f"/login?next={quote(scope['path'], safe='/')}", 303)
            if scope["path"].startswith("/api"):
                answer = JSONResponse({"error": "who are you?", "where": None, "remedy": "sign in at /login"}, 401)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)
