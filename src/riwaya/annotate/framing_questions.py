"""Rhetorical questions: questions in texts that argue, asked of nobody.

News asks nothing; a question mark there stands in a headline or a list of related links. So a question counts in running text (a
paragraph that goes on) or beside one that does, not where the next line is glued to its mark, and not inside quoted speech.
A question that the author answers himself counts too.
"""

from __future__ import annotations

import re

from riwaya.annotate.framing_context import Context
from riwaya.fold import fold
from riwaya.model import Mark, Sentence, Span

__all__ = ["questions"]

# asking words that open a question wherever they stand: whether, why, how, what, where, when, is it not
_STRONG = frozenset(
    fold(clitic + word)
    for word in (
        "هل",
        "لماذا",
        "كيف",
        "ماذا",
        "أين",
        "متى",
        "أليس",
        "أليست",
        "أفليس",
        "ألم",
        "أفلا",
        "لم لا",
        "أيعقل",
        "بماذا",
        "لمن",
        "أحقا",
    )
    for clitic in ("", "و", "ف")
)
# asking words that are more often something else (who/from, what/not, which/any, how many) open a question only at the head of a clause
_WEAK = frozenset(
    fold(clitic + word)
    for word in ("من", "ما", "أي", "أية", "كم", "إلى", "أم", "ألا", "حتى متى", "بأي", "عن", "إذن")
    for clitic in ("", "و", "ف")
)
_COPULAS = frozenset(fold(word) for word in ("هو", "هي", "هم", "هما", "ذا", "الذي", "التي", "الذين"))  # he, she, they (who is …), who
_UNTIL = frozenset(
    fold(clitic + word) for word in ("إلى", "حتى", "منذ", "من") for clitic in ("", "و", "ف")
)  # until, since, from (when, where)
_WHO = frozenset(("من", "ومن", "فمن"))  # who, but mostly from: it asks before a verb only
_DASHES = frozenset("-–—")  # before a headline in a list
_LOST = re.compile(r"[ء-ي]\?[ء-ي]")  # a question mark that stands for a lost letter
_BULLETS = frozenset("-–—•*")  # before an answer too, where an interview is printed
_MARKS = frozenset("؟?")
_HARD = frozenset(":.!…؟?*•")
_SOFT = frozenset("،,؛;")
_LEAST_WORDS = 2
_MOST_UNMARKED = 12  # words; a longer stretch without an asking word is no question but a sentence that ends in a mark by emphasis
_TAIL = 2  # an asking word this near the mark ends its question (داعش إلى أين؟), it does not open it


def questions(context: Context) -> list[Mark]:
    """The rhetorical questions of a text, without the connective before and the mark behind."""
    damaged = _LOST.search(context.text.original) is not None
    marks = [index for index, token in enumerate(context.tokens) if token.norm in _MARKS and not (damaged and token.norm == "?")]
    asked = [one for one in (_question(context, index) for index in marks) if one]
    running = sum(inside for _, inside in asked)
    if not running:
        return []
    return [
        Mark(span, "rhetorical-question", rule="question-in-running-text", confidence=0.7)
        for span, inside in asked
        if inside or running > 1 or context.layout.sentence_at(span.start).paragraph == 0
    ]


def _question(context: Context, mark: int) -> tuple[Span, bool] | None:
    """The question that ends at a mark, and whether it stands in running text."""
    tokens = context.tokens
    if mark + 1 < len(tokens) and tokens[mark + 1].kind == "word" and tokens[mark + 1].start == tokens[mark].end:
        return None  # glued to the next line: a list of links
    if mark == 0 or tokens[mark - 1].norm in _MARKS:
        return None
    if mark + 1 < len(tokens) and tokens[mark + 1].norm in _BULLETS:
        return None  # an interview printed in one run: question? - answer
    sentence = context.layout.sentence_at(tokens[mark].start)
    first = _start(context, sentence, mark)
    if first is None or sum(token.kind == "word" for token in tokens[first:mark]) < _LEAST_WORDS:
        return None
    if _quoted(context, tokens[first].start, tokens[mark - 1].end):
        return None
    norm = tokens[first].norm
    start = tokens[first].start + (1 if norm[0] in "وف" and norm[1:] in _STRONG | _WEAK else 0)
    end = tokens[mark].start
    while end > start and context.text.read[end - 1].isspace():
        end -= 1
    return Span(start, end), _running(context, sentence)


def _start(context: Context, sentence: Sentence, mark: int) -> int | None:
    """The token a question begins with, None where nothing asks.

    It is the first strong asking word after the last full break, else a weak one at the head of a clause or before a copula, else,
    for a short question, its first word.
    """
    tokens = context.tokens
    first = mark
    while first > sentence.first and tokens[first - 1].norm not in _HARD:
        first -= 1
    while first < mark and tokens[first].kind != "word":
        first += 1
    for index in range(first, max(first, mark - _TAIL)):
        if tokens[index].norm in _STRONG:
            return index - 1 if index > first and tokens[index - 1].norm in _UNTIL else index
    for index in range(first, mark):
        norm = tokens[index].norm
        head = index == first or tokens[index - 1].norm in _SOFT
        if norm not in _WEAK or index + 1 >= mark:
            continue
        following = tokens[index + 1]
        if following.norm in _COPULAS or (head and (norm not in _WHO or following.tag == "verb")):
            return index
    return first if mark - first <= _MOST_UNMARKED else None


def _quoted(context: Context, start: int, end: int) -> bool:
    """Whether a question is somebody's quoted words."""
    return any(
        one.form in ("direct", "mixed") and any(span.start <= start and end <= span.end + 1 for span in one.content)
        for one in context.speech
    )


def _running(context: Context, sentence: Sentence) -> bool:
    """Whether the paragraph of a sentence holds another sentence and is no item of a list or question of an interview."""
    inside = [one for one in context.layout.sentences if abs(one.paragraph - sentence.paragraph) <= 1]
    heads = {one.paragraph: context.tokens[one.first].norm for one in reversed(inside)}
    if heads[sentence.paragraph] in _DASHES or (
        heads[sentence.paragraph] not in _BULLETS and heads.get(sentence.paragraph + 1) in _BULLETS
    ):
        return False
    return any(one.paragraph == sentence.paragraph and one is not sentence and one.last - one.first > _LEAST_WORDS for one in inside)
