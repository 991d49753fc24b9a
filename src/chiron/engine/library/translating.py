"""Writing overlays for a translator: every text to be translated below its original, what is there already kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chiron.core.errors import InvalidInput
from chiron.core.learning.translation.slots import Key, Slot, Slots, of_file
from chiron.core.learning.translation.wording import has_words
from chiron.engine.library.adding import added
from chiron.engine.library.faults import Fault
from chiron.engine.library.overlays import TAG, Overlay, files_of, missing_told
from chiron.engine.library.reading import open_partly
from chiron.engine.library.stamps import by_file, slots_in, stale, stamp

_STAMPS = re.compile(r"(?:^# What the parts .*\n)?^made_from:\n(?:[ \t]+.*\n?)*", re.MULTILINE)
_HEAD = "# What the parts of this file were made from: written by chiron course translate, not by people.\n"


@dataclass(frozen=True, slots=True)
class Written:
    """What was done for a language: the files written, and what remains for the translator."""

    files: tuple[str, ...]
    missing: tuple[Fault, ...]
    stale: tuple[Fault, ...]
    faults: tuple[Fault, ...]


def write_overlays(path: Path, tag: str, fits: bool = False) -> Written:
    """Write what a language still lacks below its originals, and note what its texts were made from.

    ``fits`` says that every translation fits its original as it is now. A file that lacks nothing keeps its form, but
    for the notes at its end, and one that cannot be read is left alone. Raises InvalidInput where the course itself
    cannot be read, or ``tag`` is no language.
    """
    shaped = open_partly(path)
    course = shaped.course
    if course is None or shaped.left_out or shaped.thinned:
        raise InvalidInput("The course itself has faults; chiron course check names them.", field="PATH")
    if not TAG.fullmatch(tag) or tag == course.locale.language:
        raise InvalidInput(f"{tag!r} is not another language; write two or three letters such as es.", field="LANGUAGE")
    one = next((each for each in shaped.overlays if each.tag == tag), Overlay(tag))
    slots = slots_in(course)
    lacking = _lacking(one, slots)
    written = []
    keys = dict(files_of(course, tag))
    for file, parts in by_file(course, slots, tag).items():
        if file in one.unread:
            continue  # What somebody wrote there is not lost for a slip in it.
        stamps = {
            part: now if fits else one.stamps.get(file, {}).get(part, now)
            for part, of_part in parts.items()
            if any(slots.slots[key].needed for key in of_part) and not any(key in lacking for key in of_part)
            for now in [stamp(slots, of_part)]
        }
        texts = [key for of_part in parts.values() for key in of_part]
        if _write(path / file, _Texts(texts, keys[file], slots, one, lacking), stamps):
            written.append(file)
    again = open_partly(path)
    now = next(each for each in again.overlays if each.tag == tag)
    left = tuple(missing_told(course, now)) if again.course is not None else ()
    return Written(tuple(written), left, tuple(stale(course, now)), tuple(now.faults))


def _lacking(one: Overlay, slots: Slots) -> set[Key]:
    """The texts that the language lacks wholly or in part."""
    if one.laid is None:
        return {key for key, slot in slots.slots.items() if slot.needed}
    found = set[Key]()
    for key in one.laid.missing:
        found.add(next(key[:n] for n in range(len(key), 0, -1) if key[:n] in slots.slots))
    return found


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of one file, those that stand below ``base``."""

    keys: list[Key]
    base: Key
    slots: Slots
    one: Overlay
    lacking: set[Key]


def _write(file: Path, texts: _Texts, stamps: Mapping[str, str]) -> bool:
    """Write one file where it lacks something or its notes differ; whether it was written.

    What somebody wrote stays as it is: only fields that are not there are put in.
    """
    before = file.read_text("utf-8") if file.is_file() else ""
    notes = "".join(f"  {_quoted(part)}: {_quoted(mark)}\n" for part, mark in stamps.items())
    lacking = [key for key in texts.keys if key in texts.lacking and not of_file(key)]
    body = _STAMPS.sub("", before).rstrip("\n") + "\n" if before else ""
    if lacking and not before:
        body = "\n".join(_emitted(texts.keys, texts.base, texts.slots, texts.one)) + "\n"
    elif lacking:

        def written(tree: Mapping[Any, Any], indent: str, way: Key) -> Iterator[str]:
            return _fields(tree, indent, texts.slots, (*texts.base, *way))

        body = added(body, _tree(lacking, texts.base, texts.slots, texts.one), written)
    if not body.strip() and not notes:
        return False
    after = body + (f"\n{_HEAD}made_from:\n{notes}" if notes else "")
    if after == before:
        return False
    file.write_text(after, "utf-8")
    return True


def _emitted(keys: list[Key], base: Key, slots: Slots, one: Overlay) -> Iterator[str]:
    """A file anew: what is given, and each text that is needed below its original."""
    if base == ():
        for name in ("offer", "translators", "locale"):
            value = one.texts.get(name)
            if value is not None:
                yield f"{name}: {_plain(value)}"
    yield from _fields(_tree(keys, base, slots, one), "", slots, base)


def _tree(keys: list[Key], base: Key, slots: Slots, one: Overlay) -> dict[Any, Any]:
    """The texts by their way in the file, each with what is given of it."""
    tree: dict[Any, Any] = {}
    for key in keys:
        slot, given = slots.slots[key], _given(one.texts, key)
        if of_file(key) or not (slot.needed or given):
            continue
        node = tree
        for name in key[len(base) : -1]:
            node = node.setdefault(name, {})
        node[key[-1]] = (slot, one.drawings.get(key, given))
    return tree


def _given(texts: Any, key: Key) -> Any:
    for name in key:
        try:
            texts = texts[name]
        except (KeyError, IndexError, TypeError):
            return None
    return texts


def _fields(tree: Mapping[Any, Any], indent: str, slots: Slots, at: Key) -> Iterator[str]:
    for name, inner in tree.items():
        if isinstance(inner, tuple):
            yield from _slot(inner[0], inner[1], indent, f"{_quoted(str(name))}:")
        elif all(isinstance(each, int) for each in inner):
            yield f"{indent}{_quoted(str(name))}:"
            yield from _entries(inner, indent + "  ", slots, (*at, name))
        else:
            yield f"{indent}{_quoted(str(name))}:"
            yield from _fields(inner, indent + "  ", slots, (*at, name))


def _entries(tree: Mapping[int, Any], indent: str, slots: Slots, at: Key) -> Iterator[str]:
    """The entries of a list, ``{}`` for each that has nothing to translate."""
    for number in range(len(slots.nodes[at])):
        inner = tree.get(number)
        if inner is None:
            yield f"{indent}- {{}}"
        elif isinstance(inner, tuple):
            yield from _slot(inner[0], inner[1], indent, "-")
        else:
            lists = all(isinstance(each, int) for each in inner)
            below = _entries(inner, "", slots, (*at, number)) if lists else _fields(inner, "", slots, (*at, number))
            lines = list(below)
            first = next(at for at, line in enumerate(lines) if not line.startswith("#"))
            yield from (f"{indent}{line}" for line in lines[:first])
            yield f"{indent}- {lines[first]}"
            yield from (f"{indent}  {line}" if line else "" for line in lines[first + 1 :])


def _slot(slot: Slot, given: Any, indent: str, head: str) -> Iterator[str]:
    """One text below its original."""
    if slot.kind == "drawing":
        yield f"{indent}# A drawing with words: draw it again, and name its file here."
        yield f"{indent}{head} {_plain(given or '')}"
    elif slot.kind == "text":
        yield from _comment(slot.value, indent)
        yield from _scalar(given if isinstance(given, str) else "", indent, head)
    elif slot.kind == "lines":
        yield from _comment(_plain(slot.value), indent)
        yield f"{indent}{head} {_plain(given or [])}"
    elif given == "same":
        yield f"{indent}{head} same"
    elif slot.kind == "forms":
        yield f"{indent}{head}"
        words = given if isinstance(given, Mapping) else {}
        yield from (f"{indent}  {_quoted(name)}: {_plain(words.get(name, ''))}" for name in slot.value)
    else:
        yield f"{indent}{head}"
        known = given if isinstance(given, list) and len(given) == len(slot.value) else [""] * len(slot.value)
        for old, new in zip(slot.value, known, strict=True):
            yield from _value(old, new, slot, indent + "  ")


def _value(old: Any, new: Any, slot: Slot, indent: str) -> Iterator[str]:
    if not isinstance(old, Mapping):
        yield f"{indent}# {old}"
        yield f"{indent}- {_plain(new)}"
        return
    told = {name: str(text) for name, text in old.items() if name in slot.fields and has_words(str(text))}
    yield f"{indent}# {_plain(told)}"
    have = new if isinstance(new, Mapping) else {}
    yield f"{indent}- {_plain({**dict.fromkeys(told, ''), **have})}"


def _comment(text: str, indent: str) -> Iterator[str]:
    yield from (f"{indent}# {line}".rstrip() for line in text.rstrip("\n").split("\n"))


def _scalar(text: str, indent: str, head: str) -> Iterator[str]:
    if "\n" not in text or text.startswith((" ", "\n")) or re.search(r"[ \t]\n|\n\n$", text):
        yield f"{indent}{head} {_plain(text)}"
        return
    yield f"{indent}{head} |{'' if text.endswith(chr(10)) else '-'}"
    yield from (f"{indent}  {line}" if line else "" for line in text.rstrip("\n").split("\n"))


def _plain(value: Any) -> str:
    """A value on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(str(name))}: {_plain(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_plain(inner) for inner in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    if "\n" in text:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return "'" + text.replace("'", "''") + "'" if text else '""'


def _quoted(name: str) -> str:
    """A field's name, quoted where YAML would take it for something else."""
    return name if re.fullmatch(r"[A-Za-z_][\w.-]*", name) and name not in ("true", "false", "null") else _plain(name)
