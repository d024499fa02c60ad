"""Zip files opened with care: sizes, ratios, paths and passwords are looked at first, and nothing is written to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from riwaya.intake.base import MIB, Blob, Limits
from riwaya.model import Refusal


@contextmanager
def opened(blob: Blob) -> Iterator[zipfile.ZipFile]:
    """The zip of a blob, streamed from where it lies."""
    with blob.open() as stream, zipfile.ZipFile(stream) as packed:
        yield packed


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name; old tools wrote UTF-8 without saying so, which zipfile reads as cp437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def objection(info: zipfile.ZipInfo, where: str, limits: Limits) -> Refusal | None:
    """Why a member is not unpacked, if there is a reason."""
    name = name_of(info)
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
        return Refusal(where, "a member whose path leads out of the archive", "unpack it by hand, if you trust it, and give the folder")
    if info.flag_bits & 1:
        return Refusal(where, "an encrypted member", "unpack it with its password, and give the folder")
    if info.file_size > limits.file_bytes:
        return Refusal(
            where, f"unpacks to {info.file_size / MIB:,.0f} MB; the limit is {limits.file_bytes / MIB:,.0f} MB", "unpack it by hand"
        )
    if info.file_size > MIB and info.file_size > limits.ratio * max(1, info.compress_size):
        return Refusal(
            where, f"unpacks to {info.file_size // max(1, info.compress_size):,} times its size, like a zip bomb", "do not trust it"
        )
    return None


def member(packed: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, limits: Limits) -> bytes | Refusal:
    """One member's bytes, never more than the limits allow, whatever its header says."""
    refused = objection(info, where, limits)
    if refused:
        return refused
    try:
        with packed.open(info) as stream:
            data = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        return Refusal(where, f"a damaged member ({type(error).__name__})", "fetch the archive again")
    if len(data) > info.file_size:
        return Refusal(where, "a member larger than the archive says", "do not trust it")
    return data
