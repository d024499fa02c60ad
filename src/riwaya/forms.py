"""The expanded spellings of the lexicons, kept on disk between runs.

Expanding some thousand lemmas takes longer than reading a short text. The result depends only on the lexicons and on the code that
expands them, so it is kept under a fingerprint of both, in the user's cache folder (``RIWAYA_CACHE`` names another; an empty value
turns the cache off). A file that is damaged, or was made by other code or other rules, is made anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["Spellings", "kept"]

Cell = tuple[int, str, str, bool, bool]
"""(index of the row, features, shape, bound, takes a suffix): what one spelling may stand for."""
Spellings = dict[str, list[Cell]]
_KEEP = 4  # files: a few gazetteers side by side


def kept(fingerprint: str, make: Callable[[], Spellings]) -> Spellings:
    """The spellings of the lexicons with this fingerprint: from the cache, or made and then kept."""
    folder = _folder()
    if folder is None:
        return make()
    path = folder / f"forms-{fingerprint}.json"
    found = _load(path)
    if found is None:
        found = make()
        with contextlib.suppress(OSError):  # a full or read-only disk costs time, not results
            _store(path, found)
    return found


def _folder() -> Path | None:
    chosen = os.environ.get("RIWAYA_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    return user_cache_path("riwaya")


def _load(path: Path) -> Spellings | None:
    """The content of a cache file, None where it is missing or does not bear its own checksum."""
    try:
        checksum, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if checksum.decode("ascii", "replace") != _checksum(body):
        return None
    loaded: Spellings = json.loads(body)
    return loaded


def _store(path: Path, spellings: Spellings) -> None:
    """Write beside and rename, so that a reader never meets half a file; then drop the oldest ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = json.dumps(spellings, ensure_ascii=False, separators=(",", ":")).encode()
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".forms-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(_checksum(body).encode("ascii") + b"\n" + body)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
    files: Sequence[Path] = sorted(path.parent.glob("forms-*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in files[_KEEP:]:
        old.unlink(missing_ok=True)


def _checksum(body: bytes) -> str:
    return blake2b(body, digest_size=16).hexdigest()
