"""Riwaya (رواية, *an account*): read Arabic accounts of events, and lay them side by side.

    >>> import riwaya
    >>> "read" in riwaya.__all__
    True

Names are loaded when they are first used, so that ``import riwaya`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riwaya.annotate.pipeline import load_tools, read
    from riwaya.compare import incidents
    from riwaya.errors import RiwayaError
    from riwaya.intake import read as read_files
    from riwaya.ledger import open as open_ledger
    from riwaya.model import Article, Reading, Span
    from riwaya.offsets import Edit, OffsetMap
    from riwaya.rules import Tools

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Edit",
    "OffsetMap",
    "Reading",
    "RiwayaError",
    "Span",
    "Tools",
    "__version__",
    "incidents",
    "load_tools",
    "open_ledger",
    "read",
    "read_files",
]

_HOMES = {
    "Article": ("riwaya.model", "Article"),
    "Edit": ("riwaya.offsets", "Edit"),
    "OffsetMap": ("riwaya.offsets", "OffsetMap"),
    "Reading": ("riwaya.model", "Reading"),
    "RiwayaError": ("riwaya.errors", "RiwayaError"),
    "Span": ("riwaya.model", "Span"),
    "Tools": ("riwaya.rules", "Tools"),
    "incidents": ("riwaya.compare", "incidents"),
    "read_files": ("riwaya.intake", "read"),
    "load_tools": ("riwaya.annotate.pipeline", "load_tools"),
    "open_ledger": ("riwaya.ledger", "open"),
    "read": ("riwaya.annotate.pipeline", "read"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'riwaya' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return list(__all__)
