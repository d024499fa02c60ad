"""Searching texts: the same answers in the same order on both engines."""

from __future__ import annotations

import random
from pathlib import Path

from riwaya import ledger
from riwaya.ledger import catalogue, search
from tests import postgres

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
