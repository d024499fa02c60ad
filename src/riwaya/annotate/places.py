from __future__ import annotations
from typing import Any


def entries(paths: Any = ()) -> list[Any]:
    return []
