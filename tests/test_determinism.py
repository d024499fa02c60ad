"""The same input gives the same output: whatever the hash seed, the order of the input, the number of workers, or the batch."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from riwaya.annotate import pipeline
from riwaya.batch import Pool, pool, work
from riwaya.model import Article, Reading
from riwaya.rules import Tools
from riwaya.serve.demo import examples
from tests.cli import riwaya, riwaya_apart


def articles() -> list[Article]:
    lines = (examples() / "accounts.jsonl").read_text(encoding="utf-8").splitlines()
    return [Article(record["id"], record["text"], published=record["published"]) for record in map(json.loads, lines)]


def test_hash_seeds_do_not_show() -> None:
    source = examples() / "accounts.jsonl"
    runs = [riwaya_apart("read", source, "--format", "json", env={"PYTHONHASHSEED": seed}) for seed in ("0", "1", "4711")]
    assert runs[0].code == 0
    assert runs[0].out == runs[1].out == runs[2].out


def test_incidents_do_not_depend_on_the_order_of_the_accounts(tmp_path: Path) -> None:
    lines = (examples() / "accounts.jsonl").read_text(encoding="utf-8").splitlines()
    told = []
    for number, order in enumerate((lines, lines[::-1], lines[7:] + lines[:7])):
        source, place = tmp_path / f"{number}.jsonl", tmp_path / f"{number}.db"
        source.write_text("\n".join(order) + "\n", encoding="utf-8")
        assert riwaya("ingest", source, "--ledger", place).code == 0
        told.append(riwaya_apart("incidents", "--ledger", place, "--format", "json", env={"PYTHONHASHSEED": str(number)}).out)
    assert told[0] == told[1] == told[2]


def test_one_batch_or_several_give_the_same_incidents(tmp_path: Path) -> None:
    lines = (examples() / "accounts.jsonl").read_text(encoding="utf-8").splitlines()
    whole, parts = tmp_path / "whole.db", tmp_path / "parts.db"
    assert riwaya("ingest", examples() / "accounts.jsonl", "--ledger", whole).code == 0
    for part in (lines[::2], lines[1::2]):
        assert riwaya("ingest", "-", "--ledger", parts, stdin="\n".join(part).encode()).code == 0
    one = riwaya("incidents", "--ledger", whole, "--format", "json").out
    assert one == riwaya("incidents", "--ledger", parts, "--format", "json").out


def test_two_workers_read_as_one_does(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_SMALL", 1)
    monkeypatch.setattr(pool, "_CHUNK", 2000)
    texts = articles()
    with Pool(2) as workers:
        found = [outcome.reading.to_json() for outcome in workers.read(texts) if outcome.reading]
    assert found == [pipeline.read(article, tools).to_json() for article in texts]


def test_the_pool_takes_no_more_than_its_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded: the source is read only as far ahead as chunks may be under way."""
    monkeypatch.setattr(pool, "_SMALL", 1)
    monkeypatch.setattr(pool, "_CHUNK", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    taken = 0

    def source() -> Iterator[Article]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield Article(str(number), "قُتل اثنان.")

    with Pool(2) as workers:
        ahead = [taken - given for given, _ in enumerate(workers.read(source()))]
    assert len(ahead) == 200
    assert max(ahead) <= 2 * pool._WINDOW + 2


def test_a_poisoned_document_stops_nothing(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = articles()[:4]

    def read(article: Article, tools: Tools) -> Reading:
        if article.id == texts[1].id:
            raise ZeroDivisionError("poison")
        return Reading(article)

    monkeypatch.setattr(pipeline, "read", read)
    with Pool(1) as workers:
        outcomes = list(workers.read(texts))
    assert [outcome.reading is not None for outcome in outcomes] == [True, False, True, True]
    told = outcomes[1].problem or ""
    assert texts[1].id in told and "ZeroDivisionError" in told and "\n" not in told


def test_a_document_that_hangs_meets_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(article: Article, tools: Tools) -> Reading:
        while article.id == "slow":
            pass
        return Reading(article)

    monkeypatch.setattr(pipeline, "read", read)
    with Pool(1, seconds=0.2) as workers:
        outcomes = list(workers.read([Article("slow", "نص"), Article("quick", "نص")]))
    assert outcomes[0].reading is None and "seconds" in (outcomes[0].problem or "")
    assert outcomes[1].reading is not None


def test_a_document_that_kills_its_worker_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_SMALL", 1)
    monkeypatch.setattr(work, "read_chunk", _deadly)
    texts = [replace(article, id=f"{number}") for number, article in enumerate(articles()[:6])]
    with Pool(2) as workers:
        outcomes = list(workers.read(texts))
    assert [outcome.id for outcome in outcomes] == [article.id for article in texts]
    assert [outcome.reading is None for outcome in outcomes] == [number == 3 for number in range(6)]
    assert "3" in (outcomes[3].problem or "")


def _deadly(chunk: list[Article], setup: work.Setup) -> list[work.Outcome]:
    """Stands in for `read_chunk` in the workers: one text ends the process, as a crash in a compiled library does."""
    if any(article.id == "3" for article in chunk):
        os._exit(1)
    return [work.Outcome(article.id, Reading(article)) for article in chunk]
