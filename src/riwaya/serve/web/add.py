"""Adding texts: pasted, uploaded, or in a folder beside the ledger; how far it is, and what failed and why."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from riwaya.errors import UsageError
from riwaya.serve.web.jobs import Jobs
from riwaya.serve.web.library import Missing
from riwaya.serve.web.page import may, render, who
from riwaya.serve.web.security import check_token

router = APIRouter()
_PASTED = 5_000_000  # characters


@router.get("/add")
def form(request: Request) -> Response:
    """The forms, and what was added lately."""
    may(request, "admin")
    settings = request.app.state.settings
    return render(
        request, "add.html", jobs=jobs(request).all(), most=settings.most_bytes, files=settings.most_files, home=settings.folder, room="add"
    )


@router.post("/add")
async def add(request: Request) -> Response:
    """Take texts in; answers with the page of the job."""
    settings = request.app.state.settings
    async with request.form(max_files=settings.most_files, max_fields=30, max_part_size=_PASTED * 4) as sent:
        check_token(request, sent.get("token"))
        may(request, "admin")
        published = _day(str(sent.get("published") or ""))
        words = {name: str(sent.get(name) or "").strip() for name in ("text", "source", "title", "url", "folder")}
        uploads = [one for one in sent.getlist("files") if isinstance(one, UploadFile) and one.filename]
        if words["folder"]:
            job = jobs(request).files(jobs(request).inside(words["folder"]), words["folder"], who(request), published, temporary=False)
        elif uploads or words["text"]:
            folder = Path(tempfile.mkdtemp(prefix="riwaya-added-"))
            if words["text"]:
                pasted(folder, words, published)
            for number, upload in enumerate(uploads):
                (folder / f"{number:03}-{safe_name(upload.filename or '')}").write_bytes(await upload.read())
            label = words["title"] or ", ".join(safe_name(one.filename or "") for one in uploads[:3]) or words["text"][:60]
            job = jobs(request).files(folder, label, who(request), published, temporary=True)
        else:
            raise UsageError("there is nothing to add", remedy="paste a text, choose files, or name a folder")
    return RedirectResponse(f"/add/{job.id}", 303)


@router.get("/add/{number}")
def job(request: Request, number: int) -> Response:
    """How far a job is."""
    may(request, "admin")
    found = jobs(request).get(number)
    if found is None:
        raise Missing("there is no such job any more", where=str(number), remedy="what was read is in the list of texts")
    return render(request, "job.html", job=found.to_json(), room="add")


def pasted(folder: Path, words: dict[str, str], published: str | None) -> None:
    """Write a pasted text with what is known of it, as the reader takes it."""
    row: dict[str, Any] = {"source": words["source"] or None, "title": words["title"] or None, "url": words["url"] or None}
    row |= {"published": published, "text": words["text"][:_PASTED]}
    content = json.dumps({name: value for name, value in row.items() if value}, ensure_ascii=False)
    (folder / "pasted.jsonl").write_text(content + "\n", encoding="utf-8")


def jobs(request: Request) -> Jobs:
    """The jobs of this process."""
    found: Jobs = request.app.state.jobs
    return found


def safe_name(name: str) -> str:
    """The last part of a file's name, without what a path could do."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(one if one.isalnum() or one in "._- " else "_" for one in last).strip(" .")
    return kept[-100:] or "file"


def _day(given: str) -> str | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise UsageError("not a date", where=given[:20], remedy="write it as 2022-01-20") from None
