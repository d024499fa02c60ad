"""A reading room over the examples, for the tests of the web application."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from riwaya import ledger
from riwaya.batch import Setup
from riwaya.batch.work import read_one
from riwaya.intake import Article
from riwaya.intake import read as read_files
from riwaya.model import Article as Text
from riwaya.serve.web import Settings, create_app

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
GAZETTEERS = (str(EXAMPLES / "gazetteer.csv"),)

HOSTILE = {
    "script": "<script>window.hurt = 1</script> قُتل ثلاثة مدنيين في قصف <img src=x onerror='window.hurt = 1'>",
    "link": "javascript:window.hurt=1 أعلنت الوزارة <a href='javascript:window.hurt=1'>انقر</a> مقتل طفلين",
    "svg": "<svg onload='window.hurt=1'><circle/></svg> نفت قيادة المعسكر {{ 7 * 7 }} ${7*7} الخبر",
    "turned": "قال الناطق \u202e أقلب السطر \u2066 ولا أنهيه، وقُتل 12 مدنياً",
    "long": "قصف على البلدة أدى إلى مقتل مدنيين اثنين " * 25_000,
}
"""Texts that would like to be more than words; the last is a line of more than a million bytes."""


def build(place: Path, *, hostile: bool = False) -> Path:
    """A ledger with the examples, and with the hostile texts if asked; read once, and copied after that."""
    if hostile not in _BUILT:
        _build(place, hostile)
        _BUILT[hostile] = place.read_bytes()
    else:
        place.write_bytes(_BUILT[hostile])
    return place


_BUILT: dict[bool, bytes] = {}


def _build(place: Path, hostile: bool) -> None:
    with ledger.open(place) as book:
        for found in read_files([EXAMPLES / "accounts.jsonl", EXAMPLES / "accounts"]):
            assert isinstance(found, Article)
            add(book, found)
        if hostile:
            for name, text in HOSTILE.items():
                if name == "long":
                    book.add(_unread(name, text))
                    continue
                add(book, Text(f"hostile-{name}", text, source=f"<b>{name}</b>", title=f"{text[:60]}", url="javascript:alert(1)"))


def _unread(name: str, text: str) -> dict[str, Any]:
    """A reading made by hand: reading so long a text would take the test a minute."""
    kinds = ("entities", "times", "quantities", "speech", "events", "framing", "repairs")
    mentions = [{"start": 42 * at + 7, "end": 42 * at + 13, "kind": "place", "entity": None} for at in range(2_000)]
    document = {"id": f"hostile-{name}", "source": f"<b>{name}</b>", "title": text[:60], "sha256": "0" * 64}
    return {"schema": "riwaya/reading-1", "document": document, "text": text, "mentions": mentions, **{kind: [] for kind in kinds}}


def add(book: ledger.Ledger, article: Text) -> None:
    """Read one article into a ledger."""
    outcome = read_one(article, Setup(GAZETTEERS))
    assert outcome.reading is not None, outcome.problem
    book.add(outcome.reading)


def room(place: Path, **given: Any) -> TestClient:
    """A browser without a screen, in a room over a ledger."""
    return TestClient(create_app(Settings(ledger=str(place), hosts=("testserver",), gazetteers=GAZETTEERS, **given)))


def token(client: TestClient, path: str) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found, f"{path} has no form"
    return found.group(1)


def richest(client: TestClient) -> dict[str, Any]:
    """The incident with most accounts, whole."""
    listed = client.get("/api/incidents").json()["incidents"]
    chosen = max(listed, key=lambda one: one["accounts"])
    whole: dict[str, Any] = client.get(f"/api/incidents/{chosen['id']}").json()
    return whole
