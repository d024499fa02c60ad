from __future__ import annotations
from riwaya.fold import fold_with_positions
from riwaya.model import Article, Text
from riwaya.offsets import OffsetMap
from riwaya.rules import Tools


def repair(article: Article, tools: Tools) -> Text:
    folded, positions = fold_with_positions(article.text)
    return Text(article.text, article.text, OffsetMap(), folded, positions)
