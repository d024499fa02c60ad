"""What keeps hostile texts and strangers out: headers, bounds, tokens, passwords.

The policy forbids every script, style, font and picture that does not come from this package; texts are escaped by the templates, so
even a text that is a script stays words.
"""

from __future__ import annotations

import secrets
from typing import Any, Final
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from riwaya.ledger.people import Person

RANKS: Final = {"reader": 0, "analyst": 1, "admin": 2}
_HASHER: Final = PasswordHasher()
_NOBODY: Final = _HASHER.hash(secrets.token_hex(8))  # so that a name nobody has takes as long to refuse


def policy(tiles: str | None) -> str:
    """The Content-Security-Policy of every page."""
    pictures = "'self'"
    if tiles:
        parts = urlsplit(tiles)
        pictures += f" {parts.scheme}://{parts.netloc}"
    own = "'self'"
    return (
        f"default-src 'none'; script-src {own}; style-src {own}; font-src {own}; img-src {pictures}; connect-src {own}; "
        f"form-action {own}; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )


class Headers:
    """Puts the headers of safety onto every answer, and refuses bodies over the bound before they are read."""

    def __init__(self, app: ASGIApp, *, csp: str, most: int) -> None:
        self._app = app
        self._most = most
        self._headers = [
            (b"content-security-policy", csp.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"same-origin"),  # with no-referrer, browsers send our own forms without an origin
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        if not told.isdigit() or int(told) > self._most:
            await self._refuse(send)
            return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most:
                raise HTTPException(413, "too much at once")
            return message

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in self._headers if pair[0] not in names)]
            await send(message)

        await self._app(scope, bounded, headed)

    async def _refuse(self, send: Send) -> None:
        body = b"413: too much at once; send fewer or smaller files\n"
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()), *self._headers]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def token(request: Request) -> str:
    """The token of this session's forms."""
    session: dict[str, Any] = request.session
    if "token" not in session:
        session["token"] = secrets.token_urlsafe(24)
    return str(session["token"])


def check_origin(request: Request) -> None:
    """Refuse what another site's page sends (403)."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "this came from another site")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "this came from another site")


def check_token(request: Request, given: object) -> None:
    """Refuse a form without this session's token (403)."""
    check_origin(request)
    kept = request.session.get("token")
    if not kept or not isinstance(given, str) or not secrets.compare_digest(kept.encode(), given.encode()):
        raise HTTPException(403, "the form is too old: open the page again")


def hashed(password: str) -> str:
    """A password as it is kept (Argon2id)."""
    return _HASHER.hash(password)


def matches(person: Person | None, password: str) -> bool:
    """Whether a password is somebody's; takes as long for a name that nobody has."""
    try:
        return _HASHER.verify(person.password if person else _NOBODY, password) and person is not None
    except (VerifyMismatchError, InvalidHashError):
        return False
