"""Archives: WARC and WACZ with capture time and digest; zip, tar and compressed files, read without writing their members to disk."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import warnings
import zlib
from dataclasses import replace
from typing import Any, BinaryIO, cast

from riwaya.intake import zips
from riwaya.intake.base import MIB, Blob, Context, Read
from riwaya.intake.walk import spool
from riwaya.model import Refusal

_HIDDEN = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def _inner(name: str, data: bytes, context: Context) -> Read:
    from riwaya.intake import read_blob  # archives hold files of any kind, archives among them

    if context.depth >= context.limits.depth:
        yield Refusal(name, f"more than {context.limits.depth} archives in each other", "unpack it by hand")
        return
    yield from read_blob(Blob.of_bytes(name, data), context.deeper())


def _hidden(name: str) -> bool:
    last = name.rstrip("/").rsplit("/", 1)[-1]
    return name.startswith(_HIDDEN) or last in _HIDDEN or last.startswith("._")


def read_zip(blob: Blob, context: Context) -> Read:
    """The members of a zip, in its own order."""
    spent = count = 0
    with zips.opened(blob) as packed:
        infos = [info for info in packed.infolist() if not info.is_dir() and not _hidden(zips.name_of(info))]
        if len(infos) > context.limits.members:
            yield Refusal(blob.name, f"{len(infos):,} members; the limit is {context.limits.members:,}", "unpack it, and give the folder")
            return
        for info in infos:
            where = f"{blob.name}!{zips.name_of(info)}"
            data = zips.member(packed, info, where, context.limits)
            if isinstance(data, Refusal):
                yield data
                continue
            spent += len(data)
            if spent > context.limits.expanded_bytes:
                yield Refusal(where, f"the archive unpacks to more than {context.limits.expanded_bytes // MIB:,} MB", "unpack it by hand")
                return
            count += 1
            yield from _inner(where, data, context)
    if not infos:
        yield Refusal(blob.name, "an empty archive", "nothing to do, unless texts were expected")


def read_tar(blob: Blob, context: Context) -> Read:
    """The regular files of a tar, compressed or not; links and devices are left where they are."""
    spent = count = 0
    try:
        with blob.open() as stream, tarfile.open(fileobj=stream, mode="r|*") as packed:
            for info in packed:
                where = f"{blob.name}!{info.name}"
                if info.isdir() or _hidden(info.name):
                    continue
                count += 1
                spent += info.size
                refused = _tar_objection(info, where, spent, count, context)
                if refused:
                    yield refused
                    if spent > context.limits.expanded_bytes or count > context.limits.members:
                        return
                    continue
                inside = packed.extractfile(info)
                if inside is not None:
                    yield from _inner(where, inside.read(info.size), context)
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError) as error:
        yield Refusal(
            blob.name, f"a tar file that is cut off or damaged ({type(error).__name__})", "fetch it again; what came before was read"
        )


def _tar_objection(info: tarfile.TarInfo, where: str, spent: int, count: int, context: Context) -> Refusal | None:
    limits = context.limits
    if not info.isfile():
        return Refusal(where, "a link or device, not a file", "unpack it by hand, if you trust it")
    if info.name.startswith("/") or ".." in info.name.split("/"):
        return Refusal(where, "a member whose path leads out of the archive", "unpack it by hand, if you trust it, and give the folder")
    if info.size > limits.file_bytes:
        return Refusal(where, f"{info.size / MIB:,.0f} MB; the limit is {limits.file_bytes / MIB:,.0f} MB", "unpack it by hand")
    if spent > limits.expanded_bytes or count > limits.members:
        return Refusal(where, "the archive holds more than the limits allow", "unpack it, and give the folder")
    return None


def read_gzip(blob: Blob, context: Context) -> Read:
    """One compressed file."""
    with blob.open() as stream, gzip.GzipFile(fileobj=stream) as plain:
        yield from _unpacked(blob, cast(BinaryIO, plain), context)


def read_compressed(blob: Blob, context: Context) -> Read:
    """One file, or a tar, packed by bzip2 or xz."""
    from riwaya.intake.sniff import is_tar

    if is_tar(blob):
        yield from read_tar(blob, context)
        return
    with blob.open() as stream:
        kind = bz2.BZ2File if blob.head.startswith(b"BZh") else lzma.LZMAFile
        with kind(stream) as plain:
            yield from _unpacked(blob, cast(BinaryIO, plain), context)


def _unpacked(blob: Blob, plain: BinaryIO, context: Context) -> Read:
    from riwaya.intake import read_blob

    if context.depth >= context.limits.depth:
        yield Refusal(blob.name, f"more than {context.limits.depth} archives in each other", "unpack it by hand")
        return
    name = blob.name.rsplit(".", 1)[0] if blob.name.endswith((".gz", ".bz2", ".xz")) else blob.name
    most = max(context.limits.ratio * blob.size, 16 * MIB)
    try:
        inner = spool(name, plain, context.limits, min(most, context.limits.expanded_bytes))
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        yield Refusal(blob.name, f"a compressed file that is cut off or damaged ({type(error).__name__})", "fetch it again")
        return
    if inner is None:
        yield Refusal(blob.name, "unpacks to more than the limits allow, like a bomb", "do not trust it, or unpack it by hand")
        return
    yield from read_blob(inner, context.deeper())


def read_warc(blob: Blob, context: Context) -> Read:
    """The pages of a web archive, each with its address, capture time and digest."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # importing fastwarc warns of its own old classes
        from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    count = pages = 0
    with blob.open() as stream:
        try:
            for record in ArchiveIterator(stream, record_types=kinds, parse_http=True, auto_decode="all"):
                count += 1
                if count > context.limits.members:
                    yield Refusal(blob.name, f"more than {context.limits.members:,} records", "split the archive")
                    return
                for one in _record(record, blob, context):
                    pages += 1
                    yield one
        except Exception as error:  # the iterator raises what its stream and its Rust core raise
            yield Refusal(
                blob.name, f"a web archive that is cut off or damaged ({type(error).__name__})", "fetch it again; what came before was read"
            )
            return
    if pages == 0:
        yield Refusal(
            blob.name, f"a web archive without a page or text among its {count} records", "nothing to do, unless texts were expected"
        )


def _record(record: Any, blob: Blob, context: Context) -> Read:
    headers = record.headers
    url = str(headers.get("WARC-Target-URI") or "").strip("<>") or None
    where = f"{blob.name}!{url or record.record_id}"
    kind = str(record.http_content_type or headers.get("Content-Type") or "").lower()
    status = record.http_headers.status_code if record.http_headers is not None else 200
    if status != 200 or not kind.startswith(
        ("text/html", "text/plain", "application/xhtml", "application/pdf", "application/rss", "application/atom", "text/xml")
    ):
        return
    data = record.reader.read(context.limits.file_bytes + 1)
    if len(data) > context.limits.file_bytes:
        yield Refusal(where, f"more than {context.limits.file_bytes // MIB} MB", "save the page by itself")
        return
    digest = headers.get("WARC-Payload-Digest") or headers.get("WARC-Block-Digest")
    notes = (f"archived as {digest}",) if digest else ()
    inner = replace(context, url=url, captured=headers.get("WARC-Date"), notes=context.notes + notes)
    yield from _inner(where, data, inner)


def read_wacz(blob: Blob, context: Context) -> Read:
    """A WACZ: the WARC files inside it."""
    with zips.opened(blob) as packed:
        for info in packed.infolist():
            name = zips.name_of(info)
            if name.startswith("archive/") and ".warc" in name:
                where = f"{blob.name}!{name}"
                data = zips.member(packed, info, where, context.limits)
                if isinstance(data, Refusal):
                    yield data
                else:
                    yield from _inner(where, data, context)
