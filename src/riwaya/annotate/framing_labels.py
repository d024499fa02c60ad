"""Loaded labels: the noun phrase round a judging word, and whom it judges.

The lexicon gives for each word its `build`:

- ``head``: a noun that judges; the name or definite noun it governs and its adjectives belong to the label
  (ميليشيات قسد *the SDF militias*);
- ``modifier``: an adjective; the label is the phrase whose head it modifies (تنظيم داعش الإرهابي *the terrorist IS organization*),
  none without a head;
- ``either``: an adjective that also stands for a noun (الإرهابيون *the terrorists*);
- ``noun``: an adjective-like noun that counts only where it modifies nothing (المحتل *the occupier*, but not القدس المحتلة);
- ``plural``: like ``noun``, in the plural only (مجاهدون *mujahideen*; the singular is a name);
- ``bound``: an abstract noun that judges only somebody's own (غدره *his treachery*, حقد النظام *the regime's hatred*);
- ``figure``: a metaphor that counts only with the one it is said of (أخطبوط إيران *Iran's octopus*);
- ``person-only``: a word that is loaded only when said of people (تحييد 5 عناصر *5 members neutralised*);
- ``free``: the word as it stands, but not with a suffixed pronoun (جريمة *a crime*, but جريمته is the crime a court tries);
- ``alone``: the word or phrase as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.annotate.framing_context import Context
from riwaya.annotate.match import Hit
from riwaya.annotate.quotes import MARKS
from riwaya.fold import fold
from riwaya.model import Mark, Span

__all__ = ["labels"]

_MOST_ADJECTIVES = 3
_TA_MARBUTA = "ة"
_PEOPLE = frozenset({"person", "force"})  # classes of the lexicon of participants
_CLOSING = frozenset(")]" + MARKS)
_SHORT, _SHORTEST_NISBA = 3, 4  # القرية (the village) only looks like one
_FEMININE = ("ه", "ات", "اء")
_MASCULINE_PLURAL = ("ون", "ين")
_NISBA = ("ي", "يه", "يا", "يين", "يون", "يان")
_NISBA_INDEFINITE = ("يه", "يا", "يين", "يون")  # without bare ي, which ends too many names and nouns
_PLAIN_REFERENTS = frozenset({"victim", "own", "place", "leader"})
Range = tuple[int, int]


def labels(context: Context) -> list[Mark]:
    """The loaded labels of a text; marks that touch are one label."""
    found: list[tuple[Range, Span, Hit]] = []
    for hit in context.hits.of("labels"):
        if (
            hit.entry["device"] != "loaded-label"
            or context.scripture(hit.start)
            or context.other_word(hit)
            or _named(context, hit)
            or context.near(hit, hit.entry.variants("unless"))
        ):
            continue
        phrase = _phrase(context, hit)
        if phrase is not None:
            start, end = phrase
            span = Span(
                min(hit.start, _left_edge(context, start, hit)),
                max(hit.end if end <= hit.last else 0, context.tokens[end].end),
            )
            found.append((phrase, span, hit))
    return list(_united(context, found))


def _left_edge(context: Context, index: int, hit: Hit) -> int:
    """Where a phrase that begins at a token begins in the text: its own proclitics stay outside."""
    if index == hit.first:
        return hit.start
    name = context.names.get(index)
    if name and name[0] == index:
        return name[2].span.start
    token = context.tokens[index]
    if token.clitics.endswith("ال"):
        return token.start + len(token.clitics) - 2
    if token.clitics.endswith("لل"):
        return token.start + len(token.clitics) - 1
    return token.start + len(token.clitics)


def _named(context: Context, hit: Hit) -> bool:
    """Whether a find is part of a name that is only a name (مشفى الشهداء *the Martyrs' hospital*)."""
    name = context.names.get(hit.first)
    if name is None:
        return False
    mention = name[2]
    if 5 * (hit.end - hit.start) >= 4 * len(mention.span):
        return False  # the label is the name
    return mention.kind in ("facility", "person") or hit.entry["judges"] in _PLAIN_REFERENTS


def _phrase(context: Context, hit: Hit) -> Range | None:
    """The tokens of the label that a find makes, or None where it makes none."""
    build = hit.entry["build"]
    if build == "alone" or (build == "free" and not hit.suffix):
        return (hit.first, hit.last)
    if build == "head":
        return _head(context, hit)
    if build == "modifier":
        return _modified(context, hit)
    if build == "either":
        return _modified(context, hit) or (None if _abstract(hit) else _head(context, hit))
    if build == "noun":
        return None if _modified(context, hit) else _head(context, hit)
    if build == "plural":
        return _head(context, hit) if "pl" in hit.form or ".mp" in hit.form else None
    if build == "bound":
        whole = _head(context, hit)
        own = not hit.prefix.endswith(("ال", "لل")) and whole[1] > hit.last
        return whole if hit.suffix or own or _said_of_somebody(context, hit.last + 1, whole[1]) else None
    if build == "figure":
        whole = _head(context, hit)
        return whole if _said_of_somebody(context, hit.last + 1, whole[1]) else None
    if build == "person-only":
        return (hit.first, hit.last) if _of_people(context, hit) else None
    return None


def _abstract(hit: Hit) -> bool:
    """Whether an adjective standing alone is the noun of a doctrine (الصهيونية *Zionism*)."""
    return hit.prefix.endswith("ال") and ".fs" in hit.form


def _said_of_somebody(context: Context, first: int, last: int) -> bool:
    return any(index in context.names or index in context.judging for index in range(first, last + 1))


def _of_people(context: Context, hit: Hit) -> bool:
    """Whether people are counted, named or judged right after a word."""
    end = context.bounds[hit.first][1]
    for index in range(hit.last + 1, min(end, hit.last + 4)):
        if context.tokens[index].kind == "number" or index in context.judging:
            return True
        if any(one.entry["class"] in _PEOPLE for one in context.hits.at(index, "participants")):
            return True
        name = context.names.get(index)
        if name:
            return name[2].kind in ("person", "group")
    return False


# rightwards: what a judging noun governs -------------------------------------------------------------------------------


def _head(context: Context, hit: Hit) -> Range:
    """The phrase whose head the find is: the bearer before it, the name or noun it governs, its adjectives."""
    sentence_first, end = context.bounds[hit.first]
    first, last = hit.first, hit.last
    bearers = {fold(word) for word in hit.entry.variants("before")}
    if first > sentence_first and not hit.prefix.strip("ال") and context.tokens[first - 1].core in bearers:
        first -= 1
    definite = hit.prefix.endswith(("ال", "لل")) or bool(hit.suffix) or context.definite(hit.last)
    if hit.suffix and last + 1 < end and context.tokens[last + 1].clitics == "ال":
        last += 1  # عدوه المشترك: after a pronoun the article marks an adjective
    if not definite:
        governed = _governed(context, last + 1, end)
        if governed is not None:
            last, definite = governed, True
    return first, _adjectives(context, last, end, definite)


def _governed(context: Context, index: int, end: int) -> int | None:
    """The last token of the name or definite noun that begins at a token (marks before a name are passed over)."""
    at = index
    while at < end and context.opening(at) and at - index < 2:
        at += 1
    if at >= end:
        return None
    name = context.names.get(at)
    if name and name[0] == at and name[2].span.start == context.tokens[at].start:
        last = name[1]
        if at > index and last + 1 < end and context.tokens[last + 1].norm in _CLOSING:
            last += 1  # the mark that closes the name's quotation
        return last
    if at == index and context.tokens[at].clitics == "ال":
        return at
    if at == index and at + 1 < end and context.bare(at) and not context.tokens[at].clitics:
        inner = context.names.get(at + 1)
        if inner and inner[0] == at + 1 and inner[2].span.start == context.tokens[at + 1].start:
            return inner[1]  # متشددو تنظيم داعش
    if context.tokens[at].kind == "latin" and context.tokens[at].norm.isascii():
        while at + 1 < end and (context.tokens[at + 1].kind == "latin" or context.tokens[at + 1].norm in "_-/"):
            at += 1
        return at
    return None


def _adjectives(context: Context, last: int, end: int, definite: bool) -> int:
    """The last token after the adjectives that follow a phrase."""
    for _ in range(_MOST_ADJECTIVES):
        index = last + 1
        if index < end and context.tokens[index].norm == "#":
            index += 1
        if index >= end or not _adjective(context, index, definite):
            break
        last = index
    return last


def _adjective(context: Context, index: int, definite: bool) -> bool:
    """Whether a token looks like an adjective that agrees in definiteness with the noun before it."""
    token = context.tokens[index]
    if token.kind != "word":
        return False
    if definite:
        nisba = token.core.endswith(_NISBA) and len(token.core) > (_SHORT if token.core.endswith("ي") else _SHORTEST_NISBA)
        return token.clitics == "ال" and (nisba or index in context.judging)
    return (
        not token.clitics
        and context.bare(index)
        and index not in context.names
        and (index in context.judging or token.norm.endswith(_NISBA_INDEFINITE))
    )


# leftwards: what a judging adjective modifies ---------------------------------------------------------------------------


def _modified(context: Context, hit: Hit) -> Range | None:
    """The phrase that the find, an adjective, modifies; None where no noun before it agrees."""
    if hit.prefix not in ("", "ال", "و", "وال"):
        return None
    first = context.bounds[hit.first][0]
    index = hit.first - 1
    definite = hit.prefix.endswith("ال") or (hit.entry.pos == "phrase" and context.definite(hit.first))
    if hit.prefix.startswith("و"):  # coordinated with an adjective before it, or not an adjective
        if index < first or index not in context.judging or context.definite(index) != definite:
            return None
        index -= 1
    for _ in range(_MOST_ADJECTIVES):  # other adjectives of the same noun
        if index - 1 < first or not _agreeing_adjective(context, index, definite):
            break
        index -= 1
    while index > first and definite and context.tokens[index].norm in ')"»”“]':
        index -= 1  # the mark that closes a quoted name
    if index < first:
        return None
    name = context.names.get(index)
    if name:
        return (_before_name(context, name[0], first), hit.last) if definite else None
    if not context.bare(index) or not _agrees(context, index, hit, definite):
        return None
    if definite and context.definite(index) and _feminine(context, hit.first) and not _feminine(context, index) and index - 1 >= first:
        before = index - 1  # قوات الاحتلال الغاشمة: the adjective agrees with the noun that governs
        governs = context.bare(before) and not context.definite(before) and _feminine(context, before)
        if governs and context.tokens[before].norm[0] not in "بلك" and context.tokens[index].clitics == "ال":
            return before, hit.last
    return index, hit.last


def _before_name(context: Context, index: int, first: int) -> int:
    """The token of the noun that governs the name which begins at a token, or that token."""
    before = index - 1
    while before > first and context.opening(before):
        before -= 1
    if before > first and before in context.names:  # تنظيم "واي بي جي YPG": two names side by side
        return _before_name(context, context.names[before][0], first)
    joined = (
        context.tokens[index].clitics in ("", "ال")
        or index not in context.names
        or context.names[index][2].span.start == context.tokens[index].start
    )
    noun = joined and before >= first and context.bare(before) and not context.definite(before)
    adverb = noun and context.tokens[before].norm.endswith("ا")  # أخيرا
    return before if noun and not adverb else index


def _agreeing_adjective(context: Context, index: int, definite: bool) -> bool:
    token = context.tokens[index]
    if index in context.names or not context.bare(index):
        return False
    if definite:
        if token.clitics != "ال":
            return False
        return context.definite(index - 1) or (
            (index in context.judging or token.core.endswith(_NISBA)) and _takes_adjective(context, index - 1)
        )
    if token.clitics:
        return False
    return index in context.judging or (token.norm.endswith("يه") and context.bare(index - 1) and not context.definite(index - 1))


def _takes_adjective(context: Context, index: int) -> bool:
    return index in context.names or context.definite(index) or context.owned(index)


def _feminine(context: Context, index: int) -> bool:
    return context.tokens[index].core.endswith(_FEMININE)


def _agrees(context: Context, index: int, hit: Hit, definite: bool) -> bool:
    """Whether the noun at a token can be the head of the adjective `hit`."""
    noun, adjective = context.tokens[index].core, context.tokens[hit.first].core
    if definite:
        if not (context.definite(index) or _suffixed(context, index)):
            return False
    elif context.definite(index) or context.owned(index):
        return False
    if adjective.endswith(_MASCULINE_PLURAL):
        return noun.endswith(_MASCULINE_PLURAL)
    return not (not adjective.endswith(_FEMININE) and context.text.read[context.tokens[index].end - 1] == _TA_MARBUTA)


def _suffixed(context: Context, index: int) -> bool:
    """Whether a noun without the article may carry a suffixed pronoun."""
    token = context.tokens[index]
    if context.text.read[token.end - 1] == _TA_MARBUTA:
        return False
    return not context.definite(index) and len(token.core) > 3 and token.core.endswith(("ه", "ها", "هم", "نا", "هما", "هن", "كم"))


# uniting ---------------------------------------------------------------------------------------------------------------


def _united(context: Context, found: list[tuple[Range, Span, Hit]]) -> Iterator[Mark]:
    """One mark for each run of phrases that share a token."""
    group: list[tuple[Range, Span, Hit]] = []
    reach = -1
    for one in sorted(found, key=lambda each: (each[0][0], -each[0][1], each[1])):
        if group and one[0][0] > reach:
            yield _mark(context, group)
            group = []
        group.append(one)
        reach = max(reach, one[0][1]) if len(group) > 1 else one[0][1]
    if group:
        yield _mark(context, group)


def _mark(context: Context, group: list[tuple[Range, Span, Hit]]) -> Mark:
    span = Span(min(one[1].start for one in group), max(one[1].end for one in group))
    hits = sorted((one[2] for one in group), key=lambda hit: (hit.start, -hit.end, hit.entry.id))
    rules = list(dict.fromkeys(hit.entry.id for hit in hits))
    resolved: dict[str, object] = {"judges": hits[0].entry["judges"], "stance": hits[0].entry["stance"]}
    judged = [
        {"name": one.span.of(context.text.read), "kind": one.kind, "entity": one.entity}
        for one in context.mentions
        if one.span.touches(span) and one.kind != "place"
    ] or [
        {"name": one.span.of(context.text.read), "kind": one.kind, "entity": one.entity}
        for one in context.mentions
        if one.span.touches(span)
    ]
    if judged:
        resolved["referents"] = judged
    return Mark(span, "loaded-label", rule="+".join(rules), confidence=0.8 if len(group) == 1 else 0.9, resolved=resolved)
