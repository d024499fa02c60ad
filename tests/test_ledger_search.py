"""Searching texts: the same answers in the same order on both engines."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from riwaya import compare, ledger
from riwaya.ledger import catalogue, lists, search
from riwaya.serve.demo import examples
from tests import postgres
from tests.cli import riwaya

LINE = "قصف على قرية الحسكة وقوات النظام في بلدة دير الزور قال مصدر طبي إن قتيلين سقطا صباح اليوم بعد اشتباكات Hasakah قسد التحالف"
WORDS = LINE.split()
ASKED = ("قصف", "دير الزور", "الحسكة قتيلين", "hasaka", "قسد", "مصدر طبي", "وبالقصف اشتباكات", "لا شيء كهذا", "في", "ا'\"%_")


def _texts() -> list[str]:
    chance = random.Random(7)
    made = [" ".join(chance.choices(WORDS, k=chance.randint(3, 60))) for _ in range(60)]
    return [*made, "دير دير الزور الزور دير الزور", "قصف قصف قصف قصف", "وحدات حماية الشعب قالت شيئا"]


def _answers(place: str) -> list[list[str]]:
    with ledger.open(place) as book:
        for number, words in enumerate(_texts()):
            empty: dict[str, list[object]] = {
                kind: [] for kind in ("mentions", "entities", "times", "quantities", "speech", "events", "framing")
            }
            book.add({"document": {"id": f"d{number:03}", "source": "وكالة"}, "text": words, **empty, "repairs": []})
        catalogue.build(book, (), "1")
        with book._reading() as db:
            return [search.documents(db, one) for one in ASKED]


def test_both_engines_find_the_same_in_the_same_order(tmp_path: Path, server: postgres.Server) -> None:
    here, there = _answers(str(tmp_path / "l.db")), _answers(server.database())
    assert here[0][0] == "d061", "the one that says nothing else comes first"
    assert here[1] and here[3] and not here[7]
    assert here == there


def _shown(place: str) -> dict[str, Any]:
    """What the pages ask of a ledger."""
    with ledger.open(place, create=False) as book:
        incidents = [one.to_json() for one in compare.incidents(book)]
        catalogue.build(book, incidents, catalogue.fingerprint(book))
        shown = lists.Lists(book)
        actors = shown.actors(publishers=False)["actors"]
        publishers = shown.actors(publishers=True)["actors"]
        return {
            "made from": catalogue.made_from(book),
            "incidents": [shown.incidents(lists.Wanted(order=order)) for order in ("newest", "oldest", "accounts", "disputes")],
            "searched": shown.incidents(lists.Wanted(words="قصف", since="2031-01-01")),
            "incident": [shown.incident(one["id"]) for one in incidents],
            "beside": [shown.newest_incidents(one["id"]) for one in incidents],
            "namings": [shown.namings(one["documents"]) for one in incidents],
            "texts": shown.texts(),
            "found": [shown.search(words) for words in ("السوق", "قتلى", "tel", "وزارة الصحة")],
            "actors": [actors, publishers, shown.actors(publishers=False, words="وزارة")],
            "actor": [shown.actor(one["id"]) for one in (*actors[:20], *publishers)],
        }


def test_pages_show_the_same_on_both_engines(tmp_path: Path, server: postgres.Server) -> None:
    here, there = str(tmp_path / "l.db"), server.database()
    assert riwaya("ingest", examples() / "accounts.jsonl", "--ledger", here).code == 0
    assert riwaya("ledger", "restore", here, "--ledger", there).code == 0
    first, second = _shown(here), _shown(there)
    assert first["incidents"][0]["total"] > 0 and first["found"][0]["total"] > 0
    for name in first:
        assert first[name] == second[name], name
