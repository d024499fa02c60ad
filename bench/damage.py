"""Damage done on purpose, and how much of it repair undoes.

    python -m bench.damage ../shared/data/news-dev/articles.jsonl.gz [--papers PAPER,PAPER] [--no-model] [--in-article] [--show N]

Letters of 2,000 sentences become ``?`` or U+FFFD (one in 400), words are masked by five patterns, and 2,000 further sentences stay clean:
there, nothing may change. Seeded: the same data give the same figures. ``--papers`` takes only sentences of these papers, to be run with a
model that was trained without them (``bench.train_repair --hold-out``).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from riwaya import rules
from riwaya.model import Article, Text
from riwaya.repair import context, repair
from riwaya.repair.words import bare

SEED, SENTENCES, RATE = 20150721, 2_000, 400
_SENTENCE = re.compile(r"[^\n.!؟]{30,400}[.!؟]")
_WORD = re.compile(r"[\u0621-\u063a\u0641-\u0652\u0670]+")
_LETTER = re.compile(r"[\u0621-\u063a\u0641-\u064a]")


@dataclass
class Tally:
    """Damaged words, restored ones, and what was claimed with confidence."""

    damaged: int = 0
    restored: int = 0
    claimed: int = 0
    wrong: int = 0
    misses: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One line of the report."""
        share = self.restored / max(1, self.damaged)
        wrong = self.wrong / max(1, self.claimed)
        return (
            f"{name:32} {self.damaged:5} damaged, {share:6.1%} restored to the very word; "
            f"{self.claimed:5} claimed at 0.9, {wrong:5.2%} of them wrong"
        )


def sentences(path: Path, papers: frozenset[str], rng: random.Random) -> list[tuple[str, str, str]]:
    """Distinct sentences with enough Arabic in them, each with what stands before and after it in its article; shuffled."""
    found: dict[str, tuple[str, str, str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not papers or row["source"] in papers:
                for match in _SENTENCE.finditer(row["text"]):
                    one = match.group().strip()
                    if len(_LETTER.findall(one)) > 30 and "\ufffd" not in one:
                        found[one] = (one, row["text"][: match.start()], row["text"][match.end() :])
    pool = list(found.values())
    rng.shuffle(pool)
    return pool


def lose(text: str, mark: str, rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """`text` with one letter in 400 turned into `mark`, and the spans of the damaged words with what they were."""
    chars = list(text)
    spans = []
    for word in _WORD.finditer(text):
        if len(word.group()) < 2:
            continue
        at = next((at for at in range(word.start(), word.end()) if _LETTER.match(text[at]) and rng.random() < 1 / RATE), None)
        if at is not None:
            chars[at] = mark
            spans.append((word.start(), word.end(), word.group()))
    return "".join(chars), spans


def _between(joint: str) -> Callable[[str, random.Random], str]:
    def mask(word: str, rng: random.Random) -> str:
        at = rng.randrange(2, len(word) - 1)
        return word[:at] + joint + word[at:]

    return mask


def _twin(word: str, rng: random.Random) -> str:
    twins = {
        "ا": "a",
        "ر": "r",
        "ل": "l",
        "س": "s",
        "م": "m",
        "ن": "n",
        "ح": "7",
        "ع": "3",
        "ب": "b",
        "ت": "t",
        "د": "d",
        "ق": "q",
        "ك": "k",
    }
    places = [at for at in range(1, len(word) - 1) if word[at] in twins]
    if not places:
        return _between("ـ.ـ")(word, rng)
    at = rng.choice(places)
    return word[:at] + twins[word[at]] + word[at + 1 :]


MASKS: dict[str, Callable[[str, random.Random], str]] = {
    "tatweel and blank (قـ ـصف)": _between("ـ ـ"),
    "underscore (الاحت_لال)": _between("_"),
    "tatweel and dot (الطـ.ـيران)": _between("ـ.ـ"),
    "tatweel, slashes (اسـ//ـرائيل)": _between("ـ//ـ"),
    "Latin or digit twin (اسrائيل)": _twin,
}


def masked(text: str, mask: Callable[[str, random.Random], str], rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """`text` with one of its longer words masked."""
    words = [one for one in _WORD.finditer(text) if len(one.group()) >= 4 and one.group() == bare(one.group())]
    if not words:
        return text, []
    one = rng.choice(words)
    cut = mask(one.group(), rng)
    return text[: one.start()] + cut + text[one.end() :], [(one.start(), one.start() + len(cut), one.group())]


def judge(text: Text, spans: list[tuple[int, int, str]], tally: Tally) -> None:
    """Count what became of the damaged words of one text."""
    for start, end, word in spans:
        tally.damaged += 1
        repairs = [one for one in text.repairs if one.span.start < end and start < one.span.end]
        right = any(one.span.start <= start and end <= one.span.end and one.repaired == word for one in repairs)
        tally.restored += right
        sure = any(one.confidence >= 0.9 for one in repairs)
        tally.claimed += sure
        tally.wrong += sure and not right
        if not right:
            got = ", ".join(f"{one.repaired} {one.confidence}" for one in repairs) or "left alone"
            tally.misses.append(f"{text.original[max(0, start - 15) : start]}[{text.original[start:end]}] {word} <- {got}")


def run(path: Path, papers: frozenset[str], show: int = 0, whole: bool = False) -> dict[str, Tally]:
    """All experiments; prints as it goes."""
    rng = random.Random(SEED)
    tools = rules.load()
    pool = sentences(path, papers, rng)
    damaged, clean = [one for one, _, _ in pool[:SENTENCES]], [one for one, _, _ in pool[SENTENCES : 2 * SENTENCES]]
    tallies: dict[str, Tally] = {}
    for mark, name in (("?", "?"), ("\ufffd", "U+FFFD")) if whole else ():
        tally = tallies[f"in its article, lost to {name}"] = Tally()
        for one, before, after in pool[:SENTENCES] * 4:
            broken, spans = lose(one, mark, rng)
            if spans:
                text = repair.repair(Article("bench", f"{before} {broken} {after}"), tools)
                judge(text, [(start + len(before) + 1, end + len(before) + 1, word) for start, end, word in spans], tally)
    for name, mark in (("letters lost to ?", "?"), ("letters lost to U+FFFD", "\ufffd")):
        tallies[name] = Tally()
        for one in damaged * 4:  # four draws: one letter in 400 is less than one word a sentence
            broken, spans = lose(one, mark, rng)
            if spans:
                judge(repair.repair(Article("bench", broken), tools), spans, tallies[name])
    for name, mask in MASKS.items():
        tallies[name] = Tally()
        for one in damaged:
            broken, spans = masked(one, mask, rng)
            judge(repair.repair(Article("bench", broken), tools), spans, tallies[name])
    for name, tally in tallies.items():
        print(tally.line(name))
        for miss in tally.misses[:show]:
            print("   ", miss)
    changed = marks = 0
    for one in clean:
        text = repair.repair(Article("bench", one), tools)
        marks += one.count("?") + one.count("؟")
        changed += one.count("?") + one.count("؟") - text.read.count("?") - text.read.count("؟")
        for found in text.repairs[: show and 99]:
            print("    clean:", found.span.of(one), "->", found.repaired, found.reason, found.confidence)
    print(f"clean half: {len(clean)} sentences, {marks} real question marks, {changed} of them changed")
    return tallies


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", default="")
    parser.add_argument("--model", type=Path, help="another model file than the package's")
    parser.add_argument("--in-article", action="store_true", help="also with the rest of the article round each sentence (slow)")
    parser.add_argument("--no-model", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="print so many misses of each kind, and what was changed in the clean half")
    args = parser.parse_args()
    if args.model or args.no_model:
        model = context.EMPTY if args.no_model else context.parse(json.loads(args.model.read_text(encoding="utf-8")))
        context.use(model)
    run(args.data, frozenset(filter(None, args.papers.split(","))), args.show, args.in_article)


if __name__ == "__main__":
    main()
