"""One document as the events room sees it: what stands at each token, and the noun phrases that can be arguments.

Nothing here decides what is an event. Every answer is computed once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riwaya.annotate.match import Hit, Hits
from riwaya.model import Layout, Mention, Quantity, Sentence, Span, Text, TimeExpression, Token

__all__ = ["ABOUT", "ADJECTIVAL", "LOCATIVES", "Phrase", "View"]

# nouns of doers that, in the singular after an indefinite noun, are its adjective: هجوم مسلح an armed attack
ADJECTIVAL = frozenset({"مسلح", "إرهابي", "عسكري", "انتحاري", "مجهول", "متمرد", "متطرف", "متشدد", "شرطي", "مدني"})

LOCATIVES = frozenset(
    "في داخل قرب وسط شمال جنوب شرق غرب شمالي جنوبي شرقي غربي حول نحو باتجاه قباله عند عبر خارج ضمن فوق مقابل".split()
)  # in, inside, near, amid, north of, …
ABOUT = frozenset("عدد عدة عده بعض جميع كل العديد عديد احد احدي مزيد المزيد كافه معظم اغلب عشرات مئات الاف بضعه نحو حوالي قرابه كلا نصف ثلث ".split())
# number of, several, some, all, one of, most, tens of, about …
_PLACE_CLASSES = frozenset(
    "مدينه بلده قريه محافظه منطقه ناحيه حي ريف اطراف محيط ضاحيه ضواحي جبهه محور مخيم ولايه بلدات قري مناطق احياء ارياف مزارع باديه اقليم جبل سهل قضاء مديريه العاصمه حدود الحدود سماء اجواء حيي قريتي بلدتي مدينتي طريق شارع معبر مشفي مستشفي مسجد مطار".split()
)
_NUMBER_WORDS = frozenset(
    "واحد واحده اثنان اثنين اثنتين ثلاثه ثلاث اربعه اربع خمسه خمس سته ست سبعه سبع ثمانيه ثماني ثمان تسعه تسع عشره عشر عشرون عشرين ثلاثين اربعين خمسين مئه مائه الف مليون".split()
)
_COUNTING = _NUMBER_WORDS | ABOUT
_BOUND = re.compile(r"(?:خلال|بين|احد|اثر|بعض|معظم|جميع|اثناء|عقب|حين|حال)(?:ه|ها|هم|هما|هن|ئذ)\Z")  # during it, among them, one of them, …
_MANNER = frozenset("حرقا شنقا ذبحا خنقا رميا غرقا قنصا نحرا قصاصا دهسا تعزيرا ايضا مجددا معا".split())  # by fire, by hanging, … also, again, together
_OWNED = re.compile(r"\w{3}(?:ه|ها|هم|هما)\Z")  # a noun with its pronoun: نظيره his counterpart
_ORIGIN = frozenset({"مصدره", "مصدرها", "مصدرهما"})  # whose origin is
_NO_CLITIC = frozenset("بيان برنامج باب بحر بنك بطل بدايه بقيه بلاد برلمان بعثه بيوت باص بضائع لجنه لجان لقاء لاعب ليله لحظه لسان لون بيئه بشر برد".split())  # words whose own first letter it is
_MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its span, its tokens ``[first, last]``, and the class of its head.

    `kind` is force, person, object, place, weapon, nation or "" where the head is a word of no class; `prefix` the folded clitics before it.
    """

    span: Span
    first: int
    last: int
    kind: str
    prefix: str
    named: bool = False
    counted: bool = False


class View:
    """A document by token: mentions, figures, times, weapons and participants, and noun phrases read on demand."""

    def __init__(
        self, text: Text, layout: Layout, hits: Hits, mentions: Sequence[Mention], times: Sequence[TimeExpression], quantities: Sequence[Quantity]
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
        self._phrases: dict[int, Phrase | None] = {}
        self.triggers: set[int] = set()

    def _covered(self, span: Span) -> range:
        first = self.layout.token_at(span.start)
        last = self.layout.token_at(max(span.start, span.end - 1))
        return range(first, min(last, len(self.tokens) - 1) + 1)

    def _by_token(self, lexicon: str) -> dict[int, Hit]:
        found: dict[int, Hit] = {}
        for hit in self.hits.of(lexicon):
            known = found.get(hit.first)
            if known is None or hit.end > known.end:
                found[hit.first] = hit
        return found

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
        if word.kind != "word" or self.quantity_at[token] is not None and word.core in ABOUT:
            return ""
        if word.tag == "prep" or word.core in LOCATIVES:
            return word.core
        clitics = self.prefix(token)
        if clitics and token not in self.triggers:
            for mark in ("ب", "ل"):
                if mark in clitics:
                    return mark
        if word.tag == "noun" and self.is_unknown(token) and word.norm[0] in "بل" and len(word.norm) > 3 and word.norm not in _NO_CLITIC:
            return word.norm[0]
        return ""

    def is_unknown(self, token: int) -> bool:
        """Whether no mention, participant, weapon, trigger or figure says what a word is."""
        known = self.mention_at[token] or self.quantity_at[token] or token in self.participant or token in self.weapon or token in self.triggers
        return not known

    # noun phrases ---------------------------------------------------------------------------------------------------

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
            counted = self.quantity_at[token] is not None or word.kind == "number" or word.core in ABOUT or word.core.removeprefix("ب") in _COUNTING
            if counted:
                figured = True
                prefix = prefix or self.prefix(token)
                token += 1
                if token < end and self.norms[token] in ("من", "على", "علي"):
                    token += 1
                continue
            break
        if token < end and self.norms[token] in _ORIGIN:
            return None
        if token < end and token in self.triggers and token not in self.participant:
            return None
        if token < end and token in self.weapon and self.weapon[token].entry.pos == "adj" and self.mention_at[token] is None:
            return None
        if token < end and self.mention_at[token] is None and (_BOUND.match(self.tokens[token].core) or self.norms[token] in _MANNER):
            return None
        bare = token >= end or self.is_mark(token) or self.tokens[token].tag in ("prep", "conj", "part", "verb")
        if figured and bare and self.quantity_at[token - 1] is not None:
            quantity = self.quantity_at[token - 1]
            assert quantity is not None
            return Phrase(quantity.span, token - 1, token - 1, "person", prefix, counted=True)
        if token >= end or self.time_at[token] is not None and self.mention_at[token] is None:
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
        if kind == "area":
            kind = "place" if last > token and self._names_a_place(token + 1) else "object"
            named = named or kind == "place"
        return Phrase(Span(begin, max(finish, begin)), token, last, kind, prefix, named, counted)

    def _names_a_place(self, token: int) -> bool:
        """Whether the word after a class word of places is its unknown name (قرية كفرعويد), not an adjective or a noun of another class."""
        word = self.tokens[token]
        return word.kind == "word" and word.tag in ("noun", "name") and self.is_unknown(token) and not word.norm.startswith("ال") and not word.norm.endswith(("يه", "ين"))

    def _modifier(self, token: int, head: int, kind: str, named: bool) -> tuple[int, int, Mention | None] | None:
        """(last token, end, mention) of the genitive or adjective that goes on with a phrase at `token`."""
        if token >= len(self.tokens) or self.is_mark(token) and self.norms[token] not in "\"«“”‹›":
            return None
        if self.is_mark(token):  # قوات "قسد", مقاتلو «داعش»
            following = self.mention_from.get(token + 1)
            if following is None or following.span.start != self.tokens[token + 1].start:
                return None
            return self._covered(following.span)[-1], following.span.end, following
        word = self.tokens[token]
        mention = self.mention_from.get(token)
        if mention is not None:
            definite = self.norms[head].startswith("ال") or _OWNED.search(self.norms[head]) is not None
            if mention.span.start > word.start or mention.kind == "person" and kind == "" and not definite:
                return None
            return self._covered(mention.span)[-1], mention.span.end, mention
        if named and not word.norm.startswith("ال") and not self._is_nation(token):
            return None
        participant = self.participant.get(token)
        if participant is not None and not self._is_nation(token) and not participant.prefix.endswith("ال"):
            adjective = participant.entry.lemma in ADJECTIVAL and participant.form == "sg"
            if not adjective and (token > head + 1 or kind == "weapon" or participant.form == "sg" and kind == "person"):
                return None
        if not named and _OWNED.search(self.norms[head]) and participant is not None and not self._is_nation(token):
            return None
        if token in self.triggers or self.time_at[token] is not None or self.quantity_at[token] is not None:
            return None
        if word.kind != "word" or word.tag in ("prep", "conj", "part", "pron", "verb", "num"):
            return None
        clitics = self.prefix(token)
        if word.norm in _ORIGIN:
            return None
        if clitics or word.clitics and not word.clitics.startswith("ال") or word.core in LOCATIVES or word.core in ABOUT:
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
            if at < len(self.tokens) and self.norms[at] in "\"»”›)":
                at += 1
            if at + 1 < len(self.tokens) and self.prefix(at).strip("وف") in ("ل", "لل") and self.phrase(at) is not None:
                owner = self.phrase(at)  # مرآباً للسيارات، وشركة: the garage for cars, and a company
                assert owner is not None
                if self.norms[owner.last + 1 : owner.last + 2] in (["،"], [","]) and self.norms[owner.last + 2 : owner.last + 3] and self.norms[owner.last + 2].startswith("و"):
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
            if found is None or skipped and found.kind != phrase.kind or found.first in self.triggers:
                return
            unknown = word.norm != "و" and found.first == at and not self.mention_from.get(at) and found.kind == "" and phrase.kind != ""
            if unknown and not _OWNED.search(word.norm):
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
