"""PDF: text in reading order by qalam, pypdf as second opinion; scanned and garbled pages are named, never silently empty.

The parsers run in a process of their own: a broken or hostile file may make them hang, eat memory or crash, and must not take
the batch along.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

from riwaya.intake.base import Blob, Context, Read, article, too_large
from riwaya.intake.dates import dateline
from riwaya.intake.decode import common_words
from riwaya.model import Refusal

SECONDS = 120
_WORD = re.compile(r"[\u0621-\u064a]{2,}")
_FORMS = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_ENDED = re.compile(r"[.؟!:»”\"…]\s*$")


def read(blob: Blob, context: Context) -> Read:
    """One PDF, one article."""
    refused = too_large(blob, context, "PDF")
    if refused:
        yield refused
        return
    found = _in_child(blob, context)
    if isinstance(found, Refusal):
        yield found
        return
    text, notes = mend(found["text"])
    scanned, pages = found["scanned"], found["pages"]
    if scanned:
        listed = ", ".join(map(str, scanned[:20])) + ("…" if len(scanned) > 20 else "")
        notes += (f"{len(scanned)} of {pages} pages hold no readable text (scans, or fonts without letters): {listed}",)
    if not text.strip():
        yield Refusal(blob.name, f"{pages} scanned pages, and no text layer", "run OCR on it first, and give the result")
        return
    share = _plausible(text)
    if share < 0.2:
        yield Refusal(
            blob.name, "its text layer is garbled (its fonts do not tell their letters)", "run OCR on it first, and give the result"
        )
        return
    date = dateline(text)
    yield article(
        blob,
        text,
        "pdf",
        context,
        published=date,
        published_from="dateline" if date else None,
        title=found.get("title"),
        author=found.get("author"),
        notes=notes + tuple(found["notes"]),
    )


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Letters for presentation forms, logical for visual order, paragraphs for lines; with a note on what was done."""
    notes: tuple[str, ...] = ()
    if _FORMS.search(text):
        text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        notes += ("presentation forms were turned into letters",)
    backwards = "\n".join(line[::-1] for line in text.splitlines())
    if _plausible(backwards) > 2 * _plausible(text) + 0.1:
        text = re.sub(r"[0-9A-Za-z٠-٩][0-9A-Za-z٠-٩.,:/%-]*[0-9A-Za-z٠-٩]", lambda match: match.group()[::-1], backwards)
        notes += ("lines stood in visual order and were turned round",)
    return paragraphs(text), notes


def paragraphs(text: str) -> str:
    """Lines of a page set as paragraphs: a full line that ends no sentence goes on in the next.

    >>> paragraphs("قصفت الطائرات أطراف البلدة في وقت\\nمبكر من الصباح.\\nوقالت مصادر")
    'قصفت الطائرات أطراف البلدة في وقت مبكر من الصباح.\\nوقالت مصادر'
    """
    out: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [" ".join(line.split()) for line in block.splitlines()]
        lines = [line for line in lines if line]
        widest = max(map(len, lines), default=0)
        joined: list[str] = []
        for number, line in enumerate(lines):
            full = number > 0 and len(lines[number - 1]) > 0.7 * widest and not _ENDED.search(lines[number - 1])
            if full and joined:
                joined[-1] += " " + line
            else:
                joined.append(line)
        out.append("\n".join(joined))
    return "\n\n".join(part for part in out if part)


def _plausible(text: str) -> float:
    """The share of Arabic words that are common ones; 1 where there is too little Arabic to tell."""
    words = _WORD.findall(_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text[:20_000]))
    if len(words) < 15:
        return 1.0
    return sum(word in common_words() for word in words) / len(words)


def _in_child(blob: Blob, context: Context) -> Any:
    with tempfile.TemporaryDirectory(prefix="riwaya-") as folder:
        path = blob.path or Path(folder) / "input.pdf"
        if blob.path is None:
            path.write_bytes(blob.data())
        command = [sys.executable, "-m", "riwaya.intake.pdf_child", str(path), str(context.limits.pages)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return Refusal(blob.name, f"a PDF that takes more than {SECONDS} seconds to read", "print it to a new PDF, or run OCR on it")
    try:
        found = json.loads(done.stdout.decode("utf-8"))
    except ValueError:
        return Refusal(blob.name, "a PDF that its parser cannot survive", "print it to a new PDF, or run OCR on it")
    return Refusal(blob.name, *found["refused"]) if "refused" in found else found
