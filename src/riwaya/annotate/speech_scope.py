"""Where what is said ends: closing quotation mark, next report, return to the author, end of the sentence; always with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from riwaya.annotate.speech_frames import Frame
from riwaya.annotate.speech_view import COMMAS, DASHES, STOPS, THAT_PRONOUN, View
from riwaya.model import Span

_SHORT = 2


@dataclass(frozen=True, slots=True)
class Extent:
    """What is said: its span, the token after it, why it ends there, and how much of it stands in quotation marks (all, part, none)."""

    span: Span
    first: int
    last: int
    because: str
    quoted: str


def extent(view: View, start: int, offset: int, cuts: Mapping[int, str], *, paragraph: bool = False) -> Extent | None:
    """The extent of what begins `offset` code points into token `start`. `cuts` are tokens where another report begins, with their reason."""
    first = start
    limit = _limit(view, first, paragraph)
    while first < limit and (view.norm(first) in COMMAS or view.norm(first) in (":", ".") or view.norm(first) in DASHES) and not offset:
        first += 1
    if first >= limit:
        return None
    if not offset and view.is_mark(first) and first in view.quote_at:
        whole = _whole_quotation(view, first, limit, cuts)
        if whole is not None:
            return whole
    if not offset and view.is_that(first) and THAT_PRONOUN.match(view.norm(first)) is None and first + 1 < limit:
        first += 1
    last, because = _boundary(view, first, limit, cuts)
    return _trim(view, first, offset, last, because)


def _limit(view: View, first: int, paragraph: bool) -> int:
    _, limit = view.sentence_bounds(first)
    return max(limit, view.paragraph_end(first)) if paragraph and view.quote_tokens(first) is None else limit


def _whole_quotation(view: View, first: int, limit: int, cuts: Mapping[int, str]) -> Extent | None:
    """What is said where it opens with a quotation mark; None where the marks only hold its first words."""
    opened, closed, quote = view.quotes[view.quote_at[first]]
    inner = opened + 1
    if view.is_that(inner):
        inner += 1
    if not quote.closed:
        _, stop = view.sentence_bounds(inner)
        return _trim(view, inner, 0, stop, "quotation mark lost: end of the sentence", quoted="all")
    words = view.words_in(inner, closed)
    after = closed + 1
    ended = after >= limit or view.norm(after) in COMMAS | STOPS | DASHES or after in cuts or view.opens(after, "break") or view.tokens[after].norm == ")"
    conjoined = after < limit and view.tokens[after].norm.startswith("و") and view.tokens[after].clitics.startswith("و")
    name = inner in view.mention_at and view.mention_end[inner] >= closed
    if name or (words <= _SHORT and not (after >= limit or view.norm(after) in STOPS)):
        return None
    if ended or conjoined or words >= 12:
        return _trim(view, inner, 0, closed, "closing quotation mark", quoted="all")
    return None


def _boundary(view: View, first: int, limit: int, cuts: Mapping[int, str]) -> tuple[int, str]:
    index = first
    while index < limit:
        if index > first:
            if index in cuts and view.quote_tokens(index) == view.quote_tokens(first):
                return index, cuts[index]
            if view.opens(index, "break") and not _is_question_of_place(view, index):
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


def _is_question_of_place(view: View, index: int) -> bool:
    """Whether the break word is no break: من حيث, بحيث, إلى حيث."""
    token = view.tokens[index]
    return token.clitics != "" and token.norm.startswith("ب") or view.tokens[index - 1].tag == "prep" and view.norm(index) == "حيث"


def _trim(view: View, first: int, offset: int, last: int, because: str, *, quoted: str = "") -> Extent | None:
    end = last - 1
    while end >= first:
        token = view.tokens[end]
        if view.is_mark(end):
            partner = view.closing.get(end)
            if partner is not None and view.quotes[partner][0] >= first:
                break
            end -= 1
            continue
        if token.norm in COMMAS | DASHES | frozenset({".", "؛", ";", "…", ":", "/", "*", "}", "]"}) or (token.norm in ("؟", "?", "!") and False):
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
        inner = any(opened >= first and closed <= end + 1 and view.words_in(opened + 1, closed) >= 1 and not _is_name(view, opened, closed) for opened, closed, _ in view.quotes if first <= opened <= end)
        if held is not None and end + 1 >= held[1] and not inner:
            quoted = "all"
        elif held is not None and end + 1 >= held[1]:
            quoted = "all"
        else:
            quoted = "part" if inner else "none"
    return Extent(Span(start, stop), first, end + 1, because, quoted)


def _is_name(view: View, opened: int, closed: int) -> bool:
    return opened + 1 in view.mention_at and view.mention_end[opened + 1] >= closed


def cuts_of(view: View, frames: list[Frame]) -> dict[int, str]:
    """Tokens where a report begins and what was said before it must end."""
    cuts: dict[int, str] = {}
    for one in frames:
        cue = one.cue
        at = cue.first
        if cue.sort == "participle":
            if one.kind in ("bi", "object", "fi", "min", "li") and view.norm(at - 1) not in COMMAS and not view.is_mark(at - 1):
                continue
            cuts[at] = "next cue of the same speaker"
        elif cue.sort == "finite":
            connector = view.norm(at - 1)
            joined = cue.hit.prefix.startswith(("و", "ف"))
            if joined and (cue.past or one.subject is not None):
                cuts[at] = "next report"
            elif view.opens(at - 1, "break") or connector in ("كما", "فيما", "بينما"):
                cuts[at - 1] = "next report"
            elif one.left is not None and one.clause < at:
                begin = one.clause
                for back in (1, 2):
                    if view.opens(begin - back, "contrast") or view.opens(begin - back, "break"):
                        cuts[begin - back] = "another voice"
                        break
                else:
                    if view.tokens[begin].norm.startswith("و") and view.tokens[begin].norm != view.read[one.left.span.start : one.left.span.end] and one.left.span.start > view.tokens[begin].start:
                        cuts[begin] = "another voice"
            elif view.norm(at - 1) in COMMAS and one.kind != "object" and cue.past:
                cuts[at] = "next report"
    return cuts
