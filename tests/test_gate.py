"""The accuracy gate itself: floors only rise, a changed corpus is noticed, and the scorer scores as the outside one does."""

from __future__ import annotations

import importlib.util
import json
import shutil
import signal
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import gate, score

figures = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(0, 1).map(lambda value: round(value, 4)))


@given(figures, figures)
def test_a_floor_is_only_ever_raised(floors: dict[str, float], reached: dict[str, float]) -> None:
    after = gate.raised(floors, reached)
    assert all(after[name] >= floor for name, floor in floors.items())
    assert all(after[name] <= max(floors.get(name, 0), value) for name, value in reached.items())


def test_no_floor_was_lowered_since_the_last_commits(root: Path) -> None:
    """Each committed version of the floors holds what the one before it held, for the same corpus."""
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("no history here")

    def git(*arguments: str) -> str:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True).stdout

    commits = git("log", "--format=%H", "--reverse", "--diff-filter=AM", "--", "bench/floors.toml").split()
    versions = [*(tomllib.loads(git("show", f"{one}:bench/floors.toml")) for one in commits), gate.load_floors()]
    for before, after in pairwise(versions):
        for corpus, table in before.items():
            if table["fingerprint"] != after.get(corpus, {}).get("fingerprint"):
                continue
            for name, floor in table["floor"].items():
                assert after[corpus]["floor"].get(name, 0.0) >= floor, f"{corpus}: {name}"


def test_every_corpus_of_this_project_has_floors(root: Path) -> None:
    floors = gate.load_floors()
    own = next(corpus for corpus in gate.corpora() if corpus.name == "own")
    assert own.found
    assert floors["own"]["fingerprint"] == own.fingerprint()
    assert {"mentions, span and kind", "events, trigger and type", "repairs, word restored"} <= set(floors["own"]["floor"])


def test_a_fall_and_a_changed_corpus_are_told(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text("{}", encoding="utf-8")
    corpus = gate.Corpus("own", (file,), lambda _: {"times, span": 0.5})
    floors = {"own": {"fingerprint": corpus.fingerprint(), "floor": {"times, span": 0.5}}}
    assert gate.judge(corpus, floors).problems == ()
    floors["own"]["floor"] = {"times, span": 0.51, "events": 0.1}
    assert len(gate.judge(corpus, floors).problems) == 2
    file.write_text("{ }", encoding="utf-8")
    assert any("not the corpus" in problem for problem in gate.judge(corpus, floors).problems)


def test_the_own_gold_reads_back(root: Path) -> None:
    """The cases keep the guide's vocabulary, and every span lies in its text, on letters and not on spaces."""
    for gold in gate.records(root / "tests" / "cases" / "gold.jsonl"):
        for kind in ("mentions", "times", "quantities", "speech", "events", "framing", "repairs"):
            for record in gold[kind]:
                for span in spans(record):
                    surface = gold["text"][span["start"] : span["end"]]
                    assert surface and surface == surface.strip(), (gold["id"], record)
        for record in [*gold["events"], *gold["framing"]]:
            assert record["voice"] == "author" or 0 <= record["voice"] < len(gold["speech"])


def spans(record: dict[str, Any]) -> list[dict[str, int]]:
    found = [value for value in record.values() if isinstance(value, dict)]
    found += [one for value in record.values() if isinstance(value, list) for one in value]
    return [*found, record] if "start" in record else found


def test_a_perfect_reading_scores_one(root: Path) -> None:
    golds = list(gate.records(root / "tests" / "cases" / "gold.jsonl"))
    readings = {gold["id"]: gold for gold in golds}
    assert set(score.board(golds, readings).figures().values()) == {1.0}
    nothing = score.board(golds, {}).figures()
    assert nothing["mentions, span"] == nothing["events, trigger"] == 0.0


def test_our_scorer_agrees_with_the_outside_one(root: Path, shared: Path | None) -> None:
    if shared is None:
        pytest.skip("no shared data here")
    spec = importlib.util.spec_from_file_location("outside", shared / "score" / "score_readings.py")
    assert spec and spec.loader
    outside = importlib.util.module_from_spec(spec)
    before = signal.getsignal(signal.SIGPIPE)
    spec.loader.exec_module(outside)
    signal.signal(signal.SIGPIPE, before)  # the script resets it, and a test that closes a pipe later would end the whole run
    golds = list(gate.records(shared / "gold" / "train.jsonl"))[:20]
    # Readings that are wrong in many ways: records of the same documents, some left out, some moved, some renamed.
    readings = {gold["id"]: damaged(gold) for gold in golds}
    tallies, shares = outside.score(golds, readings)
    wanted = {name: round(tally.f1, 4) for name, tally in tallies.items()} | {name: round(a / n, 4) for name, (a, n) in shares.items()}
    assert score.board(golds, readings).figures() == pytest.approx(wanted)


def damaged(gold: dict[str, Any]) -> dict[str, Any]:
    reading: dict[str, Any] = json.loads(json.dumps(gold))
    for kind, field in (("mentions", "kind"), ("times", "value"), ("quantities", "role"), ("framing", "device")):
        reading[kind] = [one for number, one in enumerate(reading[kind]) if number % 5]
        for one in reading[kind][::3]:
            one[field] = "other"
        for one in reading[kind][1::4]:
            one["end"] += 1
    for one in reading["speech"][::3]:
        one["content"] = one["content"][:1]
        one["content"][0]["end"] -= (one["content"][0]["end"] - one["content"][0]["start"]) // 2
        one["source"], one["parent"] = None, None
    for one in reading["events"][::4]:
        one["type"], one["voice"] = "meeting", "author"
    for one in reading["events"][1::4]:
        one["actors"], one["targets"] = one["targets"], one["actors"]
        one["place"] = one["trigger"]
    return reading
