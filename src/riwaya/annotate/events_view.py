"""One document as the events room sees it, token by token: names, figures, times, weapons, participants, clitics.

Nothing here decides what is an event. Every answer is computed once.
"""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.annotate.events_words import LOCATIVES
from riwaya.annotate.match import Hit, Hits
from riwaya.model import Layout, Mention, Quantity, Sentence, Span, Text, TimeExpression, Token

__all__ = ["Marks"]


class Marks:
    """A document by token: mentions, figures, times, weapons and participants, and noun phrases read on demand."""

    def __init__(
        self,
        text: Text,
        layout: Layout,
        hits: Hits,
        mentions: Sequence[Mention],
        times: Sequence[TimeExpression],
        quantities: Sequence[Quantity],
    ) -> None:
        self.text, self.layout, self.hits = text, layout, hits
        self.tokens: tuple[Token, ...] = layout.tokens
        self.norms = [token.norm for token in self.tokens]
        size = len(self.tokens) + 1
        self.mention_at: list[Mention | None] = [None] * size
        self.mention_from: dict[int, Mention] = {}
        for mention in mentions:
            tokens = self._covered(mention.span)
            if tokens:
                self.mention_from.setdefault(tokens[0], mention)
            for index in tokens:
                self.mention_at[index] = mention
        self.time_at: list[TimeExpression | None] = [None] * size
        for time in times:
            for index in self._covered(time.span):
                self.time_at[index] = time
        self.times = sorted(times, key=lambda one: one.span)
        self.quantity_at: list[Quantity | None] = [None] * size
        for quantity in quantities:
            for index in self._covered(quantity.span):
                self.quantity_at[index] = quantity
        self.participant = self._by_token("participants")
        self.weapon = self._by_token("weapons")
        self.triggers: set[int] = set()
        self._classes: dict[int, frozenset[str]] = {}
        for hit in hits.of("eventwords"):
            self._classes[hit.first] = self._classes.get(hit.first, frozenset()) | {hit.entry["class"]}

    def _covered(self, span: Span) -> range:
        first = self.layout.token_at(span.start)
        last = self.layout.token_at(max(span.start, span.end - 1))
        return range(first, min(last, len(self.tokens) - 1) + 1)

    def _by_token(self, lexicon: str) -> dict[int, Hit]:
        found: dict[int, Hit] = {}
        for hit in self.hits.of(lexicon):
            if "ك" in hit.prefix:
                continue  # كبير is big, not "like a well"
            known = found.get(hit.first)
            if known is None or hit.end > known.end:
                found[hit.first] = hit
        return found

    def has(self, token: int, name: str) -> bool:
        """Whether a token is a word of class `name` in the lexicon `eventwords`."""
        return name in self._classes.get(token, ())

    def sentence(self, token: int) -> Sentence:
        """The sentence of a token."""
        return self.layout.sentence_at(self.tokens[token].start)

    def words(self, first: int, last: int) -> str:
        """The folded words ``[first, last)``, one blank between them."""
        return " ".join(self.norms[max(0, first) : last])

    def is_break(self, token: int) -> bool:
        """Whether a token ends a clause: a mark other than a quotation mark or bracket."""
        return self.norms[token] in {".", "؛", ";", "!", "؟", "?", "…", ":", "\n"}

    def is_mark(self, token: int) -> bool:
        return self.tokens[token].kind in ("punct", "symbol")

    def is_verb(self, token: int) -> bool:
        """Whether a token is a finite verb as far as can be told; a name or a participant never is."""
        return self.tokens[token].tag == "verb" and self.mention_at[token] is None and token not in self.participant

    def prefix(self, token: int) -> str:
        """The folded proclitics of a token, as its mention, its lexicon find, or its shape tell them."""
        mention = self.mention_from.get(token)
        word = self.tokens[token]
        if mention is not None:
            return word.norm[: max(0, mention.span.start - word.start)] if mention.span.start > word.start else ""
        for table in (self.participant, self.weapon):
            if token in table:
                return table[token].prefix.removesuffix("ال")
        if word.clitics:
            return word.clitics.removesuffix("ال")
        for clitic in ("بال", "لل", "وبال", "ولل"):
            if word.norm.startswith(clitic) and len(word.norm) - len(clitic) >= 3:
                return clitic.removesuffix("ال") if clitic.endswith("ال") else clitic
        return ""

    def preposition(self, token: int) -> str:
        """The preposition that a token is or begins with: في, على, من …; "ب" and "ل" for the proclitics; empty for none."""
        word = self.tokens[token]
        if word.kind != "word" or (self.quantity_at[token] is not None and self.has(token, "about")):
            return ""
        if word.tag == "prep" or word.core in LOCATIVES:
            return word.core
        clitics = self.prefix(token)
        if clitics and token not in self.triggers:
            for mark in ("ب", "ل"):
                if mark in clitics:
                    return mark
        if (
            word.tag == "noun"
            and self.is_unknown(token)
            and word.norm[0] in "بل"
            and len(word.norm) > 3
            and not self.has(token, "own-letter")
        ):
            return word.norm[0]
        return ""

    def is_unknown(self, token: int) -> bool:
        """Whether no mention, participant, weapon, trigger or figure says what a word is."""
        known = (
            self.mention_at[token] or self.quantity_at[token] or token in self.participant or token in self.weapon or token in self.triggers
        )
        return not known
