"""Rhetorical questions: questions in the author's own voice, in texts that argue.

News asks nobody; a question mark there stands in a headline or a list of related links. So a question counts in the running
text (a paragraph that goes on, or one among several questions), and not where the next line is glued to its mark.
"""

from __future__ import annotations

from riwaya.annotate.framing_context import Context
from riwaya.fold import fold
from riwaya.model import Mark, Sentence, Span

__all__ = ["questions"]

_ASKING = frozenset(
    fold(word)
    for word in (
        "هل", "لماذا", "كيف", "ماذا", "أين", "متى", "كم", "من", "ما", "أي", "أية", "ألم", "أليس", "أليست", "ألا", "أفلا", "أو ليس", "لم", "لمن", "بماذا",
        "أفليس", "إلى", "حتى", "أم", "أما", "وهل", "فهل", "ولماذا", "فلماذا", "وكيف", "فكيف", "وأين", "فأين", "ومتى", "وماذا", "فماذا", "ومن", "فمن",
        "وما", "فما", "وأي", "فأي", "وكم", "فكم", "وإلى", "أيعقل", "أتراه", "ترى", "أحقا",
    )
)  # fmt: skip
_STRONG = frozenset(fold(word) for word in ("هل", "لماذا", "كيف", "ماذا", "أين", "متى", "أليس", "أليست", "أفليس", "ألم", "ألا", "أفلا"))
_PROCLITICS = "وف"
_MARKS = frozenset("؟?")
_BREAKS = frozenset(":.!…،؛,;")
_LEAST_WORDS = 2


def questions(context: Context) -> list[Mark]:
    """The rhetorical questions of a text, without the connective before and the mark behind."""
    asked = [one for one in (_question(context, index) for index, token in enumerate(context.tokens) if token.norm in _MARKS) if one]
    running = [one for one in asked if one[1]]
    if not running and len(asked) < 2:
        return []
    return [
        Mark(span, "rhetorical-question", rule="question-in-running-text", confidence=0.7)
        for span, inside in asked
        if inside or len(running) > 1
    ]


def _question(context: Context, mark: int) -> tuple[Span, bool] | None:
    """The question that ends at a mark, and whether it stands in running text."""
    tokens = context.tokens
    if mark + 1 < len(tokens) and tokens[mark + 1].kind == "word" and tokens[mark + 1].start == tokens[mark].end:
        return None  # glued to the next line: a list of links
    if mark == 0 or tokens[mark - 1].norm in _MARKS:
        return None
    sentence = context.layout.sentence_at(tokens[mark].start)
    first = _start(context, sentence, mark)
    words = sum(token.kind == "word" for token in tokens[first:mark])
    if words < _LEAST_WORDS or _quoted(context, tokens[first].start, tokens[mark].end):
        return None
    start = tokens[first].start + (
        1 if tokens[first].norm[0] in _PROCLITICS and tokens[first].norm in _ASKING and len(tokens[first].norm) > 2 else 0
    )
    end = tokens[mark].start
    while end > start and context.text.read[end - 1].isspace():
        end -= 1
    return Span(start, end), _running(context, sentence)


def _start(context: Context, sentence: Sentence, mark: int) -> int:
    """The token a question begins with: the asking word after the last break, else the first one, else the sentence's first word."""
    tokens = context.tokens
    first = sentence.first
    for index in range(mark - 1, sentence.first - 1, -1):
        token = tokens[index]
        if token.norm in _BREAKS and index + 1 < mark and _asks(context, index + 1):
            return index + 1
        if token.norm in ":!.…" and index + 1 < mark:
            first = index + 1
            break
    for index in range(first, mark):
        if tokens[index].norm in _STRONG or tokens[index].core in _STRONG:
            return index
    while first < mark - 1 and tokens[first].kind != "word":
        first += 1
    return first


def _asks(context: Context, index: int) -> bool:
    return context.tokens[index].norm in _ASKING


def _quoted(context: Context, start: int, end: int) -> bool:
    """Whether a question is somebody's quoted words."""
    return any(
        one.form in ("direct", "mixed") and any(span.start <= start and end <= span.end + 1 for span in one.content)
        for one in context.speech
    )


def _running(context: Context, sentence: Sentence) -> bool:
    """Whether the paragraph of a sentence holds another sentence."""
    return any(
        one.paragraph == sentence.paragraph and one is not sentence and one.last - one.first > _LEAST_WORDS
        for one in context.layout.sentences
    )
