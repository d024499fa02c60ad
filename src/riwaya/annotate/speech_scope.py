"""Where what is said ends: closing quotation mark, next report, return to the author, end of the sentence; always with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from riwaya.annotate.speech_frames import Frame
from riwaya.annotate.speech_view import COMMAS, DASHES, STOPS, THAT_PRONOUN, View
from riwaya.annotate.speech_words import NOUN
from riwaya.model import Span

_SHORT = 2
_ACTS_OF_OTHERS = frozenset({"claim", "accuse", "doubt", "question"})
_SO_THAT = re.compile(r"وان(?:ه|ها|هم)?\Z")
SAME_SUBJECT = "next demand or promise of the same subject"


@dataclass(frozen=True, slots=True)
class Extent:
    """What is said: its span, the token after it, why it ends there, and how much of it stands in quotation marks (all, part, none)."""

    span: Span
    first: int
    last: int
    because: str
    quoted: str
    opened: bool = False


def extent(
    view: View,
    start: int,
    offset: int,
    cuts: Mapping[int, str],
    *,
    paragraph: bool = False,
    clause: bool = True,
    nominal: bool = False,
    aside: bool = False,
    flat: bool = False,
) -> Extent | None:
    """The extent of what begins `offset` code points into token `start`. `cuts` are tokens where another report begins, with their reason.
    `clause`: what is said is a whole clause (after أنّ, a colon), which reports of the same subject do not cut and which keeps
    its adjuncts of time; `aside`: the
    report itself is a subordinate clause (فيما أعلن فلان أن …، قُتل …), so it ends with its comma;
    `flat`: what is said hangs on a noun, so it ends before the main verb of the sentence."""
    first = start
    limit = _limit(view, first, paragraph)
    while first < limit and (view.norm(first) in COMMAS or view.norm(first) in (":", ".") or view.norm(first) in DASHES) and not offset:
        first += 1
    if first >= limit:
        return None
    if not offset and view.is_that(first) and THAT_PRONOUN.match(view.norm(first)) is None and first + 1 < limit:
        first += 1
    if not offset and view.is_mark(first) and first in view.quote_at:
        whole = _whole_quotation(view, first, limit, cuts)
        if whole is not None:
            return whole
    if (
        not offset
        and view.norm(first) in ("(", "{")
        and (close := _bracket_end(view, first)) is not None
        and view.words_in(first, close) >= 3
    ):
        return _trim(view, first + 1, 0, close, "closing bracket", quoted="all")
    last, because = _boundary(view, first, limit, cuts, clause, nominal, aside, flat)
    return _trim(view, first, offset, last, because)


def _bracket_end(view: View, first: int) -> int | None:
    """The token that closes the bracket at `first`, as round a verse: also beyond the end of a sentence."""
    pair = {"(": ")", "{": "}"}[view.norm(first)]
    return next((at for at in range(first + 1, min(len(view.tokens), first + 80)) if view.norm(at) == pair), None)


def _limit(view: View, first: int, paragraph: bool) -> int:
    _, limit = view.sentence_bounds(first)
    while limit < len(view.tokens) and _SO_THAT.match(view.norm(limit)) and view.quote_tokens(first) is None:
        limit = view.sentence_bounds(limit)[1]  # «… . وأن …»: أنّ carries on after the full stop
    return max(limit, view.paragraph_end(first)) if paragraph and view.quote_tokens(first) is None else limit


def _whole_quotation(view: View, first: int, limit: int, cuts: Mapping[int, str]) -> Extent | None:
    """What is said where it opens with a quotation mark; None where the marks only hold its first words."""
    opened, closed, quote = view.quotes[view.quote_at[first]]
    inner = opened + 1
    if view.is_that(inner):
        inner += 1
    if not quote.closed:
        _, stop = view.sentence_bounds(inner)
        if not view.is_that(first - 1) and inner == opened + 1:
            stop = view.paragraph_end(first)
        stop = min([stop, *(cut for cut in cuts if cut > inner)])
        return _trim(view, inner, 0, stop, "quotation mark lost: end of the passage", quoted="all")
    words = view.words_in(inner, closed)
    after = closed + 1
    ended = (
        after >= limit
        or view.norm(after) in COMMAS | STOPS | DASHES
        or after in cuts
        or view.breaks(after)
        or view.tokens[after].norm == ")"
    )
    conjoined = after < limit and view.tokens[after].norm.startswith("و") and view.tokens[after].clitics.startswith("و")
    name = inner in view.mention_at and view.mention_end[inner] >= closed
    if name or (words <= _SHORT and not (after >= limit or view.norm(after) in STOPS)):
        return None
    if ended or conjoined or words >= 12:
        return _trim(view, inner, 0, closed, "closing quotation mark", quoted="all")
    return None


def _boundary(
    view: View, first: int, limit: int, cuts: Mapping[int, str], clause: bool, nominal: bool, aside: bool, flat: bool
) -> tuple[int, str]:
    index = first
    while index < limit:
        if index > first:
            if index in cuts and view.quote_tokens(index) == view.quote_tokens(first) and not (clause and cuts[index] == SAME_SUBJECT):
                return index, cuts[index]
            if not clause and view.opens(index, "adjunct"):
                return index, "an adjunct of time or cause"
            if (
                flat
                and view.tokens[index].tag == "verb"
                and not view.tokens[index].clitics
                and _past(view, index)
                and view.tokens[index - 1].tag not in ("part", "conj", "pron")
                and not view.closes(index - 1, "relative")
            ):
                return index, "the main verb"
            if (
                nominal
                and view.norm(index) == "في"
                and view.of_kind(index + 1, "channel-") in ("statement", "conference", "interview", "post")
            ):
                return index, "the channel follows"
            if nominal and any(cue.sort == "masdar" and cue.hit.suffix and cue.entry_lemma == "قال" for cue in view.cue_at.get(index, ())):
                return index, "the relayed words follow"
            if nominal and view.opens(index, "contrast"):
                return index, "the author goes on"
            if nominal and view.is_that(index) and view.norm(index - 1) in COMMAS:
                return index, "the main report goes on"
            if nominal and view.norm(index - 1) in COMMAS and _new_clause(view, index, limit):
                return index, "a new clause"
            if aside and view.norm(index) in COMMAS and _verb_follows(view, index + 1, limit):
                return index, "end of the subordinate clause"
            if view.breaks(index):
                return index, "the author goes on"
        if index in view.quote_at:
            closed = view.quotes[view.quote_at[index]][1]
            if closed < limit:
                index = closed + 1
                continue
        if index in view.brackets and view.brackets[index] < limit:
            index = view.brackets[index] + 1
            continue
        if view.norm(index) in (")", "]", "}") and index > first:
            return index, "closing bracket"
        index += 1
    held = view.quote_tokens(first)
    if held is not None and limit == held[1]:
        return limit, "closing quotation mark"
    return limit, "end of the sentence"


def _past(view: View, index: int) -> bool:
    return any(
        hit.form.startswith("past") and not hit.suffix for name in ("verbs", "cues", "triggers") for hit in view.hits.at(index, name)
    )


def _verb_follows(view: View, index: int, limit: int) -> bool:
    return index < limit and view.tokens[index].tag == "verb"


def _new_clause(view: View, index: int, limit: int) -> bool:
    """Whether after a comma the story goes on: وتحركت …، كما شاركوا …."""
    token = view.tokens[index]
    if token.norm == "كما":
        return _verb_follows(view, index + 1, limit)
    surface = view.surface(index)
    if token.norm in ("ولم", "ولا", "ولن"):
        return True
    if token.norm.startswith("م") and len(token.norm) >= 5 and surface.endswith(("اً", "ًا")):
        return True  # مخترقاً …: a circumstance of the author's sentence
    nominal = any(NOUN.search(hit.form) for name in ("triggers", "verbs", "cues") for hit in view.hits.at(index, name))
    return token.tag == "verb" and token.clitics.startswith("و") and not nominal


def _trim(view: View, first: int, offset: int, last: int, because: str, *, quoted: str = "") -> Extent | None:
    opened = bool(quoted)
    end = last - 1
    while end >= first:
        token = view.tokens[end]
        if view.is_mark(end):
            partner = view.closing.get(end)
            if partner is not None and view.quotes[partner][0] >= first:
                break
            end -= 1
            continue
        if token.norm in COMMAS | DASHES | STOPS | frozenset({":", "/", "*", "}", "]"}):
            end -= 1
            continue
        if token.norm in ("و", "كما", "فيما", "ولكن", "لكن", "بينما") and end > first:
            end -= 1
            continue
        if token.norm == ")" and not any(closed == end and opened >= first for opened, closed in view.brackets.items()):
            end -= 1
            continue
        if token.norm in ("(", "[", "{"):
            end -= 1
            continue
        break
    if end < first:
        return None
    start = view.tokens[first].start + offset
    stop = view.tokens[end].end
    if stop <= start:
        return None
    if not quoted:
        held = view.quote_tokens(first)
        inner = any(
            opened >= first and closed <= end + 1 and not _is_name(view, opened, closed)
            for opened, closed, _ in view.quotes
            if first <= opened <= end
        )
        if (held is not None and end + 1 >= held[1] and not inner) or (held is not None and end + 1 >= held[1]):
            quoted = "all"
        else:
            quoted = "part" if inner else "none"
    return Extent(Span(start, stop), first, end + 1, because, quoted, opened)


def _is_name(view: View, opened: int, closed: int) -> bool:
    """Whether the marks hold a name, and no words of the speaker."""
    if opened + 1 in view.mention_at and (view.mention_end[opened + 1] >= closed or closed - opened <= 4):
        return True
    if view.words_in(opened + 1, closed) == 1:
        return opened + 1 in view.mention_over or view.tokens[opened + 1].kind != "word"
    return view.words_in(opened + 1, closed) == 0


def cuts_of(view: View, frames: list[Frame]) -> dict[int, str]:
    """Tokens where a report begins and what was said before it must end."""
    cuts: dict[int, str] = {}
    for index, cues in view.cue_at.items():  # مهنئاً، متمنياً: also where nothing follows that could be said
        if view.norm(index - 1) in COMMAS and any(cue.sort == "participle" and cue.act not in _ACTS_OF_OTHERS for cue in cues):
            cuts[index] = "participle of the speaker"
    for one in frames:
        cue = one.cue
        at = cue.first
        if cue.sort == "participle":
            if one.kind in ("bi", "object", "fi", "min", "li") and view.norm(at - 1) not in COMMAS and not view.is_mark(at - 1):
                continue
            cuts[at] = "next cue of the same speaker"
        elif cue.sort == "finite":
            _cut_finite(view, one, cuts)
    return cuts


def _cut_finite(view: View, one: Frame, cuts: dict[int, str]) -> None:
    cue, at = one.cue, one.cue.first
    joined = cue.hit.prefix.startswith(("و", "ف"))
    if view.closes(at - 1, "relative") and one.kind in ("anna", "quote", "colon") and cue.act == "state":
        cuts[at - 1] = "a report in a relative clause"
        return
    begin = one.clause if one.left is not None and one.clause < at else at
    own = one.subject is not None or one.left is not None
    for back in range(begin - 1, begin - 7, -1):
        if back < 0 or view.norm(back) in STOPS:
            break
        if any(view.opens(back, name) and view.after(back, name) <= begin for name in ("contrast", "break")):
            cuts[back] = "another voice" if own or cue.past else SAME_SUBJECT
            return
        if view.norm(back) == "كما":
            cuts[back] = "next report" if own or cue.past else SAME_SUBJECT
            return
        if view.norm(back) in COMMAS and back < begin - 1:
            if view.tokens[back + 1].norm.startswith("و") and not any(view.tokens[k].tag == "verb" for k in range(back + 1, begin)):
                cuts[back + 1] = "next report" if own or cue.past else SAME_SUBJECT
            break
        if view.tokens[back].tag == "verb":
            break
    if begin < at:
        token = view.tokens[begin]
        if (one.left is not None and one.left.span.start > token.start and token.norm.startswith("و")) or view.norm(begin - 1) in COMMAS:
            cuts[begin] = "another voice"
        return
    if joined:
        cuts[at] = "next report" if cue.past or one.subject is not None else SAME_SUBJECT
    elif view.norm(at - 1) in COMMAS and cue.past and (one.kind != "object" or one.subject is not None):
        cuts[at] = "next report"
