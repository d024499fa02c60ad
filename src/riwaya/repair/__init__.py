"""Damage → edits with offsets, reasons and confidences. The original is never changed.

``from riwaya.repair import repair; text = repair.repair(article, tools)``
"""
