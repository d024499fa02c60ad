"""The only reader of `data/`: loads lexicons and tables, expands lemmas to forms, compiles one automaton for all of them.

Lexicons are CSV files under ``data/lexicons``, plain tables CSV files under ``data/tables``. Columns that every lexicon has:
``id, lemma, pos, note, source``; further ones a reader knows by name are ``present``, ``masdar``, ``forms`` (variants separated by ``|``),
``examples`` and ``not`` (sentences in which the row must, and must not, be found).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from riwaya import forms, morphology
from riwaya.errors import RulesError
from riwaya.fold import fold

__all__ = ["Entry", "Pattern", "Tools", "data_files", "load", "read_lexicon"]

POS = frozenset({"verb", "noun", "adj", "name", "phrase", "particle"})
REQUIRED = ("id", "lemma", "pos", "note", "source")
PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "ك", "كم", "كن", "نا", "ني")
"""Suffixed pronouns, folded: his, her, their, …; our, me."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a lexicon; ``entry["column"]`` gives a column, empty where the row has none."""

    lexicon: str
    id: str
    lemma: str
    pos: str
    fields: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __getitem__(self, column: str) -> str:
        return self.fields.get(column, "")

    def variants(self, column: str) -> tuple[str, ...]:
        """The ``|``-separated values of a column, stripped, empty ones left out."""
        return tuple(one.strip() for one in self[column].split("|") if one.strip())


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one spelling of the automaton stands for.

    `shape` decides which clitics may stand round it: ``past``, ``present``, ``nominal``, ``literal``, ``after-lam`` (the rest of a
    name in ال- after لل). `bound`: a suffixed pronoun must follow.
    """

    entry: Entry
    form: str
    shape: str
    bound: bool = False
    suffix: bool = True


class Compiled(NamedTuple):
    """The automaton, for each of its spellings what it stands for, and whether it has more than one word."""

    automaton: AhoCorasick
    patterns: tuple[tuple[Pattern, ...], ...]
    several: list[bool]


@dataclass(frozen=True)
class Tools:
    """Everything that reading needs from data, loaded once and passed as an argument."""

    entries: tuple[Entry, ...]
    fingerprint: str
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)

    def lexicon(self, name: str) -> tuple[Entry, ...]:
        """The rows of one lexicon, in the order of its file; empty where there is none of that name."""
        return self._by_lexicon.get(name, ())

    def rows(self, table: str) -> tuple[Mapping[str, str], ...]:
        """The rows of a plain table of ``data/tables``.

        Raises:
            RulesError: there is no such table.
        """
        if table not in self.tables:
            raise RulesError(f"there is no table {table!r}", where="data/tables", remedy=f"use one of {', '.join(sorted(self.tables))}")
        return self.tables[table]

    @cached_property
    def _by_lexicon(self) -> dict[str, tuple[Entry, ...]]:
        grouped: dict[str, list[Entry]] = {}
        for entry in self.entries:
            grouped.setdefault(entry.lexicon, []).append(entry)
        return {name: tuple(rows) for name, rows in grouped.items()}

    @cached_property
    def compiled(self) -> Compiled:
        """The automaton over all spellings, and what each of them stands for."""
        spellings = forms.kept(self.fingerprint, self._spellings)
        entries = self.entries
        patterns = tuple(
            tuple(Pattern(entries[row], form, shape, bound, suffix) for row, form, shape, bound, suffix in cells)
            for cells in spellings.values()
        )
        several = [not spelling.isalnum() for spelling in spellings]
        return Compiled(AhoCorasick(list(spellings), matchkind=MatchKind.Standard), patterns, several)

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What the automaton pass remembers of words it has met; a cache, never a result."""
        return {}

    def _spellings(self) -> forms.Spellings:
        found: forms.Spellings = {}
        for row, entry in enumerate(self.entries):
            for spelling, one in expand(entry):
                found.setdefault(spelling, []).append((row, one.form, one.shape, one.bound, one.suffix))
        return found

    @cached_property
    def particles(self) -> Mapping[str, Entry]:
        """Closed-class words by their folded spelling."""
        return {fold(word): entry for entry in self.lexicon("particles") for word in (entry.lemma, *entry.variants("forms"))}


def expand(entry: Entry) -> Iterator[tuple[str, Pattern]]:
    """The spellings of a row: (folded spelling, what it stands for), each once."""
    seen: set[tuple[str, str, bool]] = set()
    for spelling, pattern in _expand(entry):
        key = (spelling, pattern.shape, pattern.bound)
        if spelling and key not in seen:
            seen.add(key)
            yield spelling, pattern


def _expand(entry: Entry) -> Iterator[tuple[str, Pattern]]:
    forms = entry.variants("forms")
    if entry.pos == "verb":
        masdars = entry.variants("masdar")
        for form in morphology.verb(entry.lemma, entry["present"], masdars):
            yield form.spelling, Pattern(entry, form.features, _verb_shape(form.features), form.bound, _takes_pronoun(form, masdars))
        for extra in forms:
            yield fold(extra), Pattern(entry, "lit", "past")
    elif entry.pos == "noun":
        for one in (entry.lemma, *forms):
            for form in morphology.noun(one):
                features = "pl" if one != entry.lemma and form.features == "sg" else form.features
                yield form.spelling, Pattern(entry, features, "nominal", form.bound, _takes_pronoun(form, (one,)))
    elif entry.pos == "adj":
        for one in (entry.lemma, *forms):
            for form in morphology.adjective(one):
                yield form.spelling, Pattern(entry, form.features, "nominal", form.bound, suffix=False)
    else:
        yield from _literal(entry, (entry.lemma, *forms))


def _takes_pronoun(form: morphology.Form, nouns: tuple[str, ...]) -> bool:
    """Whether a pronoun may follow: before one ة is written ت (إصابته *his injury*), so a spelling that ends in ة itself takes none."""
    feminine = ".fs" in form.features or any(one.endswith("ة") and fold(one) == form.spelling for one in nouns)
    return not (form.spelling.endswith("ه") and feminine)


def _verb_shape(features: str) -> str:
    kinds = {one.split(".")[0] for one in features.split("|")}
    if kinds <= {"past"}:
        return "past"
    if kinds <= {"past", "pres"}:
        return "present"
    return "nominal" if not kinds & {"past", "pres"} else "mixed"


def _literal(entry: Entry, words: Iterable[str]) -> Iterator[tuple[str, Pattern]]:
    for word in words:
        for spelling, open_end in _slots(fold(word)):
            yield spelling, Pattern(entry, "lit", "literal", suffix=open_end)
            if spelling.startswith("ال") and entry.pos in ("name", "noun", "phrase"):
                yield "ل" + spelling[2:], Pattern(entry, "lit", "after-lam", suffix=open_end)


def _slots(phrase: str) -> Iterator[tuple[str, bool]]:
    """A folded phrase with each ``~`` (a place for a suffixed pronoun) filled; whether its end is such a place."""
    head, slot, tail = phrase.partition("~")
    if not slot:
        yield phrase, False
    elif not tail.strip():
        stem = head[:-1] + "ت" if head.endswith("ه") and len(head) > 3 else head
        yield head, True
        if stem != head:
            yield stem, True
    else:
        stem = head[:-1] + "ت" if head.endswith("ه") and len(head) > 3 else head
        for rest, open_end in _slots(tail):
            yield head + rest, open_end
            for pronoun in PRONOUNS:
                yield stem + pronoun + rest, open_end


# reading the files ----------------------------------------------------------------------------------------------------


def data_files(folder: str, suffix: str = ".csv") -> list[Traversable]:
    """The data files of a folder under ``data``, by name."""
    root = resources.files("riwaya").joinpath("data", folder)
    return sorted((one for one in root.iterdir() if one.name.endswith(suffix)), key=lambda one: one.name) if root.is_dir() else []


def _rows(content: str, where: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    rows: list[dict[str, str]] = []
    try:
        for row in reader:
            if None in row or None in row.values():
                raise RulesError(
                    "the row has more or fewer columns than the header",
                    where=f"{where}:{reader.line_num}",
                    remedy="quote cells that hold a comma",
                )
            rows.append(row)
    except csv.Error as error:
        raise RulesError(
            f"not well-formed CSV ({error})", where=f"{where}:{reader.line_num}", remedy="check the quotation marks of this row"
        ) from error
    return rows


def read_lexicon(name: str, content: str) -> tuple[Entry, ...]:
    """The rows of one lexicon file.

    Raises:
        RulesError: a required column is missing, a part of speech unknown, or a verb without its present.
    """
    rows = _rows(content, name)
    missing = [column for column in REQUIRED if rows and column not in rows[0]]
    if missing:
        raise RulesError(f"columns are missing: {', '.join(missing)}", where=f"{name}:1", remedy=f"the header needs {', '.join(REQUIRED)}")
    stem = name.removesuffix(".csv")
    entries = []
    for number, row in enumerate(rows, 2):
        if row["pos"] not in POS:
            raise RulesError(
                f"{row['pos']!r} is no part of speech", where=f"{name}:{number}", remedy=f"use one of {', '.join(sorted(POS))}"
            )
        entries.append(Entry(stem, row["id"], row["lemma"], row["pos"], {key: value for key, value in row.items() if value}))
    return tuple(entries)


def _code() -> bytes:
    """The code that turns lemmas into spellings: a change of it makes other spellings of the same rows."""
    package = resources.files("riwaya")
    return b"".join(package.joinpath(name).read_bytes() for name in ("fold.py", "morphology.py", "rules.py"))


def load(extra: Iterable[Entry] = (), *, only: Sequence[str] | None = None) -> Tools:
    """Load all lexicons and tables of the package, with the rows of `extra` (such as a user's gazetteer) after them.

    `only` names the lexicons to load, for tests of one room.

    Raises:
        RulesError: a file is not what it should be; the message names file and line.
    """
    digest = blake2b(_code(), digest_size=16)
    entries: list[Entry] = []
    for file in data_files("lexicons"):
        if only is not None and file.name.removesuffix(".csv") not in only:
            continue
        content = file.read_text(encoding="utf-8")
        digest.update(f"{file.name}\0{content}\0".encode())
        entries.extend(read_lexicon(file.name, content))
    tables: dict[str, tuple[Mapping[str, str], ...]] = {}
    for file in data_files("tables"):
        content = file.read_text(encoding="utf-8")
        digest.update(f"{file.name}\0{content}\0".encode())
        tables[file.name.removesuffix(".csv")] = tuple(_rows(content, file.name))
    for entry in extra:
        digest.update(f"{entry.lexicon}\0{entry.id}\0{entry.lemma}\0{sorted(entry.fields.items())}\0".encode())
        entries.append(entry)
    return Tools(tuple(entries), digest.hexdigest(), tables)
