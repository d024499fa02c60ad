"""Who says what: one record for each act of reporting words, thoughts made public, or documents.

The way: cues in context (`speech_frames`) → where what is said begins and ends (`speech_scope`) → who says it (`speech_speaker`)
→ shapes without a verb (`speech_nominal`, `speech_chain`) → parents by containment. Each record tells in `rule` which shape it has, and in
`resolved` the lemma of its cue, where its act comes from, why it ends where it does and how its speaker was found.

The shapes follow the study of Arabic reported speech in news: verb–speaker–أنّ, speaker–verb, circumstantial participles that
keep the speaker, attribution before
and after, colon speech, nominal speech, passives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from riwaya.annotate import speech_chain, speech_nominal, speech_shapes
from riwaya.annotate.match import Hits
from riwaya.annotate.speech_draft import Draft
from riwaya.annotate.speech_frames import Frame, frame
from riwaya.annotate.speech_scope import Extent, cuts_of, extent
from riwaya.annotate.speech_speaker import main_subject
from riwaya.annotate.speech_view import View
from riwaya.annotate.speech_words import Cue
from riwaya.model import Layout, Mention, Span, Speech, Text

__all__ = ["find"]

_ANSWERS_BEFORE = -2  # answers the last report of another speaker, whichever it is
_FIRST_PERSON = ("نحن", "انا", "اننا", "انني", "اني", "لدينا", "لنا", "عندنا", "علينا", "معنا", "اريد", "اعتقد", "لن تكون")


def find(text: Text, layout: Layout, hits: Hits, mentions: Sequence[Mention]) -> list[Speech]:
    """The speech records of a text, in the order of what is said, spans in `text.read`."""
    if not layout.tokens:
        return []
    view = View(text, layout, hits, mentions)
    frames = _frames(view)
    chain = speech_chain.attributions(view)
    cuts = cuts_of(view, frames)
    for attribution in chain:
        if attribution.post and not attribution.medial:
            cuts[attribution.cut] = "attribution follows"
    drafts: list[Draft] = []
    reported: set[int] = set()
    for one in frames:
        sentence = view.sentence_of[one.cue.first]
        draft = _draft(view, one, cuts | _quotations_ahead(frames, one), sentence not in reported)
        reported.add(sentence)
        if draft is not None:
            drafts.append(draft)
    relays = speech_shapes.relays(view, cuts)
    starts = {one.content[0].start for one in relays}
    drafts = [one for one in drafts if one.lemma != "نقل" or one.content[0].start not in starts]
    drafts.extend(relays)
    drafts.extend(speech_nominal.find(view, cuts, drafts))
    drafts.extend(speech_shapes.headlines(view, drafts))
    drafts.extend(speech_chain.drafts(view, chain, cuts, drafts))
    drafts.extend(speech_shapes.documents(view))
    drafts.extend(speech_shapes.stated_in(view, cuts, drafts))
    drafts.extend(speech_shapes.answers(view, drafts))
    return _records(view, _speakers(_unique(drafts)))


def _frames(view: View) -> list[Frame]:
    """The verbal cues that have their complement, one for each place and complement."""
    found: list[Frame] = []
    outside = view.outside
    for index in sorted(view.cue_at):
        if index in outside:
            continue
        options = [frame(view, cue) for cue in view.cue_at[index] if cue.sort in ("finite", "participle") and not _dual_twin(view, cue)]
        kept = [one for one in options if one is not None]
        if kept:
            found.append(
                min(
                    kept, key=lambda one: (_PREFERENCE.get(one.kind, 5), one.start, _RARE.get(one.cue.entry_lemma, 0), one.cue.hit.entry.id)
                )
            )
    taken: set[int] = set()
    result: list[Frame] = []
    for one in found:
        if any(
            other.start == one.start
            and other.cue.sort == "participle"
            and (0 < other.cue.first - one.cue.last <= 2 or ("masdar" in one.cue.hit.form and one.subject is None))
            and (other.cue.entry_lemma != "قال" or one.cue.entry_lemma == "أمر")
            for other in found
        ):
            continue  # وأضاف واصفاً …: the participle says it
        if any(
            other.cue.first < one.cue.first and other.zone > one.cue.first and other.cue.sort == "finite" and one.cue.entry_lemma == "قال"
            for other in result
        ):
            continue  # قائلا, taken up by the verb before it
        if one.cue.first in taken:
            continue
        taken.add(one.cue.first)
        result.append(one)
    return result


def _dual_twin(view: View, cue: Cue) -> bool:
    """Whether a dual verb is spelled like a participle that fits as well: طالبا, the two demanded or demanding."""
    cells = [cell for cell in cue.hit.form.split("|") if ".3" in cell]
    only_dual = cue.sort == "finite" and bool(cells) and all(".3md" in cell or ".3d" in cell for cell in cells)
    return only_dual and any(other.sort == "participle" for other in view.cue_at[cue.first])


_PREFERENCE = {
    "anna": 0,
    "quote": 1,
    "colon": 1,
    "wh": 2,
    "blame": 2,
    "ila": 3,
    "ala": 3,
    "an-noun": 3,
    "bi": 3,
    "min": 3,
    "li": 4,
    "object": 4,
}
_RARE = {"احتج": 1, "عد": 1, "حسب": 1, "قضى": 1, "نص": 1, "حدث": 2, "وعد": 0}


def _draft(view: View, one: Frame, cuts: dict[int, str], first_report: bool) -> Draft | None:
    cue = one.cue
    if cue.entry_lemma == "نسب":
        return speech_nominal.imputed(view, one)
    start, offset = one.start, one.offset
    if (
        cue.act == "accuse"
        and one.kind in ("bi", "anna", "blame")
        and one.zone < one.start
        and not cue.hit.suffix
        and cue.entry_lemma not in ("اشتبه",)
    ):
        start, offset = _after_aside(view, one.zone, one.start), 0
    paragraph = one.kind == "colon" and _first_person(view, start)
    own = {index: because for index, because in cuts.items() if index != cue.first}
    nominal = one.kind not in ("anna", "colon", "quote", "wh", "clause")
    clause = not nominal or (cue.act in ("state", "confirm", "reveal", "claim", "warn", "expect", "accuse") and cue.entry_lemma != "دافع")
    what = extent(view, start, offset, own, paragraph=paragraph, clause=clause, nominal=nominal, aside=_aside(view, one))
    if what is None or view.words_in(what.first, what.last) < 1:
        return None
    speaker = one.speaker
    if speaker is None and cue.sort == "participle" and first_report:
        speaker = main_subject(view, cue.first)
    return Draft(
        cue=_cue_span(view, one),
        first=cue.first,
        speaker=speaker,
        content=(what.span,),
        form=_form(one.kind, what, within=view.quote_tokens(cue.first) == view.quote_tokens(what.first)),
        act=cue.act,
        rule=_rule(one),
        because=what.because,
        lemma=cue.entry_lemma,
        keeps=cue.sort == "participle",
        unnamed=one.speaker is None and _impersonal(one),
        fallback="person" if view.norm(cue.last + 1) in ("تعالي", "سبحانه", "عز") else "institution",
        channel=_channel(view, cue.last + 1, one.start),
        answers=_ANSWERS_BEFORE if cue.act in ("deny", "confirm", "doubt") and view.opens(what.first, "points-back") else -1,
        confidence=0.9 if one.kind in ("anna", "quote", "colon") else 0.7,
    )


def _channel(view: View, first: int, last: int) -> str:
    """By what channel it was said, where the words between cue and content tell: statement, conference, interview, post, …"""
    for index in range(first, min(last, first + 30)):
        name = view.of_kind(index, "channel-")
        if name:
            return name
    return ""


def _aside(view: View, one: Frame) -> bool:
    """Whether the report is itself a subordinate clause at the head of its sentence: فيما أعلن …، بعدما أكد …."""
    first, _ = view.sentence_bounds(one.cue.first)
    begin = min(one.clause, one.cue.first)
    return any(
        view.opens(at, name) and view.after(at, name) >= begin - 1
        for at in range(first, min(first + 3, begin))
        for name in ("break", "before-that")
    )


def _after_aside(view: View, index: int, limit: int) -> int:
    while index < limit and (view.norm(index) in ("،", ",") or view.opens(index, "no-speaker") or view.opens(index, "light")):
        index += 1
    return index


def _quotations_ahead(frames: Iterable[Frame], one: Frame) -> dict[int, str]:
    """Where the quotation of a report that began before this one opens: قال شاهد طالباً عدم ذكر اسمه "…"."""
    return {
        other.start: "the quotation of the main report"
        for other in frames
        if other.kind == "quote" and other.cue.first < one.cue.first < other.start
    }


def _cue_span(view: View, one: Frame) -> Span:
    hit = one.cue.hit
    end = hit.end
    index = one.cue.last + 1
    while view.norm(index) in ("قايلا", "قايله", "قايلين"):
        end = view.tokens[index].end
        index += 1
    return Span(hit.start, end)


def _impersonal(one: Frame) -> bool:
    return one.cue.entry_lemma in ("اشتبه",) or (".pass" in one.cue.hit.form and "|" not in one.cue.hit.form)


def _first_person(view: View, start: int) -> bool:
    """Whether the words after a colon speak as I or we."""
    for index in range(start, min(view.paragraph_end(start), start + 80)):
        token = view.tokens[index]
        norm = token.norm
        if norm in _FIRST_PERSON or (
            token.tag == "verb" and norm.startswith(("سن", "ن", "سا")) and len(norm) > 3 and not norm.startswith(("نش", "نف", "نق"))
        ):
            return True
        if len(norm) > 4 and norm.endswith(("نا", "تي")) and not norm.endswith("التي") and token.kind == "word":
            return True
    return False


def _form(kind: str, what: Extent, *, within: bool = False) -> str:
    """`within`: the cue stands in the same quotation, which therefore is not this speaker's."""
    if what.quoted == "all" and within and not what.opened:
        return "indirect"
    if what.quoted == "all" or (kind in ("colon", "clause") and what.quoted == "none"):
        return "direct"
    return "mixed" if what.quoted == "part" else "indirect"


def _rule(one: Frame) -> str:
    if one.cue.sort == "participle":
        return f"participle+{one.kind}"
    order = "verb-speaker" if one.subject is not None else "speaker-verb" if one.left is not None else "verb"
    return f"{order}+{one.kind}"


def _unique(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft for each cue and content, in text order."""
    ordered = sorted(drafts, key=lambda one: (one.first, one.content[0].start, one.rule))
    kept: list[Draft] = []
    seen: set[tuple[int, int, bool]] = set()
    for one in ordered:
        key = (one.cue.start if one.cue else -one.content[0].start - 1, one.content[0].start, one.wraps)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def _speakers(drafts: list[Draft]) -> list[Draft]:
    """Give each draft without a speaker of its own the current one of its level: within a report the one it quotes, outside the
    last one."""
    current: dict[int, Draft] = {}
    done: list[Draft] = []
    for number, one in enumerate(drafts):
        level = _level(number, drafts)
        last = current.get(level) or (done[level] if 0 <= level < len(done) else None)
        if one.speaker is not None:
            how, kind, entity = one.speaker.how, one.speaker.kind, one.speaker.entity
        elif one.unnamed:
            how, kind, entity = "passive: nobody is named", "unnamed", None
        elif last is not None:
            how, kind, entity = "the current speaker goes on", last.kind, last.entity
        else:
            how, kind, entity = "no speaker found", one.fallback, None
        settled = replace(one, how=how, kind=kind, entity=entity)
        done.append(settled)
        if one.speaker is not None and not one.aside:
            current[level] = settled
    return done


def _level(number: int, drafts: list[Draft]) -> int:
    """The draft whose content holds the cue of this one, the smallest; -1 at the top."""
    mine = drafts[number].cue
    if mine is None:
        return -1
    best, size = -1, 0
    for other, outer in enumerate(drafts):
        if other == number or outer.wraps or not any(span.holds(mine) for span in outer.content):
            continue
        length = sum(len(span) for span in outer.content)
        if best < 0 or length < size:
            best, size = other, length
    return best


def _records(view: View, drafts: list[Draft]) -> list[Speech]:
    """Number the drafts in text order and hang each under the smallest content that holds its cue."""
    drafts = sorted(drafts, key=lambda one: (one.content[0].start, -one.content[-1].end, one.first))
    records: list[Speech] = []
    for number, one in enumerate(drafts):
        resolved: dict[str, object] = {
            "cue_lemma": one.lemma,
            "act_from": "lexicon" if one.lemma else "default",
            "ends_because": one.because,
            "speaker_how": one.how,
        }
        if one.channel:
            resolved["channel"] = one.channel
        answered = _answered(number, drafts)
        if answered is not None:
            resolved["answers"] = f"s{answered}"
        if one.entity:
            resolved["speaker_entity"] = one.entity
        records.append(
            Speech(
                id=f"s{number}",
                source=one.speaker.span if one.speaker else None,
                source_kind=one.kind,
                cue=one.cue,
                content=one.content,
                form=one.form,
                act=one.act,
                parent=_parent(number, one, drafts),
                rule=one.rule,
                confidence=one.confidence,
                resolved=resolved,
            )
        )
    return records


def _same_speaker(one: Draft, other: Draft) -> bool:
    return one.entity is not None and one.entity == other.entity


def _answered(number: int, drafts: list[Draft]) -> int | None:
    """The report that a denial or confirmation answers."""
    one = drafts[number]
    if one.answers == _ANSWERS_BEFORE:
        earlier = [
            (other.first, index)
            for index, other in enumerate(drafts)
            if other.first < one.first
            and one.speaker is not None
            and not _same_speaker(one, other)
            and other.act not in ("deny", "demand", "praise")
        ]
        return max(earlier)[1] if earlier else None
    return (
        next((index for index, other in enumerate(drafts) if other.first == one.answers and index != number), None)
        if one.answers >= 0
        else None
    )


def _parent(number: int, one: Draft, drafts: list[Draft]) -> str | None:
    best: tuple[int, int] | None = None
    for other, outer in enumerate(drafts):
        if other == number:
            continue
        size = sum(len(span) for span in outer.content)
        holds_cue = one.cue is not None and any(span.holds(one.cue) for span in outer.content)
        holds_content = all(any(span.holds(mine) for span in outer.content) for mine in one.content)
        wraps = outer.wraps and not one.wraps and holds_content
        if one.under >= 0 and outer.first == one.under and holds_content:
            return f"s{other}"
        if not ((holds_cue and holds_content) or wraps or (holds_content and outer.chain_parent_of == one.first)):
            continue
        if best is None or size < best[0]:
            best = (size, other)
    return None if best is None else f"s{best[1]}"
