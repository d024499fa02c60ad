"""How many: counts of people, losses and things told, with what they count and what befell it.

Spans, bounds and roles are the annotation guide's. A dual or bare singular is a count only of people in a statement of what
befell them («مقتل طفل», «أصيب مدنيان»), a dual also of attacks. ``resolved`` says what is counted, of which class, over what
scope, which count it is a part of, and whether parts and total agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.annotate import body
from riwaya.annotate import quantities_role as roles
from riwaya.annotate.match import Hit, Hits
from riwaya.annotate.quantities_find import Count, numbers
from riwaya.annotate.quantities_nouns import is_dual, is_singular
from riwaya.annotate.quantities_resolve import Placed, mark_parts, quantities
from riwaya.annotate.terms import Terms
from riwaya.model import Layout, Mention, Quantity, Span, Text, TimeExpression

_ADJECTIVES = frozenset(("مسلح", "متشدد", "متمرد", "مجهول", "مجند", "مسن", "مطلوب", "أجنبي"))
_BULLETS = frozenset("-–—•*")
_LIST_REACH = 9
_NOUNS = frozenset(("person", "thing", "pair", "other-one"))
_COORDINATION = 9
_VERB_REACH = 14


def find(text: Text, layout: Layout, hits: Hits, mentions: Sequence[Mention], times: Sequence[TimeExpression]) -> list[Quantity]:
    """The quantities of `text`, in order, none overlapping.

    Args:
        mentions: names, inside which no number counts (كتيبة 46, مجموعة العشرين).
        times: time expressions, whose numbers are no counts.
    """
    taken = _tokens_of(layout, [one.span for one in times])
    named = _tokens_of(layout, [one.span for one in mentions])
    terms = Terms(text, layout, hits, named)
    outside = body.outside(text, layout)
    placed = _Finder(terms, taken, named, outside).run()
    mark_parts(terms, placed)
    return quantities(terms, placed, times)


def _tokens_of(layout: Layout, spans: Sequence[Span]) -> frozenset[int]:
    tokens: set[int] = set()
    for span in spans:
        at = layout.token_at(span.start)
        while at < len(layout.tokens) and layout.tokens[at].start < span.end:
            tokens.add(at)
            at += 1
    return frozenset(tokens)


class _Finder:
    """Numbers first, then the nouns that count by themselves; roles are given in text order, since a part takes its total's."""

    def __init__(self, terms: Terms, taken: frozenset[int], named: frozenset[int], outside: tuple[Span, ...]) -> None:
        self.terms = terms
        self.taken = taken
        self.named = named
        self.outside = outside
        found = numbers(terms, taken | named)
        self.by_token: dict[int, Count] = {count.first: count for count in found if not self._out(count.start)}
        self.used = {at for count in found for at in range(count.first, count.last)} | {
            count.counted for count in found if count.counted is not None
        }

    def _out(self, offset: int) -> bool:
        return body.inside(Span(offset, offset + 1), self.outside)

    def run(self) -> list[Placed]:
        placed: list[Placed] = []
        for index in sorted({*self.by_token, *self.terms.starts(_NOUNS, numbers=False)}):
            count = self.by_token.get(index)
            if count is not None:
                given = self._role(count, placed)
                if self._worth(count, given, placed):
                    placed.append(Placed(count, given))
                continue
            if index in self.used or index in self.taken or index in self.named:
                continue
            single = self._single(index, placed)
            if single is not None and not self._out(single.count.start):
                placed.append(single)
        return placed

    def _worth(self, count: Count, role: str, placed: list[Placed]) -> bool:
        """Whether a number counts something of the events: one of several only in a casualty, a bare word or a crowd only with a role."""
        digits = self.terms.tokens[count.first].kind == "number" or count.bound != "exact"
        if count.low == 1 and count.rule == "number" and not digits:
            told = count.noun is not None and count.noun.entry["value"] and count.noun.prefix.endswith("ال")
            return role in roles.CASUALTY and not told and (count.last - count.first > 1 or self._one_of(count, placed))
        if count.low == 3 and count.rule == "vague" and count.counted is None:
            return False
        if count.rule == "vague" and count.low > 3:
            return role != "other" or count.noun is not None
        if role == "other" and count.counted is None and count.bound == "exact":
            return False
        return not self._spelt_again(count)

    def _spelt_again(self, count: Count) -> bool:
        """Whether the same number follows in words: «(190) مائة وتسعون موقوفا»; the words count."""
        at = count.last
        while self.terms.norm(at) in (")", "»"):
            at += 1
        words = self.terms.number(at)
        return (
            count.rule == "number" and words is not None and not words.digits and words.low == count.low and self.terms.norm(at)[:1] != "و"
        )

    def _one_of(self, count: Count, placed: list[Placed]) -> bool:
        """Whether أحد or واحد stands where a bare singular would count: by its governor, in a list, before its verb."""
        if count.counted is not None and count.counted < count.first:
            return True
        index = count.first
        before = self.terms.hit(index - 1, "among", "bound") is not None or self._governor_before(index) is not None
        listed = self.terms.atom(index)
        if listed is not None and listed.conj:
            neighbour = self._neighbour(index, placed)
            return neighbour is not None and neighbour.role in roles.CASUALTY and self._only_people_between(neighbour, index)
        return before or self._far_verb(index) or self._verb_follows(index)

    def _role(self, count: Count, placed: list[Placed]) -> str:
        given = roles.role(self.terms, count.first, count.last, count.noun, count.counted)
        if given is None or given == "other":
            given = self._inherited(count.first, count.noun, placed) or self._told_before(count, placed) or self._headed(count) or given
        if given is not None:
            return given
        return "fighters" if self._fighters(count) else "other"

    def _headed(self, count: Count) -> str | None:
        """The role that the line above a list gives its items: «والقتلى هم:» and then «- 132 من المدنيين»."""
        terms = self.terms
        sentences = terms.layout.sentences
        at = terms.sentence(count.first)
        if count.noun is not None and count.noun.entry["class"] != "person":
            return None
        for back in range(at, max(-1, at - _LIST_REACH), -1):
            if back < at and terms.norm(sentences[back].last - 1) == ":":
                words = range(sentences[back].first, sentences[back].last)
                found = [one for token in words if (one := roles.governor_at(terms, token)) is not None]
                return found[-1].role if found and found[-1].role in roles.CASUALTY else None
            if terms.norm(sentences[back].first) not in _BULLETS:
                return None
        return None

    def _told_before(self, count: Count, placed: list[Placed]) -> str | None:
        """The role of an equal count told before, when this one is definite: «الرجال الثلاثة»."""
        atom = self.terms.atom(count.first)
        if atom is None or not atom.definite or (count.noun is not None and count.noun.entry["class"] == "thing"):
            return None
        return next((one.role for one in reversed(placed) if one.count.low == count.low and one.role in roles.CASUALTY), None)

    def _fighters(self, count: Count) -> bool:
        """Whether the people counted are under arms: by their noun, by the body they belong to, or as told by «عدد … يقدر بـ»."""
        terms = self.terms
        if count.noun is not None:
            if count.noun.entry["unit"] == "fighter":
                return True
            return count.noun.entry["class"] == "person" and terms.hit(count.noun.last + 1, "force") is not None
        for at in range(count.first - 1, max(-1, count.first - 9), -1):
            if terms.hit(at, "count-word") is not None and terms.same_sentence(at, count.first):
                told = terms.hit(at + 1, "person")
                return told is not None and told.entry["unit"] == "fighter"
        return False

    def _inherited(self, index: int, noun: Hit | None, placed: list[Placed]) -> str | None:
        """The role of the count before, when this one is listed after it."""
        people = noun is None or noun.entry["class"] in ("person", "other-many", "other-one", "pair")
        before = self._neighbour(index, placed)
        if before is None or not people or before.role not in roles.CASUALTY:
            return None
        return before.role

    def _neighbour(self, index: int, placed: list[Placed]) -> Placed | None:
        """The count that stands close before a token in its sentence, joined to it by و or «بينهم»."""
        if not placed:
            return None
        last = placed[-1]
        near = self.terms.same_sentence(last.count.first, index) and index - last.count.last <= _COORDINATION
        return last if near else None

    # --- nouns that are the count -----------------------------------------------------------------------------------------------------

    def _single(self, index: int, placed: list[Placed]) -> Placed | None:
        terms = self.terms
        pair = terms.hit(index, "pair")
        if pair is not None and pair.last == index and (pair.suffix or pair.entry.pos == "particle"):
            return self._with_role(self._noun_count(index, pair, 2, "pair"), placed, needs=True)
        dual = is_dual(terms, index, "person") or self._dual_by_adjective(index)
        if dual is not None:
            if not dual.prefix and (index - 1 in self.used or self._dual_before(index)):
                return None  # an adjective
            return self._with_role(self._noun_count(index, dual, 2, "dual"), placed, needs=bool(dual.prefix.strip("وف")))
        dual = is_dual(terms, index, "thing")
        if dual is not None:
            if self._dual_before(index):
                return None
            count = self._noun_count(index, dual, 2, "dual")
            given = "strikes" if terms.norm(index + 1).startswith("مفخخ") else self._role(count, placed)
            return Placed(count, given) if given in ("strikes", "destroyed", "captured") else None
        if terms.hit(index, "other-one") is not None:
            return self._another(index, placed)
        return self._one(index, placed)

    def _dual_by_adjective(self, index: int) -> Hit | None:
        """«شرطيين تركيين»: a form that may be a plural, told by the dual of the adjective after it."""
        after = is_dual(self.terms, index + 1, "person") if index + 1 not in self.used else None
        if after is None or after.prefix or after.entry["unit"] != "nationality" or not self.terms.same_sentence(index, index + 1):
            return None
        return next((hit for hit in self.terms.hits(index, "person") if hit.form == "du" and not hit.prefix.endswith(("ال", "لل"))), None)

    def _dual_before(self, index: int) -> bool:
        before = is_dual(self.terms, index - 1, "person") or is_dual(self.terms, index - 1, "thing") or self._dual_by_adjective(index - 1)
        return before is not None

    def _noun_count(self, index: int, hit: Hit, number: int, rule: str) -> Count:
        token = self.terms.tokens[hit.last]
        start = self.terms.start_of(index, len(hit.prefix))
        return Count(index, hit.last + 1, start, token.end, number, number, "exact", index, hit, rule)

    def _with_role(self, count: Count, placed: list[Placed], *, needs: bool) -> Placed | None:
        if count.rule == "singular":
            return self._casualty(count, placed)
        given = roles.role(self.terms, count.first, count.last, count.noun, count.counted) or self._inherited(
            count.first, count.noun, placed
        )
        if given is None and needs:
            return None
        return Placed(count, given or "other")

    def _casualty(self, count: Count, placed: list[Placed]) -> Placed | None:
        given = roles.role(self.terms, count.first, count.last, count.noun, count.counted) or self._inherited(
            count.first, count.noun, placed
        )
        return Placed(count, given) if given in ("killed", "injured") else None

    def _another(self, index: int, placed: list[Placed]) -> Placed | None:
        """«وإصابة آخر»: another one, right after its governor."""
        hit = self.terms.hit(index, "other-one")
        governor = self._governor_before(index)
        if hit is None or governor is None or hit.prefix:
            return None
        after = self.terms.tokens[index + 1] if self.terms.same_sentence(index, index + 1) else None
        if after is not None and after.tag == "noun" and after.norm[:1] not in "وبلفك" and index + 1 not in self.taken:
            return None  # آخر معاقلهم: the last of
        return self._with_role(self._noun_count(index, hit, 1, "another"), placed, needs=True)

    def _governor_before(self, index: int) -> roles.Governor | None:
        """The governor of a casualty whose last token stands right before this one."""
        for back in (1, 2, 3):
            found = roles.governor_at(self.terms, index - back) if index >= back else None
            if found is not None and found.last == index - 1 and not found.noun and found.role in roles.CASUALTY | {"fall", "seize"}:
                return found
        return None

    def _one(self, index: int, placed: list[Placed]) -> Placed | None:
        """A bare singular that counts one person in a statement of what befell them, or None."""
        terms = self.terms
        among = terms.hit(index - 1, "among") is not None
        hit = is_singular(terms, index)
        if hit is None and among:
            case = is_singular(terms, index, "thing")
            hit = case if case is not None and case.entry["unit"] == "case" else None
        if hit is None:
            hit = self._kin(index, placed)
        if hit is None or hit.entry["unit"] == "family" or self._in_construct(index):
            return None
        count = self._noun_count(index, hit, 1, "singular")
        if hit.prefix.startswith("و") or terms.norm(index - 1) == "و":
            toll = terms.hit(index - 1, "person")
            if hit.entry["value"] == "injured" and toll is not None and toll.entry["value"] == "killed":
                return None  # 66 قتيلا وجريحا: one toll
            before = self._neighbour(index, placed)
            joined = before is not None and before.role in roles.CASUALTY and self._only_people_between(before, index)
            return self._with_role(count, placed, needs=True) if joined else None
        if hit.prefix:
            return None
        if among:
            return self._with_role(count, placed, needs=True)
        own = hit.entry["value"]
        governor = self._governor_before(index)
        if own in ("killed", "injured"):
            yielded = (governor is not None and governor.role == "fall") or terms.hit(index - 1, "transparent") is not None
            yielded = yielded or (terms.norm(index - 1).startswith("ال") and terms.hit(index - 2, "transparent") is not None)
            if yielded or (self._opens_clause(index) if own == "killed" else self._opens_sentence(index)):
                return self._with_role(count, placed, needs=True)
        if governor is not None and not own:
            return self._with_role(count, placed, needs=True)
        if own:
            return None
        if self._far_verb(index) or self._verb_follows(index):
            return self._with_role(count, placed, needs=True)
        return None

    def _kin(self, index: int, placed: list[Placed]) -> Hit | None:
        """«امرأة وابنتها», «أصيبت شقيقتها»: kin with a pronoun, listed after one person counted or right after the verb."""
        hit = self.terms.hit(index, "person")
        listed = placed and placed[-1].count.rule == "singular" and placed[-1].count.last == index
        if hit is None or hit.entry["unit"] not in ("kin", "child") or not hit.suffix or hit.form != "sg":
            return None
        governed = not hit.prefix and self._governor_before(index) is not None
        return hit if governed or (listed and hit.prefix == "و") else None

    def _in_construct(self, index: int) -> bool:
        """Whether a definite word follows that is no day: «قائد الفرقة» is somebody, not one of some."""
        after = self.terms.norm(index + 1)
        if not self.terms.same_sentence(index, index + 1) or index + 1 in self.taken:
            return False
        return after.startswith("ال") and len(after) > 4 and self.terms.hit(index + 1, "weekday", "relative", "part-of-day") is None

    def _opens_sentence(self, index: int) -> bool:
        return index == 0 or not self.terms.same_sentence(index - 1, index) or self.terms.norm(index - 1) in (":", "|")

    def _opens_clause(self, index: int) -> bool:
        before = self.terms.tokens[index - 1] if index else None
        return before is None or not self.terms.same_sentence(index - 1, index) or before.kind == "punct"

    def _only_people_between(self, before: Placed, index: int) -> bool:
        """Whether a listed noun follows a count with nothing but its noun and adjectives between."""
        terms = self.terms
        for at in range(before.count.last, index):
            token = terms.tokens[at]
            if token.norm in ("،", ",", ")", "(", "»", "«"):
                continue
            if token.tag in ("verb", "prep") or token.kind == "punct":
                return False
        return True

    def _far_verb(self, index: int) -> bool:
        """A finite verb of a casualty earlier in the clause whose subject or object this may be: «قتل خلاله جندي», «واعتقلت أمس قياديا»."""
        terms = self.terms
        before = terms.tokens[index - 1] if index else None
        if before is None or before.tag in ("prep", "conj", "verb"):
            return False
        hit = terms.hit(index, "person")
        adjective = hit is not None and (
            hit.entry["unit"] == "nationality" or hit.entry.lemma in _ADJECTIVES or hit.entry.lemma.endswith("ي")
        )
        definite = before.norm.startswith(("ال", "بال", "لل", "وال")) or index - 1 in self.named
        pronoun = before.norm.endswith(("ها", "هم", "هما")) or (
            before.norm.endswith("ه") and before.norm.startswith(("خلال", "في", "من", "اثر"))
        )
        pronoun = pronoun or (before.norm.endswith("ون") and before.tag != "verb")  # its subject: اغتال مجهولون شخصا
        closed = before.kind == "punct" or index - 1 in self.taken or pronoun or (definite and not adjective)
        if not closed:
            return False
        governor = roles.left(terms, index)
        told = governor is not None and governor.finite and governor.role in roles.CASUALTY | {"fall"}
        return told and governor is not None and index - governor.last <= _VERB_REACH

    def _verb_follows(self, index: int) -> bool:
        """«إن طفلا قتل»: after أنّ or at the head of a clause, with the verb close behind."""
        terms = self.terms
        before = terms.norm(index - 1)
        if before not in ("ان", "بان", "وان", "لان") and not self._opens_clause(index):
            return False
        governor = roles.right(terms, index + 1, 5)
        return governor is not None and governor.role in ("killed", "injured", "missing", "detained")
