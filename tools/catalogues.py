"""Bring the interface's catalogues up to date with the source.

Gathers every string that goes through translation (templates, widgets, Python, the core's English sentences, and what
errors say on pages) and updates each ``faces/web/locales/<tag>.po``: what is new comes in empty, what is gone goes,
nothing is guessed. Run it as ``python tools/catalogues.py``; ``--check`` changes nothing and fails where strings are
missing, left over or empty.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from chiron.faces.web.fault_words import PHRASES
from chiron.faces.web.teacher.import_words import REASONS
from chiron.faces.web.wording import SOURCES

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "chiron"
LOCALES = SOURCE / "faces" / "web" / "locales"
HEAD = "# Chiron's interface in PROJECT's language. Made by tools/catalogues.py; the translations are written by hand."

FAULTS = (
    "core/language/guidelines",
    "core/learning/decide/",
    "core/learning/outline/",
    "core/learning/rules/",
    "core/learning/sheets/",
    "desks/",
    "engine/library/drafting/",
    "engine/people/",
    "engine/records/database",
    *(
        f"engine/library/importing/{name}"
        for name in (
            *("apart", "bringing", "histories", "jobs", "nested", "opening", "overview", "readers", "reviewing"),
            *("tars", "zips", "formats/anki/"),
        )
    ),
    "engine/library/packages/",
    "engine/library/shelf",
    "faces/web/",
)
"""Where the errors stand that people may meet on a page; those of commands stay in English."""

_IDLE = ("Project-Id", "Report-Msgid", "POT-Creation", "PO-Revision", "Last-Translator", "Language-Team", "Generated")
_CHANGING = tuple(f'"{name}' for name in _IDLE)
"""Lines of the head that say nothing, or something else each time."""

METHODS = [("**/templates/**.html", "jinja2"), ("**/widget.html", "jinja2"), ("faces/**.py", "python")]
OPTIONS: Mapping[str, dict[str, object]] = {
    "**.html": {"trimmed": "false", "newstyle_gettext": "true", "extensions": "jinja2.ext.i18n,jinja2.ext.do"}
}
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2)}


def core_sentences() -> Iterator[tuple[str, str]]:
    """The English sentences that stand in the core, with the module of each."""
    for sentences in (*SOURCES, PHRASES, REASONS):
        for sentence in sentences.values():
            yield sentence, "src/chiron/core"


def fault_sentences() -> Iterator[tuple[str, str]]:
    """What errors say that people may meet on a page, with ``{0}``, ``{1}`` for what is filled in; and its module."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
    names = {"ChironError"}
    for _ in range(3):  # classes of classes of errors
        for node in (n for tree in trees.values() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)):
            if any(isinstance(base, ast.Name) and base.id in names for base in node.bases):
                names.add(node.name)
    for path, tree in trees.items():
        place = path.relative_to(SOURCE).as_posix()
        if not place.startswith(FAULTS):
            continue
        fixed = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        # A fault of a file's line says its words last, one of a draft its last two.
        kinds = names | {"Fault", "Told", "Unplayable"}
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args):
            if isinstance(call.func, ast.Name) and call.func.id in kinds:
                told = {"Fault": call.args[-1:], "Told": call.args[1:3]}.get(call.func.id, call.args[:1])
                for said in (fixed.get(one.id, one) if isinstance(one, ast.Name) else one for one in told):
                    if sentence := _sentence(said):
                        yield sentence, f"src/chiron/{place}"


def _sentence(said: ast.expr) -> str | None:
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return said.value if " " in said.value else None
    if not isinstance(said, ast.JoinedStr):
        return None
    parts, filled = [], 0
    for part in said.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{filled}}}")
            filled += 1
    sentence = "".join(parts)
    return sentence if len(sentence) > 3 * filled + 4 else None


def gathered() -> Catalog:
    """Every string of the source."""
    catalogue = Catalog(project="Chiron", charset="utf-8", fuzzy=False)
    found = extract_from_dir(SOURCE, METHODS, OPTIONS, dict(KEYWORDS), comment_tags=("translators:",))
    for name, _line, message, comments, context in found:
        catalogue.add(message, None, [(f"src/chiron/{name}", 0)], auto_comments=comments, context=context)
    for sentence, module in (*core_sentences(), *fault_sentences()):
        catalogue.add(sentence, None, [(module, 0)])
    return catalogue


def updated(path: Path, template: Catalog) -> bytes:
    """The catalogue at ``path`` brought up to date, as it should stand there."""
    locale = path.stem.replace("-", "_")
    with path.open("rb") as file:
        old = read_po(file, locale=locale)
    new = Catalog(locale=locale, project="Chiron", charset="utf-8", fuzzy=False, header_comment=HEAD)
    new.header_comment = HEAD.replace("PROJECT's language", str(old.locale.english_name if old.locale else path.stem))
    for message in template:
        if message.id:
            kept = old.get(message.id, message.context)
            same = kept is not None and kept.pluralizable == message.pluralizable and not kept.fuzzy
            words = kept.string if kept is not None and same else None
            new.add(message.id, words or "", sorted(set(message.locations)), auto_comments=message.auto_comments)
    out = BytesIO()
    write_po(out, new, width=110, omit_header=False, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_CHANGING)).encode()


def _said(message: Message) -> bool:
    """Whether every form has words."""
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(forms)


def faults(path: Path, template: Catalog) -> list[str]:
    """What a catalogue lacks, has too much of, or leaves empty, a line each."""
    with path.open("rb") as file:
        held = {m.id: m for m in read_po(file, locale=path.stem.replace("-", "_")) if m.id}
    wanted = {message.id for message in template if message.id}
    empty = [i for i, m in held.items() if i in wanted and not _said(m)]
    return (
        [f"missing: {i!r}" for i in wanted - held.keys()]
        + [f"left over: {i!r}" for i in held.keys() - wanted]
        + [f"to translate: {i!r}" for i in empty]
    )


def main(arguments: list[str]) -> int:
    """Update every catalogue, or with ``--check`` only look."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalogue is behind")
    parser.add_argument("--template", type=Path, help="write the bare template there too, to begin a language from")
    chosen = parser.parse_args(arguments)
    template = gathered()
    if chosen.template:
        with chosen.template.open("wb") as file:
            write_po(file, template, width=110, sort_output=True, include_lineno=False)
    found: list[str] = []
    for path in sorted(LOCALES.glob("*.po")):
        if not chosen.check:
            path.write_bytes(updated(path, template))
        behind = faults(path, template)
        found += behind
        print("\n".join([f"{path.stem}: {len(template)} strings, {len(behind)} to see to", *sorted(behind)]))
    return 1 if chosen.check and found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
