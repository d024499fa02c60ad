"""Paths to blobs: files as they are, folders walked in a fixed order, ``-`` for standard input."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from riwaya.intake.base import Blob, Limits
from riwaya.model import Refusal


def blobs(paths: Iterable[str | Path], limits: Limits, stdin: BinaryIO | None = None) -> Iterator[Blob | Refusal]:
    """Every file under ``paths``, folders in the order of their sorted names; hidden files are left out."""
    for path in paths:
        if str(path) == "-":
            yield _standard_input(stdin or sys.stdin.buffer, limits)
        else:
            yield from _under(Path(path))


def _under(path: Path) -> Iterator[Blob | Refusal]:
    try:
        if path.is_dir():
            count = 0
            for one in _files(path, set()):
                count += 1
                yield one if isinstance(one, Refusal) else _open(one)
            if count == 0:
                yield Refusal(str(path), "the folder holds no files", "give a folder or a file with texts")
        elif not path.exists():
            yield Refusal(str(path), "no such file or folder", "check the path")
        elif not path.is_file():
            yield Refusal(str(path), "neither a file nor a folder", "give a regular file, or pipe it in with -")
        else:
            yield _open(path)
    except OSError as error:
        yield _refuse(path, error)


def _files(folder: Path, seen: set[Path]) -> Iterator[Path | Refusal]:
    here = folder.resolve()
    if here in seen:  # a link that leads back up
        return
    seen.add(here)
    try:
        inside = sorted(folder.iterdir(), key=lambda one: one.name)
    except OSError as error:
        yield _refuse(folder, error)
        return
    for one in inside:
        if one.name.startswith("."):
            continue
        try:
            if one.is_dir():
                yield from _files(one, seen)
            elif one.is_file():
                yield one
            elif one.is_symlink():
                yield Refusal(str(one), "a link that leads nowhere", "mend or remove it")
        except OSError as error:
            yield _refuse(one, error)


def _open(path: Path) -> Blob | Refusal:
    try:
        return Blob.of_path(path)
    except OSError as error:
        return _refuse(path, error)


def _refuse(path: Path, error: OSError) -> Refusal:
    return Refusal(
        str(path), f"cannot be read ({error.strerror or type(error).__name__})", "check that it is there and that you may read it"
    )


def _standard_input(stream: BinaryIO, limits: Limits) -> Blob | Refusal:
    return spool("-", stream, limits) or Refusal("-", f"more than {limits.expanded_bytes >> 20} MB on standard input", "give it as a file")


def spool(name: str, stream: BinaryIO, limits: Limits, most: int | None = None) -> Blob | None:
    """A stream copied to a temporary file, which goes with the blob; None when it is longer than `most` bytes.

    Kinds are told by content, and some are read from their end; so what can be read only once is kept first.
    """
    most = limits.expanded_bytes if most is None else most
    with tempfile.NamedTemporaryFile(prefix="riwaya-", delete=False) as kept:
        path = Path(kept.name)
        size = 0
        try:
            while chunk := stream.read(1 << 20):
                size += len(chunk)
                if size > most:
                    path.unlink()
                    return None
                kept.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return _Spooled(Blob(name, lambda: path.open("rb"), size), path)


class _Spooled(Blob):
    """A blob on disk whose file goes with the last reference to it."""

    __slots__ = ("_spool",)

    def __init__(self, blob: Blob, path: Path) -> None:
        self.name, self.path, self.size, self.head = blob.name, None, blob.size, blob.head
        self._opener = blob._opener
        self._spool = path

    def __del__(self) -> None:
        self._spool.unlink(missing_ok=True)
