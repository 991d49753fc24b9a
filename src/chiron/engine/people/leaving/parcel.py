"""A person's data as a file to take along: JSON for machines, a page and tables for people. Pure."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from html import escape
from typing import Any
from uuid import UUID

from chiron.core.words import Json
from chiron.engine.people import csvs
from chiron.engine.people.leaving.withheld import withhold

TITLES = {
    "person": "Account",
    "consent": "What was agreed to",
    "class_member": "Classes",
    "guardian_link": "Guardians",
    "sign_in": "Devices signed in",
    "personal_token": "Tokens for other programs",
    "reset_code": "Codes for a new password",
    "erasure_request": "Request for erasure",
    "course": "Drafts of courses that they try as a learner, as the shelf has them",
    "customer": "As whom the shop's support desk knows them",
    "draft_trial": "Drafts of courses that they try as a learner",
    "assignment_learner": "Work assigned to them by name",
    "asked_colleague": "Cases on which a colleague was asked",
    "conversation_read": "Who read the conversation with the tutor",
    "fit_learner": "What was learnt from the answers of many, theirs among them",
    "model_call": "When a language model was asked for words, and by which consent; what was said is not kept",
    "model_spent": "What asking language models came to",
    "outbox": "Notices to be sent",
    "event": "What was done, in order",
    "snapshot": "What was worked out from it",
}
"""What each table holds, as headings; a test finds one without."""


def title_of(table: str) -> str:
    """What a table holds, in words."""
    return TITLES.get(table, table.replace("_", " ").capitalize())


_STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin-block-end:2rem}"
    "th,td{border-bottom:1px solid #ccc;padding:.3rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}"
)


def pack(name: str, school: str, kept: Mapping[str, list[dict[str, Json]]], now: datetime) -> bytes:
    """A zip file: ``README.txt``, ``data.json`` with everything, ``index.html`` to read, and a CSV for each table.

    Whatever gives away an item that is not finished is left out, and the file says so.
    """
    out = io.BytesIO()
    kept, held = withhold(kept)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        whole = {"person": name, "school": school, "made": now, "tables": kept}
        parcel.writestr(_entry("README.txt", now), readme(name, school, held, now))
        parcel.writestr(_entry("data.json", now), json.dumps(whole, default=_plain, ensure_ascii=False, indent=1))
        parcel.writestr(_entry("index.html", now), page(name, school, kept, now, held))
        for table, rows in kept.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            cells = [[_cell(row.get(column)) for column in columns] for row in rows]
            parcel.writestr(_entry(f"tables/{table}.csv", now), csvs.write(columns, cells))
    return out.getvalue()


def readme(name: str, school: str, held: int, now: datetime) -> str:
    """What the file holds, and what it does not."""
    return (
        f"What Chiron at {school} keeps about {name}, {now:%Y-%m-%d %H:%M} UTC\n\n"
        "index.html   to read in a browser\n"
        "data.json    the same, for other programs\n"
        "tables/      the same, a table a file, for a spreadsheet\n\n"
        "Left out on purpose:\n"
        "- The password and the secrets of devices, which are kept as hashes only.\n"
        f"- {withheld_words(held)}\n"
    )


def withheld_words(held: int) -> str:
    """What is left out of questions that are still open, of which there are so many."""
    rule = (
        "The numbers from which an unfinished question was made, since its answer follows from them, and whether an "
        "answer is right in a check that is not handed in."
    )
    if not held:
        return f"{rule} No question is unfinished now, so nothing of this kind is missing."
    count = "1 question is" if held == 1 else f"{held} questions are"
    return f"{rule} {count} unfinished now; a file made after that is whole."


def page(name: str, school: str, kept: Mapping[str, list[dict[str, Json]]], now: datetime, held: int = 0) -> str:
    """The same to read: one table under another, everything escaped."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width"><title>What Chiron keeps about you</title>',
        f"<style>{_STYLE}</style></head><body><h1>What Chiron keeps about {escape(name)}</h1>",
        f"<p>{escape(school)}, {now:%Y-%m-%d %H:%M} UTC. The same is in data.json and in the tables folder.</p>",
        f"<p>{escape(withheld_words(held))}</p>" if held else "",
    ]
    for table, rows in sorted(kept.items(), key=lambda item: [*TITLES, item[0]].index(item[0])):
        columns = list(dict.fromkeys(column for row in rows for column in row))
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
        body = "".join(_row(row, columns) for row in rows)
        title = title_of(table)
        parts.append(f"<h2>{escape(title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
    return "".join([*parts, "</body></html>"])


def _row(row: Mapping[str, Json], columns: list[str]) -> str:
    cells = ("" if row.get(column) is None else str(_cell(row[column])) for column in columns)
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _cell(value: Json) -> csvs.Cell:
    if isinstance(value, Mapping | list | tuple | set | frozenset | bool):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return value if value is None or isinstance(value, int | float) else str(_plain(value))


def _plain(value: Any) -> Json:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def _entry(name: str, now: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, now.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
