"""One document as the rooms of times and quantities see it: which term stands at a token, and which number begins there.

Answers are computed once a token; nothing here decides what is a date or a count.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence

from riwaya.annotate.match import Hit, Hits
from riwaya.annotate.numerals import JOINT, KINDS, Atom, Numeral, atom_of, digit_atom, parse, settle
from riwaya.fold import is_dropped
from riwaya.model import Layout, Text, Token

__all__ = ["Terms"]


class Terms:
    """The finds of the lexicon ``terms`` by token, and the numbers they join to.

    Inside the tokens `named` there are none: the name تحرير الشام frees nobody.
    """

    __slots__ = ("_all", "_at", "_atoms", "_numbers", "_sentence", "layout", "text", "tokens")

    def __init__(self, text: Text, layout: Layout, hits: Hits, named: Container[int] = ()) -> None:
        self.text = text
        self.layout = layout
        self.tokens: Sequence[Token] = layout.tokens
        self._at: dict[int, dict[str, Hit]] = {}
        self._all: dict[tuple[int, str], list[Hit]] = {}
        for hit in hits.of("terms"):
            if hit.first < len(self.tokens) and hit.first not in named:
                here = self._at.setdefault(hit.first, {})
                self._all.setdefault((hit.first, hit.entry["class"]), []).append(hit)
                kept = here.get(hit.entry["class"])
                # the longer one first; of equal ones that which explains more of the word as itself, not as a clitic
                if kept is None or (hit.last, len(kept.prefix)) > (kept.last, len(hit.prefix)):
                    here[hit.entry["class"]] = hit
        self._sentence: list[int] = [0] * len(self.tokens)
        for number, sentence in enumerate(layout.sentences):
            self._sentence[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)
        self._atoms = self._all_atoms()
        self._numbers: dict[int, Numeral | None] = {}

    def _all_atoms(self) -> list[Atom | None]:
        found: list[Atom | None] = [None] * len(self.tokens)
        words = [""] * len(self.tokens)
        for index, token in enumerate(self.tokens):
            if token.kind == "number":
                found[index] = digit_atom(self.surface(index, index + 1))
            elif token.norm in ("و", "ف"):
                found[index] = JOINT
            elif index in self._at:
                hit = next((one for kind, one in self._at[index].items() if kind in KINDS and one.last == index and not one.suffix), None)
                if hit is not None:
                    words[index] = self.text.read[token.start : token.end]
                    found[index] = atom_of(hit.entry, words[index], hit.prefix)
        return settle(found, words)

    # --- looking ----------------------------------------------------------------------------------------------------------------------

    def norm(self, index: int) -> str:
        """The folded surface of a token; empty outside the text."""
        return self.tokens[index].norm if 0 <= index < len(self.tokens) else ""

    def surface(self, first: int, last: int) -> str:
        """The text from token `first` to `last` (exclusive), as it is read."""
        return self.text.read[self.tokens[first].start : self.tokens[last - 1].end]

    def hit(self, index: int, *classes: str) -> Hit | None:
        """The term of one of the classes that begins in a token, classes in the order given."""
        here = self._at.get(index)
        if here is None:
            return None
        for kind in classes:
            if kind in here:
                return here[kind]
        return None

    def hits(self, index: int, kind: str) -> list[Hit]:
        """All terms of a class that begin in a token; a spelling may be of two entries, or of two forms of one."""
        return self._all.get((index, kind), [])

    def starts(self, classes: Collection[str], *, numbers: bool) -> list[int]:
        """The tokens where a term of one of the classes begins, and with `numbers` those of number words and digits, in order."""
        found = {index for index, kind in self._all if kind in classes}
        if numbers:
            found.update(index for index, atom in enumerate(self._atoms) if atom is not None and atom is not JOINT)
            found.update(index for index, token in enumerate(self.tokens) if token.kind == "number")
        return sorted(found)

    def atom(self, index: int) -> Atom | None:
        """The number word or digits of a token."""
        return self._atoms[index] if 0 <= index < len(self._atoms) else None

    def number(self, index: int) -> Numeral | None:
        """The number that begins at a token; it ends with its sentence."""
        if index not in self._numbers:
            found: Numeral | None = None
            if self.atom(index) is not None:
                found = parse(self._atoms, index)
            if found is not None and self.sentence(found.last - 1) != self.sentence(index):
                found = None
            self._numbers[index] = found
        return self._numbers[index]

    def number_within(self, index: int, last: int) -> Numeral | None:
        """The number that begins at a token when nothing from token `last` on is looked at."""
        return parse(self._atoms[:last], index)

    def sentence(self, index: int) -> int:
        """The number of the sentence a token stands in; -1 outside the text."""
        return self._sentence[index] if 0 <= index < len(self._sentence) else -1

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether both tokens are there, in one sentence."""
        return self.sentence(one) == self.sentence(other) != -1

    def start_of(self, index: int, lead: int = 0) -> int:
        """Where the word of a token begins in the text read, `lead` folded letters of clitics left out."""
        if not lead:
            return self.tokens[index].start
        start = self.tokens[index].start
        seen = 0
        while seen < lead or is_dropped(self.text.read[start]):
            seen += not is_dropped(self.text.read[start])
            start += 1
        return start
