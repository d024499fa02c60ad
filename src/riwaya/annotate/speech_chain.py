"""Speech without a verb of its own: according-to before and after, chains of transmission, colon headlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from riwaya.annotate.speech_draft import Draft
from riwaya.annotate.speech_phrase import Speaker, phrase
from riwaya.annotate.speech_scope import extent
from riwaya.annotate.speech_speaker import after_lam
from riwaya.annotate.speech_view import COMMAS, DASHES, STOPS, View
from riwaya.annotate.speech_words import Cue
from riwaya.model import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """An according-to with its speaker: tokens ``[first, last)``; `post`: what is said stands before it; `cut`: where that ends."""

    cue: Cue
    span: Span
    first: int
    last: int
    speaker: Speaker | None
    post: bool
    medial: bool
    cut: int
    act: str
    lemma: str


def attributions(view: View) -> list[Attribution]:
    """All according-to phrases that name a speaker."""
    found: list[Attribution] = []
    reach = -1
    for index in sorted(view.cue_at):
        if index < reach or index in view.outside:
            continue
        for cue in view.cue_at[index]:
            if cue.sort == "phrase" and cue.kind in ("according", "chain"):
                one = _attribution(view, cue)
                if one is not None:
                    found.append(one)
                    reach = one.last
                    break
    return found


def _attribution(view: View, cue: Cue) -> Attribution | None:
    first, limit = view.sentence_bounds(cue.first)
    at = cue.last + 1
    span = Span(cue.hit.start, cue.hit.end)
    act, lemma = cue.act, cue.entry_lemma
    verb: Cue | None = None
    if (cue.needs == "verb" or cue.entry_lemma in ("حسبما", "بحسب", "حسب", "وفق", "وفقا", "طبقا")) and view.norm(at) in ("ما", "لما"):
        at += 1
    if cue.needs == "verb" or cue.entry_lemma in ("حسبما", "وفقما", "بحسبما") or at > cue.last + 1:
        verb = view.finite_cue(at)
        if verb is None:
            return None
        span = Span(verb.hit.start, verb.hit.end)
        act, lemma = (cue.act if cue.act != "state" else verb.act), verb.entry_lemma
        at = verb.last + 1
        if cue.entry_lemma in ("كما", "مثلما") and (
            ("near" in verb.needs and verb.entry_lemma not in ("ذكر", "نقل", "نشر", "بين"))
            or ("inna" not in verb.complements and "anna" not in verb.complements)
        ):
            return None
        if cue.entry_lemma == "كما" and not _post_posed(view, cue.first, first):
            return None
    speaker = None if cue.hit.suffix else _speaker(view, at, limit, strict=verb is None and cue.kind != "chain")
    if speaker is None and not cue.hit.suffix:
        return None
    last = speaker.last if speaker is not None else at
    if cue.entry_lemma == "كما" and _has_own_words(view, last, limit):
        return None
    post = _post_posed(view, cue.first, first) and not (view.norm(cue.first - 1) in COMMAS and view.is_that(last))
    cut = cue.first
    while (cut > first and view.norm(cut - 1) in COMMAS | DASHES) or view.norm(cut - 1) in ("وذلك",):
        cut -= 1
    return Attribution(cue, span, cue.first, last, speaker, post, post and _goes_on(view, last, limit), max(cut, first), act, lemma)


def _goes_on(view: View, at: int, limit: int) -> bool:
    """Whether the clause round the attribution goes on after it: أدى القصف -وفق الدفاع المدني- إلى …."""
    dashed = at < limit and view.norm(at) in DASHES
    at += dashed
    if at >= limit or view.norm(at) in COMMAS | STOPS or view.is_mark(at) or view.norm(at) in (")", "]") or view.tokens[at].kind == "punct":
        return False
    return dashed or view.tokens[at].kind == "number"


def _speaker(view: View, at: int, limit: int, *, strict: bool) -> Speaker | None:
    """The speaker after according-to, also after لـ (وفقاً لمصادر، للمرصد)."""
    token_index = at
    while token_index < limit and (view.norm(token_index) in DASHES or view.norm(token_index) in ("به", "بها", "عنه", "فيه")):
        token_index += 1
    if token_index >= limit:
        return None
    token = view.tokens[token_index]
    opened = view.quote_at.get(token_index)
    if opened is not None and view.mention_at.get(token_index + 1) is None and view.quotes[opened][1] - token_index <= 4:
        last = min(view.quotes[opened][1], limit - 1)  # بحسب "الألمانية"
        return Speaker(
            token_index, last + 1, Span(view.tokens[token_index + 1].start, view.tokens[last - 1].end), "media", "name in quotation marks"
        )
    found = phrase(view, token_index, limit)
    if found is None and token.norm.startswith("ل"):
        found = after_lam(view, token_index, limit)
    if found is None and token.norm in ("قول", "اقوال", "تصريحات", "بيان", "تقرير", "راي", "مسوولين"):
        found = phrase(view, token_index + 1, limit)
    if found is None:
        return None
    if (
        found.kind in ("unnamed", "anonymous", "institution")
        and found.how == "class word"
        and found.last < limit
        and view.norm(found.last).startswith("ل")
    ):
        owner = after_lam(view, found.last, limit)  # بحسب حصيلة لوكالة فرانس برس
        if owner is not None and owner.how == "name":
            return owner
    return None if strict and found.how == "definite noun" else found


def _post_posed(view: View, index: int, first: int) -> bool:
    """Whether what is said stands before the attribution: it does not open its clause."""
    at = index - 1
    while at >= first and (view.norm(at) in COMMAS | DASHES or view.norm(at) in ("و", "وذلك")):
        at -= 1
    if at < first or view.norm(at) in STOPS or view.norm(at) == ":":
        return False
    if view.is_mark(at) and at in view.quote_at and at not in view.closing:
        return False
    return not view.is_that(at) and not view.breaks(at) and not view.opens(at, "contrast")


def _has_own_words(view: View, at: int, limit: int) -> bool:
    return any(view.is_that(index) for index in range(at, min(limit, at + 8)))


def drafts(view: View, chain: list[Attribution], cuts: Mapping[int, str], others: list[Draft]) -> list[Draft]:
    """A draft for each attribution."""
    made: list[Draft] = []
    for one in chain:
        draft = _draft(view, one, cuts, others)
        if draft is not None:
            made.append(draft)
    return made


def _draft(view: View, one: Attribution, cuts: Mapping[int, str], others: list[Draft]) -> Draft | None:
    first, limit = view.sentence_bounds(one.first)
    direct_before = [other for other in others if other.first < one.first and view.sentence_of[other.first] == view.sentence_of[one.first]]
    that = next((at for at in range(one.last, min(limit, one.last + 6)) if view.is_that(at)), None)
    held = next((other for other in direct_before if any(span.start >= view.tokens[one.first].start for span in other.content)), None)
    if held is not None and (that is not None or one.cue.kind == "chain" or view.norm(one.first - 1) in DASHES):
        # «قالت الوكالة نقلاً عن مسؤولين إن …»: the same words, twice reported
        return _make(
            view, one, held.content, held.form, "chain", held.because, chain_of=held.first, outer=view.norm(one.first - 1) in DASHES
        )
    if not one.post:
        start = next((at for at in range(one.last, min(limit, one.last + 12)) if view.norm(at).startswith(("فان", "فقد"))), one.last)
        if start == one.last and start < limit and view.norm(start) not in COMMAS:
            start = next((at for at in range(start, min(limit, start + 12)) if view.norm(at) in COMMAS), start)
        if start < limit and view.norm(start) in COMMAS:
            start += 1
        offset = 0
        if (
            start < limit and view.norm(start).startswith("ف") and (view.norm(start)[1:].startswith("ان") or view.norm(start) == "فقد")
        ) or (start < limit and view.is_that(start)):
            start += 1
        what = extent(view, start, offset, {at: because for at, because in cuts.items() if at > start})
        if what is None or view.words_in(what.first, what.last) < 2:
            return None
        form = (
            "direct"
            if what.quoted == "all" and view.quote_tokens(what.first) != view.quote_tokens(one.first)
            else "mixed"
            if what.quoted == "part"
            else "indirect"
        )
        return _make(view, one, (what.span,), form, "according-to before", what.because)
    return _post(view, one, first, limit, direct_before)


def _post(view: View, one: Attribution, first: int, limit: int, before_it: list[Draft]) -> Draft | None:
    """What stands before the attribution: its clause, or the reports of the same sentence as a whole."""
    if one.speaker is None and any(other.content[-1].end <= view.tokens[one.first].start for other in before_it):
        return None  # «قال فلان إن …، على حد تعبيره»: the report has its record
    if (
        one.medial
        and before_it
        and any(other.content[0].start < view.tokens[one.first].start < other.content[-1].end for other in before_it)
    ):
        return None
    same = [
        other for other in before_it if other.speaker is not None and one.speaker is not None and _same(view, other.speaker, one.speaker)
    ]
    if same:
        return None  # «… وأضاف المصدر أن …، بحسب المصدر»: nothing new
    held = view.quote_tokens(one.first)
    start = first
    if held is not None:
        start = max(start, held[0] + 1)
    for at in range(one.cut - 1, start - 1, -1):
        if (view.breaks(at) or view.opens(at, "contrast")) and view.quote_tokens(at) == held:
            start = max(view.after(at, "break"), view.after(at, "contrast"), at + 1)
            break
    outer = [
        other
        for other in before_it
        if other.content[-1].end <= view.tokens[one.first].start and other.content[0].start >= view.tokens[start].start
    ]
    if outer and all(not other.wraps for other in outer):
        spans = tuple(other.content[0] for other in outer if other.rule.split("+")[0] != "nominal")
        main = [other for other in outer if other.rule.split("+")[0] != "nominal"]
        if spans and main[-1].content[-1].end >= view.tokens[max(one.cut - 2, 0)].start:
            return _make(view, one, (main[-1].content[0],), main[-1].form, "according-to round a report", "attribution follows", wraps=True)
    while start < one.cut and (view.norm(start) in COMMAS or view.norm(start) in ("و",)):
        start += 1
    if start >= one.cut:
        return None
    offset = (
        1
        if view.tokens[start].norm.startswith("و") and view.tokens[start].clitics.startswith("و") and len(view.tokens[start].norm) > 2
        else 0
    )
    last = one.cut - 1
    while last > start and (view.norm(last) in COMMAS | DASHES or view.norm(last) in ("وذلك", ".")):
        last -= 1
    quote = view.quote_at.get(start)
    begin, end = view.tokens[start].start + offset, view.tokens[last].end
    form = "indirect"
    if quote is not None and view.quotes[quote][1] == last:
        begin, end, form = view.tokens[start].end, view.tokens[last].start, "direct"
    elif any(start <= opened and closed <= last for opened, closed, _ in view.quotes):
        form = "mixed"
    if end <= begin or view.words_in(start, last + 1) < (1 if one.medial else 3):
        return None
    content: tuple[Span, ...] = (Span(begin, end),)
    if one.medial:
        rest = extent(view, one.last, 0, {})
        if rest is not None:
            content = (content[0], rest.span)
    return _make(view, one, content, form, "according-to after", "attribution follows")


def _same(view: View, one: Speaker, other: Speaker) -> bool:
    return (one.entity is not None and one.entity == other.entity) or view.norm(one.first).removeprefix("ال") == view.norm(
        other.first
    ).removeprefix("ال")


def _make(
    view: View,
    one: Attribution,
    content: tuple[Span, ...],
    form: str,
    rule: str,
    because: str,
    *,
    wraps: bool = False,
    chain_of: int = -1,
    outer: bool = False,
) -> Draft:
    return Draft(
        cue=one.span, first=one.first, speaker=one.speaker, content=content, form=form, act=one.act, rule=rule,
        because=because, lemma=one.lemma,
        wraps=wraps or outer, aside=True, chain_parent_of=chain_of if outer else -1, under=-1 if outer else chain_of, confidence=0.8,
    )  # fmt: skip
