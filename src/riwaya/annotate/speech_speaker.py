"""Who speaks: the noun phrase beside a cue, its kind, and the name within it.

Two directions: after the verb (أعلنت وزارة الدفاع أن …) the phrase is read forwards; before it (تركيا تعلن …) the longest
phrase that ends at the verb is looked for. What neither gives is left to the current speaker.
"""

from __future__ import annotations

from riwaya.annotate.speech_phrase import Speaker, phrase, source
from riwaya.annotate.speech_view import COMMAS, STOPS, View
from riwaya.annotate.speech_words import SUFFIXED, is_masdar
from riwaya.model import Span

_REACH_BACK = 14


def unknown_name(view: View, index: int, limit: int) -> Speaker | None:
    """Bare words between a verb of saying and its أنّ that no list knows: taken as a person's name (قال هارتشاران باينس إن)."""
    last = index
    while last < limit and last - index < 5:
        token = view.tokens[last]
        alone = last == index and view.is_that(last + 1) and token.tag == "verb"
        if (
            token.kind not in ("word", "latin")
            or (token.tag not in ("noun", "name", "adj") and not alone)
            or view.is_that(last)
            or view.opens(last, "no-speaker")
        ):
            break
        if token.clitics not in ("", "ال"):
            break
        last += 1
    if last == index or view.surface(index).endswith(("اً", "ًا")):
        return None
    kind = "role" if view.norm(index).startswith("ال") else "unnamed" if is_masdar(view.norm(index)) else "person"
    return Speaker(index, last, Span(view.tokens[index].start, view.tokens[last - 1].end), kind, "words between verb and أنّ")


def before(view: View, index: int, least: int) -> Speaker | None:
    """The speaker whose phrase ends right before the verb at `index` (إيران تتعهد بـ…), not reaching before token `least`."""
    end = index
    while end > least:
        stepped = _step_back(view, end, least)
        if stepped == end:
            break
        end = stepped
    if end <= least:
        return None
    if view.opens(end - 1, "pronoun"):
        token = view.tokens[end - 1]
        return Speaker(end - 1, end, Span(token.start, token.end), "group" if token.norm in ("هم", "نحن") else "person", "pronoun word")
    best: Speaker | None = None
    for start in range(end - 1, max(least, end - _REACH_BACK) - 1, -1):
        token = view.tokens[start]
        if token.norm in STOPS or token.norm == ":":
            break
        if token.norm in COMMAS and start < end - 1:
            break
        if start - 1 >= least and view.tokens[start - 1].tag == "prep":
            continue
        if token.clitics.startswith(("ب", "ل", "ك", "وب", "ول")):
            continue
        found = phrase(view, start, end)
        if found is not None and found.last >= end and (found.how != "definite noun" or _opens_clause(view, start, least)):
            best = found
    if best is not None and _governed(view, best.first, least):
        return None
    return best


def _governed(view: View, index: int, least: int) -> bool:
    """Whether the phrase is only the genitive of a noun that does not speak: مجزرة إعزاز تؤكد …."""
    if index - 1 < least:
        return False
    token = view.tokens[index - 1]
    if (
        token.kind != "word"
        or token.tag != "noun"
        or token.norm.startswith("ال")
        or index - 1 in view.mention_over
        or view.is_that(index - 1)
    ):
        return False
    if source(view, index - 1) is not None or any(
        view.opens(index - 1, name) for name in ("title", "quantifier", "light", "no-speaker", "contrast", "break")
    ):
        return False
    return not token.clitics.startswith("ال") and token.end - token.start > 2 and not SUFFIXED.match(token.norm)


def _opens_clause(view: View, index: int, least: int) -> bool:
    """Whether a bare definite noun stands where a subject does: at the head of its clause (وكان المسؤول أعلن)."""
    return (
        index == least
        or view.tokens[index - 1].kind == "punct"
        or view.is_that(index - 1)
        or view.norm(index - 1).removeprefix("و") in ("كان", "كانت", "لكن")
    )


def _step_back(view: View, end: int, least: int) -> int:
    """Over what may stand between a subject and its verb: قد، لا يزال، أيضا, a closing comma or bracket."""
    last = end - 1
    for start in range(last, max(least, end - 3) - 1, -1):
        if view.opens(start, "light") and view.after(start, "light") == end and start not in view.mention_over:
            return start
    if view.norm(last) in COMMAS | frozenset(".") and view.norm(last - 1) not in STOPS:
        return last
    for opened, closed in view.brackets.items():
        if closed == last and opened >= least:
            return opened
    return end


def main_subject(view: View, index: int) -> Speaker | None:
    """The subject of the sentence whose participle at `index` reports: علقت الصحيفة على الزيارة، مؤكدة أن …."""
    first, _ = view.sentence_bounds(index)
    for at in range(first, min(index, first + 12)):
        if view.tokens[at].tag != "verb":
            continue
        following = at + 1
        while following < index and view.opens(following, "light"):
            following += 1
        found = phrase(view, following, index) or before(view, at, first)
        return found if found is not None and found.how != "definite noun" else None
    return None


def after_lam(view: View, index: int, limit: int) -> Speaker | None:
    """The speaker after لـ: وفقاً للمرصد، لمصادر محلية."""
    token = view.tokens[index]
    mention = view.mention_at.get(index)
    if mention is not None:
        kinds = {"person": "person", "group": "group"}
        return Speaker(index, view.mention_end[index], mention.span, kinds.get(mention.kind, "institution"), "name", mention.entity)
    for hit in view.hits.at(index, "sources"):
        last = hit.last + 1
        end = hit.end
        while (
            last < limit
            and (
                view.tokens[last].tag in ("noun", "adj", "name")
                and not view.opens(last, "no-speaker")
                and view.tokens[last].norm not in COMMAS
            )
            and last - hit.last < 5
        ):
            if view.tokens[last].clitics.startswith(("و", "ب", "ف")):
                break
            end = view.tokens[last].end
            last += 1
        return Speaker(index, last, Span(hit.start, end), hit.entry["source_kind"], "class word")
    if token.norm.startswith("لل"):
        return Speaker(index, index + 1, Span(token.start + 1, token.end), "institution", "definite noun")
    return None
