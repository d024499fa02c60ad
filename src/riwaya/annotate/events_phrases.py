"""Noun phrases that can be arguments of events, read where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riwaya.annotate.events_view import Marks
from riwaya.annotate.events_words import (
    ADJECTIVAL,
    AFTER_BI,
    INSIDE,
    LOCATIVES,
    NOT_A_HEAD,
    NUMBERS,
    ORIGIN,
    OWNED,
    PART_OF_THEM,
    UNSAID,
    WITHOUT,
)
from riwaya.annotate.match import Hits
from riwaya.model import Layout, Mention, Quantity, Span, Text, TimeExpression

__all__ = ["Phrase", "View"]

# nouns of doers that, in the singular after an indefinite noun, are its adjective: هجوم مسلح an armed attack
_MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its span, its tokens ``[first, last]``, and the class of its head.

    `kind` is force, person, object, place, weapon, nation or "" where the head is a word of no class; `prefix` its folded clitics.
    """

    span: Span
    first: int
    last: int
    kind: str
    prefix: str
    named: bool = False
    counted: bool = False


class View(Marks):
    """A document by token, with the noun phrases that begin at each."""

    def __init__(
        self,
        text: Text,
        layout: Layout,
        hits: Hits,
        mentions: Sequence[Mention],
        times: Sequence[TimeExpression],
        quantities: Sequence[Quantity],
    ) -> None:
        super().__init__(text, layout, hits, mentions, times, quantities)
        self._phrases: dict[int, Phrase | None] = {}

    def phrase(self, token: int) -> Phrase | None:
        """The noun phrase that begins at a token, its number and its prefixed preposition left out; None where there is none."""
        if token not in self._phrases:
            self._phrases[token] = self._read_phrase(token)
        return self._phrases[token]

    def _read_phrase(self, token: int) -> Phrase | None:
        end = len(self.tokens)
        start = token
        prefix = ""
        figured = False
        while token < end and token - start < _MAX_WORDS:
            word = self.tokens[token]
            if self.mention_at[token] is not None or token in self.participant:
                figured = figured or self.quantity_at[token] is not None
                break
            if self.is_mark(token):
                if word.norm in "\"«“”„'‘(" and token + 1 < end and token - start < 2:
                    token += 1
                    continue
                return None
            counted = (
                self.quantity_at[token] is not None
                or word.kind == "number"
                or self.has(token, "about")
                or word.core.removeprefix("ب") in NUMBERS
            )
            if counted:
                figured = True
                prefix = prefix or self.prefix(token)
                token += 1
                if token < end and self.norms[token] in ("من", "على", "علي"):
                    token += 1
                continue
            break
        if token < end and any(self.norms[token] in words for words in (ORIGIN, NOT_A_HEAD, UNSAID)):
            return None
        if token + 1 < end and self.norms[token + 1] in UNSAID:
            return None
        if token < end and token in self.triggers and token not in self.participant:
            return None
        if token < end and token in self.weapon and self.weapon[token].entry.pos == "adj" and self.is_unnamed(token):
            return None
        if token < end and self.mention_at[token] is None and (PART_OF_THEM.match(self.tokens[token].core) or self.has(token, "manner")):
            return None
        bare = token >= end or self.is_mark(token) or self.tokens[token].tag in ("prep", "conj", "part", "verb")
        if figured and bare and self.quantity_at[token - 1] is not None:
            quantity = self.quantity_at[token - 1]
            assert quantity is not None
            return Phrase(quantity.span, token - 1, token - 1, "person", prefix, counted=True)
        if token >= end or (self.time_at[token] is not None and self.mention_at[token] is None):
            return None
        if self.mention_at[token] is not None and token not in self.mention_from:
            return None  # the middle of a name
        if self.mention_at[token] is None and self._is_nation(token):
            return None
        word = self.tokens[token]
        mention = self.mention_at[token]
        if mention is None and (word.kind not in ("word", "latin") or word.tag in ("prep", "conj", "part", "pron") or self.is_verb(token)):
            return None
        return self._extend(token, prefix or self.prefix(token), figured)

    def _extend(self, token: int, prefix: str, counted: bool) -> Phrase:
        mention = self.mention_at[token]
        begin = self.tokens[token].start
        named = mention is not None
        kind = self._kind(token)
        last = token
        if mention is not None:
            begin = max(begin, mention.span.start)
            last = self._covered(mention.span)[-1]
            finish = mention.span.end
        else:
            hit = self.participant.get(token) or self.weapon.get(token)
            if hit is not None:
                begin, finish, last = hit.start, hit.end, hit.last
            else:
                begin += len(prefix) if self.tokens[token].norm.startswith(prefix) and len(prefix) < 4 else 0
                finish = self.tokens[token].end
        for _ in range(_MAX_WORDS):
            step = self._modifier(last + 1, token, kind, named)
            if step is None:
                break
            last, finish, joined = step
            if joined is not None:
                if kind == "area":
                    kind = "place"
                elif not kind:
                    kind = {"place": "place", "facility": "object", "person": "person"}.get(joined.kind, "force")
                named = True
                break
        title = self._named_by(last, kind if mention is None else "name")
        if title is not None:
            return Phrase(title[0].span, token, title[1], "person", prefix, True, counted)
        if kind == "area":
            kind = "place" if last > token and self._names_a_place(token + 1) else "object"
            named = named or kind == "place"
        return Phrase(Span(begin, max(finish, begin)), token, last, kind, prefix, named, counted)

    def is_unnamed(self, token: int) -> bool:
        """Whether neither a mention nor a participant stands at a token."""
        return self.mention_at[token] is None and token not in self.participant

    def _named_by(self, last: int, kind: str) -> tuple[Mention, int] | None:
        """The person named right behind a title (رئيس اللجنة الدولية فلان), and the last token of the name."""
        mention = self.mention_from.get(last + 1)
        if kind not in ("person", "") or mention is None or mention.kind != "person" or mention.span.start != self.tokens[last + 1].start:
            return None
        return mention, self._covered(mention.span)[-1]

    def _names_a_place(self, token: int) -> bool:
        """Whether the word after a class word of places is its unknown name (قرية كفرعويد), not an adjective or a noun of another class."""
        word = self.tokens[token]
        return (
            word.norm not in INSIDE
            and word.kind == "word"
            and word.tag in ("noun", "name")
            and self.is_unknown(token)
            and not word.norm.startswith("ال")
            and not word.norm.endswith(("يه", "ين"))
        )

    def _modifier(self, token: int, head: int, kind: str, named: bool) -> tuple[int, int, Mention | None] | None:
        """(last token, end, mention) of the genitive or adjective that goes on with a phrase at `token`."""
        if token >= len(self.tokens) or (self.is_mark(token) and self.norms[token] not in '"«“”‹›'):
            return None
        if self.is_mark(token):  # قوات "قسد", مقاتلو «داعش»
            following = self.mention_from.get(token + 1)
            if following is None or following.span.start != self.tokens[token + 1].start:
                return None
            return self._covered(following.span)[-1], following.span.end, following
        word = self.tokens[token]
        mention = self.mention_from.get(token)
        if mention is not None:
            definite = self.norms[head].startswith("ال") or OWNED.search(self.norms[head]) is not None
            if mention.span.start > word.start or (mention.kind == "person" and kind == "" and not definite):
                return None
            return self._covered(mention.span)[-1], mention.span.end, mention
        if named and not word.norm.startswith("ال") and not self._is_nation(token):
            return None
        participant = self.participant.get(token)
        if self.norms[head].startswith("ال") and self.mention_at[head] is None:
            # a definite noun is followed by its adjective, which is definite too, and by no other noun of a class
            known = participant is not None and not self._is_nation(token) and participant.entry.lemma not in ADJECTIVAL
            if not word.norm.startswith("ال") or known:
                return None
        if participant is not None and not self._is_nation(token) and not participant.prefix.endswith("ال"):
            adjective = participant.entry.lemma in ADJECTIVAL and participant.form == "sg"
            if not adjective and (token > head + 1 or kind == "weapon" or (participant.form == "sg" and kind == "person")):
                return None
        if not named and OWNED.search(self.norms[head]) and participant is not None and not self._is_nation(token):
            return None
        victims = participant is not None and word.norm.startswith("ال") and kind == "person"  # جثامين الضحايا the bodies of the victims
        if (token in self.triggers and not victims) or self.time_at[token] is not None or self.quantity_at[token] is not None:
            return None
        if word.kind != "word" or word.tag in ("prep", "conj", "part", "pron", "verb", "num"):
            return None
        clitics = self.prefix(token)
        if word.norm in ORIGIN or word.norm in WITHOUT or (word.norm[0] == "ب" and word.norm[1:] in AFTER_BI):
            return None
        if clitics or (word.clitics and not word.clitics.startswith("ال")) or word.core in LOCATIVES or self.has(token, "about"):
            return None
        if word.norm[0] == "و" and self._joined(token) is not None:
            return None
        return token, word.end, None

    def _is_nation(self, token: int) -> bool:
        return token in self.participant and self.participant[token].entry["class"] == "nation"

    def _joined(self, token: int) -> str | None:
        hit = self.participant.get(token)
        return hit.prefix if hit is not None and hit.prefix.startswith(("و", "ف")) else None

    def _kind(self, token: int) -> str:
        mention = self.mention_at[token]
        if mention is not None:
            return {"person": "person", "group": "force", "organization": "force", "place": "place", "facility": "object"}[mention.kind]
        hit = self.participant.get(token)
        weapon = self.weapon.get(token)
        if hit is not None:
            return hit.entry["class"]
        return "weapon" if weapon is not None else ""

    def following(self, phrase: Phrase) -> Iterator[Phrase]:
        """The phrases joined to `phrase` by و *and* or a comma: أ وب, أ، ب."""
        at = phrase.last + 1
        for _ in range(8):
            if at < len(self.tokens) and self.norms[at] in '"»”›)':
                at += 1
            if at + 1 < len(self.tokens) and self.prefix(at).strip("وف") in ("ل", "لل") and self.phrase(at) is not None:
                owner = self.phrase(at)  # مرآباً للسيارات، وشركة: the garage for cars, and a company
                assert owner is not None
                if (
                    self.norms[owner.last + 1 : owner.last + 2] in (["،"], [","])
                    and self.norms[owner.last + 2 : owner.last + 3]
                    and self.norms[owner.last + 2].startswith("و")
                ):
                    at = owner.last + 1
            if self.norms[at : at + 2] in (["من", "جهه"], ["من", "طرف"], ["من", "ناحيه"]):
                at += 2
            if at >= len(self.tokens):
                return
            skipped = 0
            if self.norms[at] in ("،", ","):
                at, skipped = at + 1, 1
                if at >= len(self.tokens):
                    return
            word = self.tokens[at]
            if self.is_verb(at) or at in self.triggers or self.time_at[at] is not None:
                return
            joined = word.norm == "و" or (word.norm.startswith("و") and self._begins_with_and(at))
            if not joined:
                return
            start = at + 1 if word.norm == "و" else at
            found = self.phrase(start)
            if found is None or (skipped and found.kind != phrase.kind) or found.first in self.triggers:
                return
            unknown = word.norm != "و" and found.first == at and not self.mention_from.get(at) and found.kind == "" and phrase.kind != ""
            if unknown and not OWNED.search(word.norm):
                return
            yield found
            at = found.last + 1

    def _begins_with_and(self, token: int) -> bool:
        word = self.tokens[token]
        mention = self.mention_from.get(token)
        if mention is not None:
            return mention.span.start == word.start + 1
        hit = self.participant.get(token)
        if hit is not None:
            return hit.prefix.startswith("و")
        return word.clitics.startswith("و")
