"""The application: rooms put together, doors guarded."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from riwaya import __version__
from riwaya.errors import LedgerError, RiwayaError
from riwaya.serve.web import add, api, desk, incident, judge, people, reading, who_is_who
from riwaya.serve.web.jobs import Jobs
from riwaya.serve.web.library import Library, Missing
from riwaya.serve.web.page import Door, render
from riwaya.serve.web.security import Headers, policy
from riwaya.serve.web.settings import Settings

_STATIC = Path(__file__).parent / "static"
_ABOUT = """Everything the reading room shows. Each view answers as JSON, and most as CSV (`format=csv`). Spans are half-open ranges of code
points in the document's text. What is kept is never overwritten: judgements are added, and undone by another judgement."""


class Static(StaticFiles):
    """Files of the package, which change only with it."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        """As the library's, with a day in the cache."""
        answer = super().file_response(*given, **named)
        answer.headers["cache-control"] = "public, max-age=86400"
        return answer


def create_app(settings: Settings) -> FastAPI:
    """The reading room over a ledger; the ledger is opened, and its catalogue made where it is old.

    Raises LedgerError when the ledger cannot be opened.
    """
    library = Library(settings)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        yield
        library.close()

    app = FastAPI(
        title="Riwaya",
        version=__version__,
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.library, app.state.settings, app.state.jobs = library, settings, Jobs(library)
    for room in (desk, incident, reading, who_is_who, judge, add, people):
        app.include_router(room.router, include_in_schema=False)
    app.include_router(api.router, prefix="/api")
    app.mount("/static", Static(directory=_STATIC), name="static")
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RiwayaError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(Door, settings=settings)
    secret = settings.secret or secrets.token_hex(32)
    app.add_middleware(
        SessionMiddleware, secret_key=secret, session_cookie="riwaya", max_age=12 * 3600, same_site="lax", https_only=settings.https
    )
    app.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=4)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    app.add_middleware(Headers, csp=policy(settings.tiles), most=settings.most_bytes)
    return app


def _answer(request: Request, status: int, what: str, remedy: str | None = None, where: str | None = None) -> Response:
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": what, "where": where, "remedy": remedy}, status)
    return render(request, "error.html", status=status, what=what, remedy=remedy, where=where, code=status)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    answer = _answer(request, status, str(getattr(error, "detail", "")))
    for name, value in (getattr(error, "headers", None) or {}).items():
        answer.headers[name] = value
    return answer


async def _ours(request: Request, error: Exception) -> Response:
    if isinstance(error, RiwayaError):
        status = 404 if isinstance(error, Missing) else 503 if isinstance(error, LedgerError) else 422
        return _answer(request, status, error.what, error.remedy, error.where)
    raise error


async def _invalid(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    words = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in found)
    return _answer(request, 422, words or "not understood", "check the address or the form")
