"""Publishers and actors: what they say, whom they cite, who cites them, the names they use and are given, what they deny."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from riwaya.serve.web.desk import Page, Words
from riwaya.serve.web.page import library, render

router = APIRouter()


@router.get("/publishers")
def publishers(request: Request, q: Words = "", page: Page = 1) -> Response:
    """Those who publish the texts."""
    found = library(request).lists.actors(publishers=True, words=q, page=page)
    return render(request, "actors.html", found=found, q=q, publishers=True, room="publishers")


@router.get("/actors")
def actors(request: Request, q: Words = "", page: Page = 1) -> Response:
    """Those whom the texts name."""
    found = library(request).lists.actors(publishers=False, words=q, page=page)
    return render(request, "actors.html", found=found, q=q, publishers=False, room="actors")


@router.get("/actor/{name}")
def actor(request: Request, name: str) -> Response:
    """One of either."""
    found = library(request).actor(name)
    return render(request, "actor.html", actor=found, room="publishers" if found["publisher"] else "actors")
