"""Whether an event is told as having happened, or denied, possible, planned, conditional, called for, or history.

Cues of the lexicon `modality` with their scope (what follows within some words, what stands before, the sentence) are weighed with
tense, with the act of the speech that tells the event, and with the day it is dated to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from riwaya.annotate.events_candidate import ASSAULTS
from riwaya.annotate.events_links import Told
from riwaya.annotate.events_phrases import View
from riwaya.annotate.events_words import STILL
from riwaya.annotate.match import Hit
from riwaya.fold import fold
from riwaya.model import Speech

__all__ = ["inherited", "main_day", "modality"]

_ORDER = ("conditional", "negated", "called-for", "possible", "planned", "habitual-history")
_BY_ACT = {"demand": "called-for", "promise": "planned", "warn": "planned", "expect": "possible"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_APPOINTED = frozenset({"meeting", "agreement", "protest", "deployment", "sanction", "release", "aid", "withdrawal"})
_UNDERWENT = re.compile(r"[وف]?[يت]?ت?تعرض[تواني]{0,3}\Z")  # تعرضت القرية … لقصف: the noun may stand far behind its verb
_NEAR, _FAR = 5, 22  # tokens before a noun in which a verb of result, and تعرض, may govern its ل
_CAUSES = re.compile(r"(?:اد[يت]|ادي|ادت|تعرض|نتيجه|تسبب|افض)\w{0,3}\Z")
_BREAKS = frozenset({".", "؛", "؟", "?", "!", "…"})


def main_day(view: View, told: Sequence[Told], published: str | None = None) -> str | None:
    """The day the text is about: that of its first dated event; `published` where that lies months back."""
    for event in told:
        value = next((time.value for time in view.times if time.span == event.time), None)
        if value is not None and _DAY.match(value):
            if published and value > published[:10]:
                return published[:10]
            return published if published and value[:7] < published[:7] and _months(value, published) > 1 else value
    return published


def _months(early: str, late: str) -> int:
    return (int(late[:4]) - int(early[:4])) * 12 + int(late[5:7]) - int(early[5:7])


def modality(view: View, event: Told, speaker: Speech | None, day: str | None) -> str:
    """The modality of one event."""
    one = event.one
    past = one.finite and one.form.startswith("past")
    found = _cued(view, event)
    if "س" in one.prefix and one.finite and not past:
        found.add("planned")
    before = view.norms[one.first - 1] if one.first else ""
    if before in ("قد", "وقد", "فقد") and one.finite and not past:
        found.add("possible")
    if _purpose(view, event):
        found.add("planned")
    if past:
        found -= {"planned", "called-for", "possible"}
    if one.mode in ("noun", "masdar") and _future_carries(view, event):
        found.add("planned")
    if one.mode in ("noun", "masdar") and _future_follows(view, event):
        found.add("planned")
    if speaker is not None and speaker.act == "accuse" and not one.finite and speaker.form != "direct":
        found.add("habitual-history")
    if speaker is not None and not past and speaker.act in _BY_ACT and _after_cue(speaker, event):
        found.add(_BY_ACT[speaker.act])
    if _great_toll(view, event):
        found.add("habitual-history")
    dated = _dated(view, event, day)
    if dated:
        found.add(dated)
    for name in _ORDER:
        if name in found:
            return name
    return "asserted"


def _cued(view: View, event: Told) -> set[str]:
    found: set[str] = set()
    one = event.one
    for token in range(max(event.sentence.first, one.first - 34), min(event.high, one.last + 13)):
        for hit in view.hits.at(token, "modality"):
            if _reaches(view, event, hit):
                found.add(hit.entry["modality"])
    return found


def _reaches(view: View, event: Told, hit: Hit) -> bool:
    if hit.entry.pos == "verb" and hit.form.startswith(("ap", "pp")):
        return False
    one, scope, reach = event.one, hit.entry["scope"], int(hit.entry["reach"] or 0)
    types = hit.entry.variants("types")
    if types and one.type not in types:
        return False
    if scope == "opening":
        return event.low <= hit.first < event.low + reach
    if scope == "sentence":
        return event.low <= hit.first < event.high
    if scope == "after":
        gap = hit.first - one.last
        return 0 < gap <= reach and not any(view.norms[token] in _BREAKS or view.is_verb(token) for token in range(one.last + 1, hit.first))
    gap = one.first - hit.last
    if not 0 < gap <= reach:
        return False
    if hit.entry.pos == "particle" and hit.last + 1 < len(view.tokens) and view.tokens[hit.last + 1].core in STILL:
        return False
    name = hit.entry["modality"]
    between = range(hit.last + 1, one.first)
    unless = {fold(word) for word in hit.entry.variants("unless")}
    if unless and any(view.norms[token] in unless for token in between):
        return False
    if any(
        view.norms[token] in _BREAKS or (view.norms[token] in ("،", ",") and name not in ("habitual-history", "conditional"))
        for token in between
    ):
        return False
    if name == "negated":
        others = [token for token in between if token in view.triggers]
        return not others
    return True


def _purpose(view: View, event: Told) -> bool:
    """لمحاربة *in order to fight*: a verbal noun after ل that no verb of result governs."""
    one = event.one
    if one.prefix != "ل" or one.mode not in ("masdar", "noun") or one.type in ("death", "injury"):
        return False
    if one.first and re.match(r"(?:ال|و)*(?:خاضع|[تي]خضع|(?:اضافه|هدف|اولي|نتيجه|عرضه)\Z)", view.norms[one.first - 1]):
        return False
    for back, token in enumerate(range(one.first - 1, max(event.low, one.first - _FAR) - 1, -1)):
        if back < _NEAR and (_CAUSES.search(view.norms[token]) or view.norms[token] in ("هدفا", "نتيجه")):
            return False
        if _UNDERWENT.search(view.norms[token]):
            return False
    return one.type in ASSAULTS | {"control", "arrest", "sanction", "rescue", "aid", "meeting", "interception"}


_FUTURE = re.compile(r"[وف]?س[يتن](?!اس|ار|د|طر|نار|ائ|ره|راتيج)\w{3,}\Z")


def _is_future(view: View, token: int) -> bool:
    """Whether a token is a verb in the future: سيجري, سوف, ستتمحور."""
    if view.norms[token] in ("سوف", "وسوف"):
        return True
    marked = "س" in view.tokens[token].clitics or any(
        "س" in hit.prefix for name in ("triggers", "cues", "verbs") for hit in view.hits.at(token, name)
    )
    return marked or (view.is_unknown(token) and _FUTURE.match(view.norms[token]) is not None)


def _great_toll(view: View, event: Told) -> bool:
    """Whether thousands were killed or driven out, told below the first sentences: the toll of a war, not of the day."""
    if event.one.type not in _SUFFERED or event.sentence.paragraph == 0 or view.layout.sentences.index(event.sentence) < _HEAD:
        return False
    for token in range(event.low, event.high):
        quantity = view.quantity_at[token]
        if quantity is not None and quantity.low >= _GREAT and abs(token - event.one.first) <= _HEAD * 3:
            return True
    return False


_SUFFERED = frozenset({"death", "injury", "displacement"})
_GREAT, _HEAD = 3000, 3  # people; sentences that tell the news itself


def _future_carries(view: View, event: Told) -> bool:
    """سيجري محادثات *will hold talks*: the verb that carries the noun is future."""
    for token in range(event.one.first - 1, max(event.low, event.one.first - 8) - 1, -1):
        if view.is_break(token) or view.norms[token] in ("،", ","):
            return False
        if view.is_verb(token) or _is_future(view, token):
            return _is_future(view, token)
    return False


def _future_follows(view: View, event: Told) -> bool:
    """الاجتماع سيتصدره … *the meeting will …*: the noun is subject of a future verb."""
    for token in range(event.one.last + 1, min(event.high, event.one.last + 4)):
        if view.is_break(token) or view.preposition(token):
            return False
        if view.is_verb(token) or _is_future(view, token):
            return _is_future(view, token)
    return False


def inherited(view: View, told: Sequence[Told], modalities: list[str]) -> list[str]:
    """Verbal nouns joined by و to one that is called for, planned or possible are so too: لاعتقال القتلة وإحالتهم."""
    result = list(modalities)
    for index in range(1, len(told)):
        event, before = told[index], told[index - 1]
        either = event.one.first > 0 and view.norms[event.one.first - 1] in ("او", "أو")
        joined = (
            (event.one.prefix.startswith("و") or either)
            and event.one.mode == before.one.mode != "finite"
            and event.sentence == before.sentence
        )
        if (
            joined
            and result[index] == "asserted"
            and result[index - 1] in ("called-for", "planned", "possible", "negated")
            and event.one.first - before.one.last <= 12
        ):
            result[index] = result[index - 1]
    return result


def _day_before(early: str, late: str) -> bool:
    """Whether the first day is the eve of the second: a wire tells both as news."""
    return bool(_DAY.match(early) and _DAY.match(late)) and date.fromisoformat(late) - date.fromisoformat(early) <= timedelta(days=1)


def _after_cue(speaker: Speech, event: Told) -> bool:
    return speaker.cue is None or speaker.cue.start < event.one.start


def _dated(view: View, event: Told, day: str | None) -> str:
    """planned or habitual-history by the day the event is dated to, against the day the text is about."""
    if event.time is None or day is None:
        return ""
    value = next((time.value for time in view.times if time.span == event.time), None)
    if not value:
        return ""
    first, _, last = value.partition("/")
    last = last or first
    width = min(len(last), len(day))
    if last[:width] < day[:width] and not _day_before(last, day):
        return "habitual-history"
    if first[:width] > day[:width]:
        coming = (event.one.finite and event.one.form.startswith("pres")) or event.one.type in _APPOINTED
        return "planned" if coming else ""
    return ""
