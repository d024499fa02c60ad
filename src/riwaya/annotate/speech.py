from __future__ import annotations
from typing import Any


def find(*args: Any) -> list[Any]:
    return []
