"""One document as the speech room sees it: cues, speakers, mentions, quotations and brackets by token.

Nothing here decides what is speech; it answers "what stands at this token" quickly, each answer computed once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from riwaya.annotate.body import outside
from riwaya.annotate.match import Hit, Hits
from riwaya.annotate.quotes import Quote, pair
from riwaya.annotate.speech_words import NOUN, Cue, sort_of
from riwaya.model import Layout, Mention, Text, Token
from riwaya.repair.words import frequency

THAT = re.compile(r"(?P<prep>ب)?ان(?:ه|ها|هم|هما|هن|نا|ني|ك|كم|ي)?\Z")  # أنّ، إنّ, with their pronouns; بأنّ
THAT_PRONOUN = re.compile(r"ب?ان(?:ه|ها|هم|هما|هن|نا|ني|ك|كم|ي)\Z")
COMMAS = frozenset({"،", ","})
STOPS = frozenset({".", "؟", "?", "!", "؛", ";", "…"})
DASHES = frozenset({"-", "–", "—", "ـ"})
_OPEN, _CLOSE = "([{", ")]}"
_TIME_ADJECTIVES = frozenset({"سابق", "لاحق", "متاخر", "مبكر", "قصير", "قريب", "واحد"})  # في وقت سابق, earlier: no clause follows
_MARKS = dict.fromkeys((*range(0x064B, 0x0656), 0x0670, 0x0640))


def bare(word: str) -> str:
    """`word` without vowel signs and tatweel, which tell nothing about which word it is."""
    return word.translate(_MARKS)


MARK_CHARS = frozenset("«»‹›“”„\"＂‘’'")


def before_verb(view: View, index: int) -> bool:
    """Whether a finite verb that is no auxiliary stands right before."""
    return not (not index or view.tokens[index - 1].tag not in ("verb", "aux") or view.closes(index - 1, "light"))


class View:
    """The document by token. Token indices are those of the layout."""

    def __init__(self, text: Text, layout: Layout, hits: Hits, mentions: Sequence[Mention]) -> None:
        self.read = text.read
        self.layout = layout
        self.tokens: tuple[Token, ...] = layout.tokens
        self.hits = hits
        count = len(self.tokens)
        self.sentence_of = [0] * (count + 1)
        for number, sentence in enumerate(layout.sentences):
            for index in range(sentence.first, sentence.last):
                self.sentence_of[index] = number
        self.outside = frozenset(
            index
            for region in outside(text, layout)
            for index in range(layout.token_at(region.start), min(count, layout.token_at(region.end)))
        )
        self._class_at: dict[int, dict[str, int]] = {}
        self._closing_class: dict[int, set[str]] = {}
        for hit in hits.of("clauses"):
            name = hit.entry["class"]
            here = self._class_at.setdefault(hit.first, {})
            here[name] = max(here.get(name, -1), hit.last)
            self._closing_class.setdefault(hit.last, set()).add(name)
        self.quotes: list[tuple[int, int, Quote]] = []  # token of the opening mark, token of the closing mark (or one past the end)
        self.quote_at: dict[int, int] = {}  # token of an opening mark → its place in quotes
        self.closing: dict[int, int] = {}
        for quote in pair(self.read):
            first = layout.token_at(quote.start)
            last = layout.token_at(quote.end - 1) if quote.closed else min(count, layout.token_at(quote.end))
            if first < count and self.tokens[first].start == quote.start and last > first:
                self.quote_at[first] = len(self.quotes)
                if quote.closed:
                    self.closing[last] = len(self.quotes)
                self.quotes.append((first, last, quote))
        self._inside = [-1] * count
        for number, (first, last, _) in enumerate(self.quotes):  # outer before inner, so the innermost stays
            for index in range(first + 1, min(last, count)):
                self._inside[index] = number
        self.brackets = self._brackets()
        self.mention_at: dict[int, Mention] = {}
        self.mention_over: dict[int, Mention] = {}
        self.mention_end: dict[int, int] = {}
        for mention in mentions:
            first, last = layout.token_at(mention.span.start), layout.token_at(max(mention.span.start, mention.span.end - 1))
            self.mention_at.setdefault(first, mention)
            self.mention_end[first] = max(self.mention_end.get(first, 0), last + 1)
            for index in range(first, min(last + 1, count)):
                self.mention_over[index] = mention
        self._connectives = [(hit.first, hit.last) for hit in hits.of("cues") if hit.entry["kind"] == "author"]
        self.cue_at: dict[int, tuple[Cue, ...]] = {}
        grouped: dict[int, list[Cue]] = {}
        for hit in hits.of("cues"):
            if hit.first >= count:
                continue
            sort = sort_of(hit, self.tokens[hit.last].norm)
            if sort == "finite" and "masdar" in hit.form and not self._stands(hit, sort):
                sort = "masdar"  # كشف, رفض: the verbal noun where the verb cannot stand
            if sort is not None and self._stands(hit, sort) and not self._in_name(hit):
                grouped.setdefault(hit.first, []).append(Cue(hit, sort))
        for index, cues in grouped.items():
            self.cue_at[index] = tuple(sorted(cues, key=lambda cue: (-cue.hit.last, _RANK[cue.sort], cue.hit.entry.id)))

    def _stands(self, hit: Hit, sort: str) -> bool:
        """Whether the word as it is written and where it stands can be this cue."""
        index = hit.first
        if self._class_at.get(index, {}).keys() & {"locative"} and sort == "participle":
            return False  # مدينة is a town before it is a debtor
        if any(first <= index <= last for first, last in self._connectives):
            return False
        surface = self.surface(hit.last)
        plain = bare(surface)
        if hit.suffix == "ه" and plain.endswith("ة"):
            return False  # a noun in ة, no verb with a pronoun: إعادة, حملة
        if sort == "phrase" or sort == "noun":
            return True
        if hit.entry.lemma.endswith("ى") and "past.3ms" in hit.form and self._final_ya(hit, plain):
            return False  # نادي, a club, where the writer keeps ى for نادى
        if hit.entry.lemma == "رأى" and plain.lstrip("وف").endswith("أي"):
            return False  # رأي, an opinion
        if sort == "finite":
            if hit.prefix.startswith(("و", "ف")) and self.closes(index - 1, "relative"):
                return False  # التي وردت is no و with ردت
            if hit.suffix in ("ك", "كن", "كم"):
                return False
            bare_start = plain.removeprefix(hit.prefix)
            if bare_start.startswith("إ"):
                return False  # إبان, during; إعلان: no finite verb begins so
            cells = [cell for cell in hit.form.split("|") if ".3" in cell and not cell.endswith("3fp")]
            if bare_start.startswith("أ") and hit.entry.lemma.startswith("ا"):
                cells = []  # أعتقد, I believe
            if hit.suffix in ("نا", "ني") and self.quote_tokens(index) is None:
                return False
            if before_verb(self, index) and "past" in hit.form and not hit.prefix:
                return False  # سيكون ثمن: two finite verbs do not follow each other
            if cells and all(".juss" in cell for cell in cells):
                return False  # after لم, which is negation, or another word: ابن, يجب
            if plain.removeprefix(hit.prefix).startswith("آ") and hit.entry.lemma.startswith("أ") and "past" in hit.form:
                return False  # آمر, a commander
            dual = bool(cells) and all(cell.endswith(("3md", "3fd", "3d")) for cell in cells)
            if dual and not hit.prefix and not self.norm(index - 1).endswith(("ان", "ين")):
                return False  # حذراً, wary
            if cells and all(cell.endswith(".pass") for cell in cells) and hit.entry.lemma not in ("قال", "نسب"):
                return False
            if hit.entry.lemma == "ادعى" and plain.endswith("ى") and "pres.3" in hit.form:
                return False  # يُدعى, is named
            if not cells and (
                self.quote_tokens(index) is None
                or hit.entry["act"] not in ("demand", "condemn", "promise", "accuse")
                or ("bi" not in hit.entry["complement"] and "ila" not in hit.entry["complement"])
            ):
                return (
                    False  # I and we outside a quotation are the author; within one only their demands and the like are acts of their own
                )
            before = self.tokens[index - 1] if index else None
            if hit.entry.lemma == "رد" and hit.prefix == "و" and self.opens(index + 1, "report-noun"):
                return False  # وردت تقارير: reports came in
            if hit.prefix == "ف" and len(plain) <= 3:
                return False  # فرد, one person
            if not hit.prefix and self.closes(index - 1, "empty"):
                return False  # أي طلب
            if self.closes(index - 1, "carrier") and not hit.prefix and (before is None or before.tag == "verb"):
                return False  # تجدد رفض: the verbal noun
            if before is not None and before.tag == "prep" and not hit.prefix and before.norm not in ("منذ", "حتي"):
                return False  # من كشف, بعد رفض: the verbal noun
            if self.tokens[index].tag in ("prep", "part", "conj", "pron"):
                if "\N{ARABIC SHADDA}" in surface:
                    return True  # عبّر, بيّن: the writer tells the verb from its homograph
                speaks = index + 1 in self.mention_at or any(one.prefix in ("", "ال") for one in self.hits.at(index + 1, "sources"))
                opens = before is None or before.kind == "punct" or hit.prefix.startswith(("و", "ف"))
                following = self.norm(index + 1)
                return opens and bool(speaks or THAT.match(following) or following in ("عن", "ان") or THAT.match(self.norm(index + 2)))
            if before is not None and not hit.prefix and not hit.suffix and self.closes(index - 1, "impersonal") and "past" not in hit.form:
                return False
        if sort == "masdar" and "near" in hit.entry["needs"]:
            return False
        if sort == "participle":
            if plain.endswith("ه") and not hit.suffix:
                return False  # مقره, its seat: no participle in ة
            feminine = not plain.rstrip("ً").endswith("ا")
            before_norm = self.norm(index - 1)
            if self.closes(index - 1, "light") and before_norm not in COMMAS:
                return False
            that_follows = bool(
                THAT.match(self.norm(index + 1)) or (THAT.match(self.norm(index + 2)) and self.tokens[index + 1].tag == "prep")
            )
            if feminine and not that_follows and not (before_norm in COMMAS or before_norm in ").-–" or self.is_mark(index - 1)):
                return False
        return True

    def _final_ya(self, hit: Hit, plain: str) -> bool:
        """Whether a verb in ى stands here spelled with ي, in a text that tells the two apart."""
        if hit.suffix:
            return plain.removesuffix(hit.suffix).endswith("ي")
        return plain.endswith("ي") and "ى" in self.read

    def _in_name(self, hit: Hit) -> bool:
        """Whether the hit lies within a name: نقيب (in a name), الدعوة (a party)."""
        mention = self.mention_over.get(hit.first)
        return (
            mention is not None
            and mention.span.start <= hit.start
            and hit.end <= mention.span.end
            and len(mention.span) >= hit.end - hit.start
        )

    def _brackets(self) -> dict[int, int]:
        """Opening bracket → its closing one, within a sentence."""
        found: dict[int, int] = {}
        stack: list[int] = []
        sentence = 0
        for index, token in enumerate(self.tokens):
            if self.sentence_of[index] != sentence:
                sentence, stack = self.sentence_of[index], []
            if token.norm in _OPEN and token.norm:
                stack.append(index)
            elif token.norm in _CLOSE and stack:
                found[stack.pop()] = index
        return found

    # single tokens -----------------------------------------------------------

    def norm(self, index: int) -> str:
        if not 0 <= index < len(self.tokens):
            return ""
        norm = self.tokens[index].norm
        if norm in ("؛", ";") and self._that_follows(index + 1):
            return "،"  # «أعلنت الإدارة؛ أن …»: what is said comes after it
        return norm

    def _that_follows(self, index: int) -> bool:
        following = [token.norm for token in self.tokens[index : index + 2]]
        return bool(following) and THAT.match(following[following[0] in ("الي", "علي") and len(following) > 1]) is not None

    def surface(self, index: int) -> str:
        token = self.tokens[index]
        return self.read[token.start : token.end]

    def is_mark(self, index: int) -> bool:
        """Whether a quotation mark stands at `index`."""
        return 0 <= index < len(self.tokens) and self.read[self.tokens[index].start] in MARK_CHARS

    def is_that(self, index: int) -> bool:
        """Whether أنّ / إنّ / بأنّ (with or without a pronoun) stands at `index` and can open what is said."""
        if not THAT.match(self.norm(index)):
            return False
        return not self.closes(index - 1, "before-that")

    def closes(self, index: int, name: str) -> bool:
        """Whether a word or phrase of the class `name` ends at `index`."""
        return name in self._closing_class.get(index, ())

    def opens(self, index: int, name: str) -> bool:
        """Whether a word or phrase of the class `name` begins at `index`."""
        return name in self._class_at.get(index, {})

    def of_kind(self, index: int, prefix: str) -> str:
        """The rest of the class name, of the word or phrase at `index`, that begins with `prefix`: ``channel-post`` gives ``post``."""
        return next((name.removeprefix(prefix) for name in sorted(self._class_at.get(index, {})) if name.startswith(prefix)), "")

    def after(self, index: int, name: str) -> int:
        """The token after the word or phrase of the class `name` that begins at `index`; `index` where there is none."""
        return self._class_at.get(index, {}).get(name, index - 1) + 1

    def breaks(self, index: int) -> bool:
        """Whether the author takes over at `index`: حيث، إذ، بينما …; not من حيث, فيما يتعلق, في وقت لاحق, بينما كان of the same story."""
        if not self.opens(index, "break"):
            return False
        norm = self.norm(index)
        if norm in COMMAS:
            return False
        if norm in ("فيما", "بينما") and self.norm(index - 1) not in COMMAS:
            return norm == "بينما" and not self.norm(index + 1).startswith("كان")
        if norm == "وقت" or (
            norm == "في"
            and self.norm(index + 1) == "وقت"
            and (self.norm(index + 2) in _TIME_ADJECTIVES or self.tokens[min(index + 2, len(self.tokens) - 1)].tag != "verb")
        ):
            return False
        if norm in ("لهذا", "لذلك", "لذا"):
            return self.norm(index - 1) in COMMAS
        token = self.tokens[index]
        return not ((token.clitics and norm.startswith("ب")) or (norm == "حيث" and self.tokens[index - 1].tag == "prep"))

    def has_bi(self, index: int) -> bool:
        """Whether the word at `index` carries the preposition بـ as one that governs what is said."""
        token = self.tokens[index]
        if token.kind not in ("word", "latin") or not token.norm.startswith(("ب",)) or len(token.norm) < 3:
            return False
        if self.opens(index, "set-phrase") or self.opens(index, "locative"):
            return False
        mention = self.mention_over.get(index)
        if mention is not None and mention.span.start <= token.start:
            return False  # the ب belongs to a name: بغداد
        if token.clitics:
            return token.clitics.startswith("ب")
        return token.tag != "verb" and len(token.norm) >= 3 and self._is_prefixed(index)

    def has_lam(self, index: int) -> bool:
        """Whether the word at `index` carries the preposition لـ."""
        token = self.tokens[index]
        if token.kind != "word" or not token.norm.startswith("ل") or len(token.norm) < 4:
            return False
        if token.norm.startswith("لل") or token.clitics.startswith("ل"):
            return True
        mention = self.mention_over.get(index)
        return mention.span.start > token.start if mention is not None else self._is_prefixed(index)

    def _is_prefixed(self, index: int) -> bool:
        """Whether the first letter of a word is a preposition and not its own: the rest is the commoner word (بتعزيز, not بلاغات)."""
        word = bare(self.surface(index))
        return frequency(word[1:]) > frequency(word)

    def past_quote(self, index: int) -> int:
        """The token after the quotation that opens at `index` (or `index` itself where none does)."""
        if index in self.quote_at:
            return min(self.quotes[self.quote_at[index]][1] + 1, len(self.tokens))
        return index

    def nounish(self, index: int) -> bool:
        """Whether a word can be a noun: tagged so, or a verbal noun spelled like its verb (عقد، وقف)."""
        token = self.tokens[index]
        if token.tag in ("noun", "name", "adj"):
            return True
        return any(NOUN.search(hit.form) for name in ("triggers", "verbs", "cues") for hit in self.hits.at(index, name))

    def words_in(self, first: int, last: int) -> int:
        return sum(1 for index in range(first, last) if self.tokens[index].kind != "punct" and not self.is_mark(index))

    def quote_tokens(self, index: int) -> tuple[int, int] | None:
        """(opening token, closing token) of the innermost quotation that holds the token."""
        number = self._inside[index] if 0 <= index < len(self._inside) else -1
        return None if number < 0 else self.quotes[number][:2]

    def finite_cue(self, index: int) -> Cue | None:
        return next((cue for cue in self.cue_at.get(index, ()) if cue.sort == "finite"), None)

    def participle_cue(self, index: int) -> Cue | None:
        return next((cue for cue in self.cue_at.get(index, ()) if cue.sort == "participle"), None)

    def sentence_bounds(self, index: int) -> tuple[int, int]:
        """First and last (exclusive) token of the sentence, stretched to the end of a quotation that its end cuts."""
        sentence = self.layout.sentences[self.sentence_of[index]]
        first, last = sentence.first, sentence.last
        held = self.quote_tokens(index)
        for opened, closed, quote in self.quotes:
            if opened >= last:
                break
            if index <= opened and opened < last < closed and quote.closed:
                last = self.layout.sentences[self.sentence_of[min(closed, len(self.tokens) - 1)]].last
        if held is not None:
            last = min(last, held[1]) if held[1] > index else last
        return first, last

    def paragraph_end(self, index: int) -> int:
        """The token after the last one of the paragraph."""
        number = self.sentence_of[index]
        paragraph = self.layout.sentences[number].paragraph
        while number + 1 < len(self.layout.sentences) and self.layout.sentences[number + 1].paragraph == paragraph:
            number += 1
        return self.layout.sentences[number].last


_RANK = {"finite": 0, "participle": 1, "phrase": 2, "masdar": 3, "noun": 4}
