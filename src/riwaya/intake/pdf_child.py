"""The process that reads one PDF: ``python -m riwaya.intake.pdf_child FILE PAGES`` prints one JSON object."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
from typing import Any

MEMORY = 3 << 30
"""Bytes of address space; a page of text needs a thousandth of it."""


def extract(path: str, most_pages: int) -> dict[str, Any]:
    """Text, number of pages, the numbers of scanned ones, title and author; or ``{"refused": [what, remedy]}``."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": ["an encrypted PDF", "save it without its password, and give that"]}
        pages = len(reader.pages)
    except Exception as error:  # pypdf raises whatever its depths raise
        return {"refused": [f"a PDF that is cut off or broken ({type(error).__name__})", "fetch or save it again"]}
    if pages > most_pages:
        return {"refused": [f"{pages:,} pages; the limit is {most_pages:,}", "split it"]}
    found = _qalam(path) or _pypdf(reader)
    with contextlib.suppress(Exception):
        about = reader.metadata
        found["title"] = (about.title or None) if about else None
        found["author"] = (about.author or None) if about else None
    found["pages"] = pages
    return found


def _qalam(path: str) -> dict[str, Any] | None:
    import qalam

    try:
        document = qalam.Document(path)
        text, scanned = document.text, list(document.pages_needing_ocr)
    except Exception:
        return None
    return {"text": text, "scanned": scanned, "notes": []} if text.strip() else None


def _pypdf(reader: Any) -> dict[str, Any]:
    texts: list[str] = []
    scanned: list[int] = []
    for number, page in enumerate(reader.pages, 1):
        try:
            text = page.extract_text() or ""
        except Exception:
            text = ""
        if not text.strip():
            scanned.append(number)
        texts.append(text)
    return {"text": "\n\n".join(texts), "scanned": scanned, "notes": ["read by pypdf: qalam found no text"]}


def main() -> None:
    """Bound the memory, read, print."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.redirect_stdout(io.StringIO()):
        found = extract(sys.argv[1], int(sys.argv[2]))
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main()
