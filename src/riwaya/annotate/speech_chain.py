"""Speech without a verb of its own: according-to before and after, chains of transmission, colon headlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from riwaya.annotate.speech_draft import Draft
from riwaya.annotate.speech_scope import extent
from riwaya.annotate.speech_speaker import Speaker, after_lam, phrase
from riwaya.annotate.speech_view import COMMAS, DASHES, STOPS, Cue, View
from riwaya.model import Span

_HEADLINE_WORDS = 9


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
    if cue.needs == "verb" or cue.entry_lemma in ("حسبما", "بحسب", "حسب", "وفق", "وفقا", "طبقا") and view.norm(at) in ("ما", "لما"):
        if view.norm(at) in ("ما", "لما"):
            at += 1
    if cue.needs == "verb" or cue.entry_lemma in ("حسبما", "وفقما", "بحسبما") or at > cue.last + 1:
        verb = view.finite_cue(at)
        if verb is None:
            return None
        span = Span(verb.hit.start, verb.hit.end)
        act, lemma = (cue.act if cue.act != "state" else verb.act), verb.entry_lemma
        at = verb.last + 1
        if cue.entry_lemma == "كما" and not _post_posed(view, cue.first, first):
            return None
    speaker = None if cue.hit.suffix else _speaker(view, at, limit, strict=verb is None and cue.kind != "chain")
    if speaker is None and not cue.hit.suffix:
        return None
    last = speaker.last if speaker is not None else at
    if cue.entry_lemma == "كما" and _has_own_words(view, last, limit):
        return None
    post = _post_posed(view, cue.first, first)
    cut = cue.first
    while cut > first and view.norm(cut - 1) in COMMAS | DASHES or view.norm(cut - 1) in ("وذلك",):
        cut -= 1
    return Attribution(cue, span, cue.first, last, speaker, post, post and _goes_on(view, last, limit), max(cut, first), act, lemma)


def _goes_on(view: View, at: int, limit: int) -> bool:
    """Whether the clause round the attribution goes on after it: أدى القصف -وفق الدفاع المدني- إلى …."""
    dashed = at < limit and view.norm(at) in DASHES
    at += dashed
    if at >= limit or view.norm(at) in COMMAS | STOPS or view.is_mark(at) or view.norm(at) in (")", "]") or view.tokens[at].kind == "punct":
        return False
    if view.breaks(at) or view.opens(at, "contrast") or view.tokens[at].clitics.startswith(("و", "ف")) or view.participle_cue(at) is not None:
        return False
    return dashed or not (view.opens(at, "no-speaker") or view.tokens[at].tag == "prep")


def _speaker(view: View, at: int, limit: int, *, strict: bool) -> Speaker | None:
    """The speaker after according-to, also after لـ (وفقاً لمصادر، للمرصد)."""
    token_index = at
    while token_index < limit and view.norm(token_index) in DASHES:
        token_index += 1
    if token_index >= limit:
        return None
    token = view.tokens[token_index]
    found = phrase(view, token_index, limit)
    if found is None and token.norm.startswith("ل"):
        found = after_lam(view, token_index, limit)
    if found is None and token.norm in ("قول", "اقوال", "تصريحات", "بيان", "تقرير", "راي", "مسوولين"):
        found = phrase(view, token_index + 1, limit)
    if found is None:
        return None
    if found.kind in ("unnamed", "anonymous", "institution") and found.how == "class word" and found.last < limit and view.norm(found.last).startswith("ل"):
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
        return _make(view, one, held.content, held.form, "chain", held.because, chain_of=held.first, outer=view.norm(one.first - 1) in DASHES)
    if not one.post:
        start = next((at for at in range(one.last, min(limit, one.last + 12)) if view.norm(at).startswith("فان")), one.last)
        if start < limit and view.norm(start) in COMMAS:
            start += 1
        offset = 0
        if start < limit and view.norm(start).startswith("ف") and (view.norm(start)[1:].startswith("ان") or view.norm(start) == "فقد"):
            start += 1
        elif start < limit and view.is_that(start):
            start += 1
        what = extent(view, start, offset, {at: because for at, because in cuts.items() if at > start})
        if what is None or view.words_in(what.first, what.last) < 2:
            return None
        form = "direct" if what.quoted == "all" and view.quote_tokens(what.first) != view.quote_tokens(one.first) else "mixed" if what.quoted == "part" else "indirect"
        return _make(view, one, (what.span,), form, "according-to before", what.because)
    return _post(view, one, first, limit, direct_before)


def _post(view: View, one: Attribution, first: int, limit: int, before_it: list[Draft]) -> Draft | None:
    """What stands before the attribution: its clause, or the reports of the same sentence as a whole."""
    if one.speaker is None and any(other.content[-1].end <= view.tokens[one.first].start for other in before_it):
        return None  # «قال فلان إن …، على حد تعبيره»: the report has its record
    if one.medial and before_it and any(other.content[0].start < view.tokens[one.first].start < other.content[-1].end for other in before_it):
        return None
    same = [other for other in before_it if other.speaker is not None and one.speaker is not None and _same(view, other.speaker, one.speaker)]
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
    outer = [other for other in before_it if other.content[-1].end <= view.tokens[one.first].start and other.content[0].start >= view.tokens[start].start]
    if outer and all(not other.wraps for other in outer):
        spans = tuple(other.content[0] for other in outer if other.rule.split("+")[0] != "nominal")
        main = [other for other in outer if other.rule.split("+")[0] != "nominal"]
        if spans and main[-1].content[-1].end >= view.tokens[max(one.cut - 2, 0)].start:
            return _make(view, one, (main[-1].content[0],), main[-1].form, "according-to round a report", "attribution follows", wraps=True)
    while start < one.cut and (view.norm(start) in COMMAS or view.norm(start) in ("و",)):
        start += 1
    if start >= one.cut:
        return None
    offset = 1 if view.tokens[start].norm.startswith("و") and view.tokens[start].clitics.startswith("و") and len(view.tokens[start].norm) > 2 else 0
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
    content = (Span(begin, end),)
    if one.medial:
        rest = extent(view, one.last, 0, {})
        if rest is not None:
            content = (content[0], rest.span)
    return _make(view, one, content, form, "according-to after", "attribution follows")


def _same(view: View, one: Speaker, other: Speaker) -> bool:
    return one.entity is not None and one.entity == other.entity or view.norm(one.first).removeprefix("ال") == view.norm(other.first).removeprefix("ال")


def _make(view: View, one: Attribution, content: tuple[Span, ...], form: str, rule: str, because: str, *, wraps: bool = False, chain_of: int = -1, outer: bool = False) -> Draft:
    return Draft(
        cue=one.span, first=one.first, speaker=one.speaker, content=content, form=form, act=one.act, rule=rule, because=because, lemma=one.lemma,
        wraps=wraps or outer, aside=True, chain_parent_of=chain_of if outer else -1, under=-1 if outer else chain_of, confidence=0.8,
    )  # fmt: skip


def relays(view: View, cuts: Mapping[int, str]) -> list[Draft]:
    """«نقلت رويترز عن مسؤول قوله إن …»: the outlet reports, and within its report the one it quotes; «نُقل عن مسؤول قوله» has no outlet."""
    made: list[Draft] = []
    for index in sorted(view.cue_at):
        cue = next((one for one in view.cue_at[index] if one.entry_lemma == "نقل" and one.sort == "finite"), None)
        if cue is None or cue.hit.suffix or index in view.outside:
            continue
        _, limit = view.sentence_bounds(index)
        outlet = phrase(view, cue.last + 1, limit)
        at = outlet.last if outlet is not None else cue.last + 1
        from_at = next((k for k in range(at, min(limit, at + 8)) if view.norm(k) in ("عن", "عنه", "عنها", "عنهم")), None)
        if from_at is None or (outlet is None and from_at > cue.last + 2):
            continue
        quoted = phrase(view, from_at + 1, limit) if view.norm(from_at) == "عن" else None
        if quoted is None and view.norm(from_at) == "عن":
            continue
        after = quoted.last if quoted is not None else from_at + 1
        start, said = _relayed(view, after, limit)
        if start is None:
            continue
        what = extent(view, start, 0, {at: because for at, because in cuts.items() if at > start})
        if what is None:
            continue
        form = {"all": "direct", "part": "mixed"}.get(what.quoted, "indirect")
        cue_span = Span(cue.hit.start, cue.hit.end)
        inner_cue = Span(said.hit.start, said.hit.end) if said is not None else cue_span
        if outlet is not None:
            made.append(Draft(cue_span, cue.first, outlet, (what.span,), form, "state", "relay: the outlet", what.because, "نقل", wraps=True, aside=True))
        inner_first = said.first if said is not None else cue.first
        made.append(Draft(inner_cue, inner_first, quoted, (what.span,), form, "state", "relay: the one quoted", what.because, "قال" if said is not None else "نقل"))
    return made


def _relayed(view: View, at: int, limit: int) -> tuple[int | None, Cue | None]:
    """Where the relayed words begin, and the قوله before them."""
    said: Cue | None = None
    for index in range(at, min(limit, at + 24)):
        if view.is_that(index):
            return index + 1, said
        if view.norm(index) == ":" and said is not None:
            return index + 1, said
        if index in view.quote_at and said is not None:
            return index, said
        found = next((one for one in view.cue_at.get(index, ()) if one.sort == "masdar" and one.hit.suffix and one.act in ("state", "confirm")), None)
        if found is not None:
            said = found
        elif view.tokens[index].tag == "verb" or view.norm(index) in STOPS:
            return None, None
    return None, None


def documents(view: View) -> list[Draft]:
    """A statement read out: «أصدرت الوزارة بيانا … فيما يلي نصه: …» runs to the end of the document, «… بيانا: "…"» to its quotation mark."""
    made: list[Draft] = []
    for index in sorted(view.cue_at):
        cue = next((one for one in view.cue_at[index] if one.kind == "document" and one.sort == "phrase"), None)
        if cue is None or index in view.outside:
            continue
        first, _ = view.sentence_bounds(index)
        colon = next((at for at in range(cue.last + 1, min(len(view.tokens), cue.last + 5)) if view.norm(at) == ":"), None)
        if colon is None or colon + 3 >= len(view.tokens):
            continue
        noun = next((one for at in range(index - 1, max(first - 1, index - 40), -1) for one in view.cue_at.get(at, ()) if one.kind == "document" and one.sort == "noun"), None)
        speaker = None
        for at in range(first, index):
            if view.tokens[at].tag != "prep" and (at == first or view.tokens[at - 1].tag in ("verb", "conj")):
                found = phrase(view, at + 1 if view.tokens[at].tag == "verb" else at, index)
                if found is not None and found.how != "definite noun":
                    speaker = found
                    break
        if noun is None and speaker is None:
            continue
        last = len(view.tokens) - 1
        while last > colon + 1 and (last in view.outside or view.tokens[last].kind == "punct"):
            last -= 1
        span = Span(view.tokens[colon + 1].start, view.tokens[last].end)
        hit = noun.hit if noun is not None else cue.hit
        made.append(
            Draft(Span(hit.start, hit.end), noun.first if noun is not None else index, speaker, (span,), "direct", "state", "document read out", "end of the document", "بيان", confidence=0.7)
        )
        break
    return made


def answers(view: View, others: list[Draft]) -> list[Draft]:
    """«… وهو ما تنفيه إسلام أباد»: the report before is what is denied or confirmed."""
    made: list[Draft] = []
    for index in sorted(view.cue_at):
        cue = next((one for one in view.cue_at[index] if one.sort == "finite" and one.hit.suffix and one.act in ("deny", "confirm", "doubt")), None)
        if cue is None or view.norm(index - 1) not in ("ما", "الذي") or index in view.outside or view.closes(index - 1, "negation"):
            continue
        before_it = [one for one in others if one.content[-1].end <= cue.hit.start and view.sentence_of[one.first] == view.sentence_of[index]]
        if not before_it:
            continue
        _, limit = view.sentence_bounds(index)
        speaker = phrase(view, cue.last + 1, limit)
        what = max(before_it, key=lambda one: one.first)
        made.append(
            Draft(Span(cue.hit.start, cue.hit.end), cue.first, speaker, what.content, "indirect", cue.act, "answer to the report before", what.because, cue.entry_lemma, confidence=0.7)
        )
    return made


def headlines(view: View, others: list[Draft]) -> list[Draft]:
    """«بوتين: لن نتراجع»: a speaker, a colon, and what is said, at the head of a paragraph."""
    made: list[Draft] = []
    sentences = view.layout.sentences
    for number, sentence in enumerate(sentences):
        if number and sentences[number - 1].paragraph == sentence.paragraph:
            continue
        if sentence.paragraph > 1 and number > 3:
            break
        first = sentence.first
        while first < sentence.last and view.norm(first) in ("#", "*", "-", "•", "عاجل", "|"):
            first += 1
        colon = next((at for at in range(first, min(sentence.last, first + _HEADLINE_WORDS)) if view.norm(at) == ":"), None)
        if colon is None or colon == first or view.norm(colon + 1) == ":" or colon + 3 > sentence.last:
            continue
        if first in view.outside or view.opens(first, "locative"):
            continue
        if any(other.first < colon and other.first >= first for other in others):
            continue
        speaker = phrase(view, first, colon)
        opened = view.quote_at.get(first)
        if speaker is None and opened is not None and view.quotes[opened][1] == colon - 1 and colon - first <= 6:
            span = Span(view.tokens[first + 1].start, view.tokens[colon - 2].end)  # "المؤقتة": …
            speaker = Speaker(first, colon, span, "institution", "name in quotation marks before the colon")
        if speaker is None or speaker.last < colon or not _speaks(view, speaker, colon + 1, sentence.last):
            continue
        what = extent(view, colon + 1, 0, {})
        if what is None or view.words_in(what.first, what.last) < 3:
            continue
        form = "mixed" if what.quoted == "part" else "direct"
        made.append(Draft(None, first, speaker, (what.span,), form, "state", "headline", what.because, "", aside=False, confidence=0.75))
    return made


def _speaks(view: View, speaker: Speaker, start: int, limit: int) -> bool:
    """Whether a speaker before a colon speaks: a dateline (حلب: …) does not."""
    if speaker.how == "definite noun":
        return False
    if speaker.kind in ("person", "role", "anonymous"):
        return True
    mention = view.mention_at.get(speaker.first)
    if mention is not None and mention.kind in ("place", "facility"):
        return view.is_mark(start) or any(view.tokens[at].tag == "verb" for at in range(start + 1, min(limit, start + 4)))
    return speaker.kind in ("institution", "group", "media")
