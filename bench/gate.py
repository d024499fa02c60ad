"""The accuracy gate: no measure may fall below its floor, and a floor is only ever raised.

    python -m bench.gate             score every corpus that is here, compare with bench/floors.toml
    python -m bench.gate --raise     raise the floors to what is reached now (less a small slack)
    python -m bench.gate --corpus own --show events

Corpora: `own`, the cases of this project's tests; `dev`, a shared gold beside the repository, and `incidents`, a shared set of
texts filed under the incidents they report: both where they are found. A corpus is known by the digest of its bytes:
floors belong to the text they were measured on, and a changed corpus needs new ones, set in a commit that says so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench import score
from riwaya.annotate import pipeline
from riwaya.model import Article

ROOT: Final = Path(__file__).resolve().parent.parent
FLOORS: Final = ROOT / "bench" / "floors.toml"
SLACK: Final = 0.015
"""How far below the reached figure a raised floor is set: about one more error in the smaller measures."""
SLACK_OF_SHARES: Final = 0.05
"""The same for measures that count only matched pairs ("… right"): they dip when new, harder pairs are found."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A name, the files it is known by, and how it is scored."""

    name: str
    files: tuple[Path, ...]
    measure: Callable[[tuple[Path, ...]], dict[str, float]]

    @property
    def found(self) -> bool:
        return all(path.is_file() for path in self.files)

    def fingerprint(self) -> str:
        digest = hashlib.blake2b(digest_size=16)
        for path in self.files:
            digest.update(path.read_bytes())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one corpus reached, and what is wrong with it."""

    corpus: str
    figures: Mapping[str, float]
    floors: Mapping[str, float]
    problems: tuple[str, ...]


def shared_folder() -> Path | None:
    """The shared data beside the repository, where it is found."""
    folder = ROOT.parent / "shared"
    return folder if folder.is_dir() else None


def corpora() -> list[Corpus]:
    """Every corpus the gate knows, found or not."""
    shared = ROOT.parent / "shared"
    incidents = shared / "data" / "incidents-dev"
    return [
        Corpus("own", (ROOT / "tests" / "cases" / "gold.jsonl",), score_gold),
        Corpus("dev", (shared / "gold" / "dev.jsonl",), score_gold),
        Corpus("incidents", (incidents / "texts.jsonl", incidents / "incidents.jsonl"), score_incidents),
    ]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_gold(path: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The gold records of a file, and the readings of their texts by id."""
    golds = list(records(path))
    tools = pipeline.load_tools()
    articles = [Article(gold["id"], gold["text"], source=gold.get("source"), published=gold.get("published")) for gold in golds]
    return golds, {article.id: pipeline.read(article, tools).to_json() for article in articles}


def score_gold(files: tuple[Path, ...]) -> dict[str, float]:
    """Measures of the readings of one gold file."""
    golds, readings = read_gold(files[0])
    return score.board(golds, readings).figures()


def score_incidents(files: tuple[Path, ...]) -> dict[str, float]:
    """B-cubed F1 of the incidents found in the shared texts."""
    from bench import incidents  # only where the texts are found

    return incidents.figures(files[0], files[1])


def judge(corpus: Corpus, floors: Mapping[str, Any]) -> Verdict:
    """Score a corpus and hold it to its floors."""
    table = floors.get(corpus.name) or {}
    wanted: Mapping[str, float] = table.get("floor") or {}
    figures = corpus.measure(corpus.files)
    problems = []
    if table.get("fingerprint") != corpus.fingerprint():
        problems.append(f"{corpus.name}: not the corpus its floors were set on; look at the change, then --raise in a commit that says why")
    for name, floor in wanted.items():
        reached = figures.get(name)
        if reached is None:
            problems.append(f"{corpus.name}: {name} is not measured any more (floor {floor:.3f})")
        elif reached < floor:
            problems.append(f"{corpus.name}: {name} is {reached:.4f}, below its floor of {floor:.4f}")
    return Verdict(corpus.name, figures, wanted, tuple(problems))


def raised(floors: Mapping[str, float], figures: Mapping[str, float]) -> dict[str, float]:
    """Floors after a run: never lower than before, never above what was reached.

    >>> raised({"a": 0.6, "b": 0.9}, {"a": 0.7, "b": 0.8, "c": 0.5})
    {'a': 0.685, 'b': 0.9, 'c': 0.485}
    """
    reached = {name: _floor_of(name, value) for name, value in figures.items()}
    return {name: max(floors.get(name, 0.0), reached.get(name, 0.0)) for name in sorted({*floors, *reached})}


def _floor_of(name: str, value: float) -> float:
    slack = SLACK_OF_SHARES if name.endswith(" right") else SLACK
    return max(0.0, int((value - slack) * 1000 + 1e-6) / 1000)


def load_floors(path: Path = FLOORS) -> dict[str, Any]:
    """The floors as they are written down."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def write_floors(floors: Mapping[str, Any], path: Path = FLOORS) -> None:
    """Write floors as TOML, in a settled order."""
    lines = ["# Least figures of the accuracy gate. Raised with `python -m bench.gate --raise`; never lowered."]
    for name, table in floors.items():
        lines += ["", f"[{name}]", f'fingerprint = "{table["fingerprint"]}"', f"[{name}.floor]"]
        lines += [f'"{measure}" = {value:.3f}' for measure, value in sorted(table["floor"].items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def show(kind: str, path: Path) -> None:
    """Print what was missed and what was found wrongly of one kind."""
    golds, readings = read_gold(path)
    for gold in golds:
        text, found = gold["text"], readings[gold["id"]].get(kind) or []
        made = score.pairs(kind, gold.get(kind) or [], found)
        paired = {id(one) for pair in made for one in pair}
        for label, items in (("missed", gold.get(kind) or []), ("false ", found)):
            for item in items:
                if id(item) not in paired:
                    spans = item.get("content") or [item.get("trigger") or item]
                    words = " … ".join(text[span["start"] : span["end"]] for span in spans)
                    rest = {key: value for key, value in item.items() if key not in ("start", "end", "content", "trigger")}
                    print(f"{label} {gold['id']} {words[:140]!r} {rest}")


def main(argv: list[str] | None = None) -> int:
    """Run the gate; 1 where a floor is not held."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is reached")
    parser.add_argument("--corpus", action="append", choices=["own", "dev", "incidents"], help="only this corpus (may be given again)")
    parser.add_argument("--show", metavar="KIND", help="print misses and false finds of a kind (mentions, times, …)")
    chosen = parser.parse_args(argv)
    floors = load_floors()
    problems: list[str] = []
    for corpus in corpora():
        if chosen.corpus and corpus.name not in chosen.corpus:
            continue
        if not corpus.found:
            print(f"{corpus.name}: not here, not scored")
            if corpus.name == "own":
                problems.append("own: tests/cases/gold.jsonl is missing")
            continue
        if chosen.show and corpus.name != "incidents":
            show(chosen.show, corpus.files[0])
            continue
        verdict = judge(corpus, floors)
        print(f"{corpus.name}")
        for name, value in verdict.figures.items():
            floor = verdict.floors.get(name)
            print(f"  {name:34} {value:.4f}" + (f"  (floor {floor:.3f})" if floor is not None else ""))
        if chosen.lift:
            before, known = floors.get(corpus.name) or {}, corpus.fingerprint()
            held = before.get("floor") or {} if before.get("fingerprint") == known else {}  # another corpus, other floors
            floors[corpus.name] = {"fingerprint": known, "floor": raised(held, verdict.figures)}
        else:
            problems.extend(verdict.problems)
    if chosen.lift:
        write_floors(floors)
        print(f"floors written to {FLOORS.relative_to(ROOT)}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
