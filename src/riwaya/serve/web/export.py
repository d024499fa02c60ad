"""Every view as a table, and an incident as a document for a word processor."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from riwaya.serve.web.language import reason, say

Record = Mapping[str, Any]
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def table(rows: Iterable[Record]) -> str:
    """Rows as CSV with a byte order mark, which spreadsheets need for Arabic; a cell that a spreadsheet would compute is quoted."""
    found = [{key: _cell(value) for key, value in row.items()} for row in rows]
    names = list(dict.fromkeys(name for row in found for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(found)
    return "\ufeff" + out.getvalue()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{words}" if words.startswith(_FORMULA) else words


def incident_rows(incident: Record) -> list[dict[str, Any]]:
    """An incident as one row a value: slot, verdict, value, who tells it and the sentence."""
    known = {one["id"]: one for one in incident["accounts"]}
    rows = []
    for slot in incident["slots"]:
        for value in slot["values"] or [{}]:
            for name in value.get("documents") or [None]:
                row = {"incident": incident["id"], "slot": slot["slot"], "verdict": slot["verdict"], "because": slot["because"]}
                about = known.get(name, {})
                row |= {"value": value.get("value"), "document": name, "source": about.get("source"), "published": about.get("published")}
                rows.append({**row, "speaker": value.get("speaker"), "quote": value.get("quote")})
    return rows


def document_rows(document: Record) -> list[dict[str, Any]]:
    """A reading as one row a record, each with the words of its span."""
    text = document["text"]
    rows = []
    for kind in ("mentions", "times", "quantities", "speech", "events", "framing", "repairs"):
        for record in document[kind]:
            span = record.get("trigger") or record.get("cue") or record.get("source") or record
            start, end = span.get("start"), span.get("end")
            row = {"document": document["document"]["id"], "kind": kind, "start": start, "end": end}
            row["words"] = text[start:end] if start is not None else None
            skip = {"start", "end", "number", "judgement", "kind"}
            row |= {"label": record.get("kind")} | {name: value for name, value in record.items() if name not in skip}
            rows.append(row)
    return rows


def report(incident: Record, documents: Mapping[str, Record], language: str) -> bytes:
    """A printable report of an incident (DOCX) with numbered sources, digests and dates of capture."""
    rtl = language == "ar"
    page = Document()
    page.styles["Normal"].font.name = "Noto Naskh Arabic" if rtl else "Calibri"
    number = {one["id"]: at + 1 for at, one in enumerate(incident["accounts"])}
    tell: Callable[..., str] = lambda key, **given: say(language, key, **given)  # noqa: E731

    def line(words: str, style: str | None = None) -> None:
        _paragraph(page.add_paragraph(words, style=style), rtl)

    _paragraph(page.add_heading(incident["title"], 0), rtl)
    line(f"{tell('incident.when')}: {_day(incident)} · {tell('incident.where')}: {(incident.get('place') or {}).get('name') or '—'}")
    line(f"{tell('count.accounts', number=len(incident['documents']))} · {tell('count.origins', number=len(incident['origins']))}")
    for slot in incident["slots"]:
        _paragraph(page.add_heading(f"{tell('slot.' + slot['slot'])} — {tell('verdict.' + slot['verdict'])}", 2), rtl)
        line(reason(language, slot["because"]))
        for value in slot["values"]:
            cited = " ".join(f"[{number[one]}]" for one in value["documents"] if one in number)
            said = f" — {value['speaker']}" if value.get("speaker") else ""
            line(f"{value['value']}{said} {cited}", "List Bullet")
            if value.get("quote"):
                line(f"«{value['quote']}»", "Intense Quote")
    if incident.get("unanswered"):
        _paragraph(page.add_heading(tell("incident.open"), 1), rtl)
        for question in incident["unanswered"]:
            words = question.get("arabic") if rtl and question.get("arabic") else question["question"]
            line(f"{words} — {tell('status.' + str(question.get('status')).split(',')[0])}", "List Bullet")
    _paragraph(page.add_heading(tell("report.sources"), 1), rtl)
    for one in incident["accounts"]:
        about = documents.get(one["id"], {}).get("document", {})
        told = [about.get("source"), one.get("title"), about.get("published"), about.get("url")]
        line(f"[{number[one['id']]}] " + " · ".join(str(each) for each in told if each))
        line(f"SHA-256 {about.get('sha256') or '—'} · {tell('report.captured')}: {about.get('captured') or '—'}")
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


def _day(incident: Record) -> str:
    when = incident.get("date") or {}
    low, high = when.get("low"), when.get("high")
    return "—" if not low else str(low) if low == high else f"{low} – {high}"


def _paragraph(paragraph: Any, rtl: bool) -> None:
    """Right to left where the report is; runs of either script find their own order inside it."""
    if rtl:
        paragraph.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT  # "left" is the beginning of the line in a right-to-left paragraph
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            mark = OxmlElement("w:rtl")
            mark.set(qn("w:val"), "1")
            run._r.get_or_add_rPr().append(mark)


def lines(records: Sequence[Record]) -> str:
    """Records as JSON, one a line."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
