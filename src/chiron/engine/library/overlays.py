"""The overlays of a course: one file a language beside each of its files, read into the course's languages.

What does not fit is a fault with its place; what is missing is noted, and keeps the language from learners.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from chiron.core.learning.course import Course, Locale, Translation
from chiron.core.learning.translation import laid_over
from chiron.core.learning.translation.laying import Laid
from chiron.core.words import Json
from chiron.engine.library import drawings
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault, Places
from chiron.engine.library.files import Folder, Refused
from chiron.engine.library.yamls import parse_yaml

TAG = re.compile(r"[a-z]{2,3}")
_COURSE = re.compile(r"course\.([^.]+)\.yaml")
COMMAS = frozenset(
    ("es", "fr", "de", "it", "pt", "nl", "pl", "ru", "uk", "tr", "sv", "da", "nb", "fi", "cs", "el", "ro", "ca", "eu")
)
"""Languages that write a decimal comma unless their overlay says otherwise."""
OWN = ("locale", "offer", "translators", "made_from")
"""What `course.TAG.yaml` says of the translation itself."""
MOST = 60
"""Languages that are read of one course; each is a copy of it in memory."""
REMEDY = "See docs/how-to/translate-a-course.md."


@dataclass(slots=True)
class Overlay:
    """One language as it stands in the folder. ``stamps`` are what its texts were made from, by file."""

    tag: str
    texts: dict[str, Any] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    faults: list[Fault] = field(default_factory=list)
    stamps: dict[str, dict[str, str]] = field(default_factory=dict)
    drawings: dict[where.Path, str] = field(default_factory=dict)
    """The names of the files that were read into it, by their place."""
    unread: set[str] = field(default_factory=set)
    """The files that are there and could not be read."""
    laid: Laid | None = None


def tags(folder: Folder) -> list[str]:
    """The languages that the folder has an overlay of the course for."""
    names = sorted(file.name for file in folder.root.glob("course.*.yaml"))
    return [found.group(1) for name in names if (found := _COURSE.fullmatch(name))]


def files_of(course: Course, tag: str) -> Iterator[tuple[str, where.Path]]:
    """Every overlay file that a language may have, with where its texts stand in the overlay."""
    yield f"course.{tag}.yaml", ()
    yield f"glossary.{tag}.yaml", ("glossary",)
    for unit in course.units:
        yield f"units/{unit.id}/unit.{tag}.yaml", ("units", unit.id)
        for skill in unit.skills:
            yield f"units/{unit.id}/{skill.id}.{tag}.yaml", ("units", unit.id, "skills", skill.id)


def texts_of(course: Course, tag: str) -> Iterator[tuple[where.Path, str]]:
    """The files of the texts to read in a language, each with the way to it in the overlay."""
    for unit in course.units:
        for reading in unit.readings:
            name = f"units/{unit.id}/readings/{reading.id}.{tag}.md"
            yield ("units", unit.id, "readings", reading.id, "text"), name


def take_languages(folder: Folder, course: Course, whole: bool) -> tuple[Course, list[Overlay]]:
    """The course with its languages, and the overlays as they were read.

    ``whole`` says that nothing of the course was left out: then what an overlay has beyond it is a fault.
    """
    found = tags(folder)
    overlays = [_read(folder, course, tag) for tag in found[:MOST]]
    if len(found) > MOST:
        file = f"course.{found[MOST]}.yaml"
        overlays[-1].faults.append(Fault(file, 1, f"There are more than {MOST} languages.", "Remove some."))
    made = {one.tag: _translation(course, one) for one in overlays if TAG.fullmatch(one.tag)}
    if not made:
        return course, overlays
    with_all = course.model_copy(update={"languages": made})
    for one in overlays:
        if one.tag in made:
            made[one.tag] = _settled(with_all, one, whole)
    return course.model_copy(update={"languages": made}), overlays


def _read(folder: Folder, course: Course, tag: str) -> Overlay:
    found = Overlay(tag)
    if not TAG.fullmatch(tag) or tag == course.locale.language:
        remedy = "Name the file course.es.yaml, with the two or three letters of another language."
        found.faults.append(Fault(f"course.{tag}.yaml", 1, f"{tag!r} is not another language.", remedy))
        found.tag = "" if tag == course.locale.language else tag
        return found
    for name, key in files_of(course, tag):
        _take(folder, found, name, key)
        if len(key) == 4:
            _markdown(folder, found, name.removesuffix(".yaml") + ".md", (*key, "lesson"))
    for key, name in texts_of(course, tag):
        _markdown(folder, found, name, key)
    return found


def _take(folder: Folder, found: Overlay, name: str, key: where.Path) -> None:
    """Read one file into the overlay; a language may lack any."""
    try:
        text = folder.text(name)
        if text is None:
            return
        document = parse_yaml(name, text)
    except Refused as refused:
        found.faults.append(refused.fault)
        found.unread.add(name)
        return
    found.places.note(key, name, document.lines)
    if not isinstance(document.value, dict):
        found.faults.append(Fault(name, 1, "The file must hold fields (`name: value`).", REMEDY))
        found.unread.add(name)
        return
    values = document.value
    stamps = values.pop("made_from", {})
    found.stamps[name] = {str(k): str(v) for k, v in stamps.items()} if isinstance(stamps, dict) else {}
    if len(key) == 4:
        for inner, holder in _holders(values):
            _drawn(folder, found, name.rpartition("/")[0], holder, (*key, *inner, "drawing"))
    _merge(_made(found.texts, key), values)


def _markdown(folder: Folder, found: Overlay, name: str, key: where.Path) -> None:
    """Read the file of a lesson or a text to read into the overlay; a language may lack it."""
    try:
        text = folder.text(name)
    except Refused as refused:
        found.faults.append(refused.fault)
        return
    if text is None or not text.strip():
        return
    pictures, faults = drawings.take_pictures(folder, name, text)
    found.faults.extend(faults)
    holder, field = _made(found.texts, key[:-1]), str(key[-1])
    if field in holder:
        found.faults.append(found.places.fault(key, f"The {field} is a file.", f"Write it in {name}."))
    holder[field] = text
    if pictures:
        holder["pictures"] = pictures
    found.places.note(key, name, {(): 1})


def _drawn(folder: Folder, found: Overlay, base: str, holder: dict[str, Json], key: where.Path) -> None:
    name = holder.get("drawing")
    if not isinstance(name, str) or not name:
        return
    found.drawings[key] = name
    taken = drawings.read_in(folder, base, name, found.places.of(key), whole=key[-2] != "picture")
    if isinstance(taken, Fault):
        found.faults.append(taken)
        del holder["drawing"]
    else:
        holder["drawing"] = taken


def _holders(skill: dict[str, Json]) -> Iterator[tuple[where.Path, dict[str, Json]]]:
    """Each part of a skill's overlay that may name a drawing."""
    for name, template in _members(skill, "templates"):
        if isinstance(template.get("picture"), dict):
            yield ("templates", name, "picture"), template["picture"]
        for at, step in _members(template, "steps"):
            yield ("templates", name, "steps", at), step


def _members(of: dict[str, Json], name: str) -> list[tuple[str, dict[str, Json]]]:
    found = of.get(name)
    return [(k, v) for k, v in found.items() if isinstance(v, dict)] if isinstance(found, dict) else []


def _made(texts: dict[str, Any], key: where.Path) -> dict[str, Any]:
    for name in key:
        texts = texts.setdefault(str(name), {})
    return texts


def _merge(into: dict[str, Any], values: Mapping[str, Json]) -> None:
    for name, value in values.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value


def _translation(course: Course, one: Overlay) -> Translation:
    """The overlay as a course keeps it; what it says of itself is taken out of its texts."""
    said = {name: one.texts.pop(name, None) for name in OWN}
    given = said["locale"] if isinstance(said["locale"], dict) else {}
    plain = {"language": one.tag, "decimal": "," if one.tag in COMMAS else "."}
    try:
        locale = Locale.model_validate({**plain, **given})
        if locale.language != one.tag:
            raise ValueError
    except ValueError:
        message = "`locale` is not that of this file's language."
        one.faults.append(one.places.fault(("locale",), message, 'Write {decimal: ",", direction: ltr}.'))
        locale = Locale.model_validate(plain)
    if said["offer"] not in (None, "complete", "partly"):
        one.faults.append(one.places.fault(("offer",), f"`offer` is {said['offer']!r}.", "Write complete or partly."))
    names = said["translators"]
    if names is not None and not (isinstance(names, list) and all(isinstance(each, str) for each in names)):
        one.faults.append(one.places.fault(("translators",), "`translators` must be a list of names.", REMEDY))
        names = None
    return Translation(
        own=course.locale.language,
        decimal=locale.decimal,
        direction=locale.direction,
        translators=tuple(names or ()),
        offered=said["offer"] == "partly",
        texts=one.texts,
    )


def _settled(course: Course, one: Overlay, whole: bool) -> Translation:
    """Offered once nothing is missing; what does not fit is told."""
    laid = laid_over(course, one.tag)
    one.laid = laid
    for misfit in laid.misfits if whole else ():
        one.faults.append(one.places.fault(misfit.key, misfit.message, misfit.remedy))
    try:
        Course.model_validate(laid.content)
    except ValidationError as error:
        for each in error.errors():
            at = where.way(each["loc"])
            key = next((laid.at[at[:n]] for n in range(len(at), 0, -1) if at[:n] in laid.at), ())
            one.faults.append(one.places.fault(key, f"`{at[-1]}`: {each['msg']}.", REMEDY))
    known = course.languages[one.tag]
    return known.model_copy(update={"offered": known.offered or not (laid.missing or one.faults)})


def missing_told(course: Course, one: Overlay) -> Iterator[Fault]:
    """What a language lacks, each with the file in which to write it."""
    files = {key: name for name, key in files_of(course, one.tag)}
    texts = dict(texts_of(course, one.tag))
    for key in one.laid.missing if one.laid is not None else ():
        if key in texts:
            yield Fault(texts[key], 1, "The text is not translated.", "Write it in this file.")
            continue
        length = next(n for n in range(len(key), -1, -1) if key[:n] in files)
        file, rest = files[key[:length]], key[length:]
        if rest == ("lesson",):
            yield Fault(
                file.removesuffix(".yaml") + ".md", 1, "The lesson is not translated.", "Write it in this file."
            )
            continue
        noted, line = one.places.of(key)
        name = ".".join(str(each) for each in rest)
        yield Fault(file, line if noted == file else 1, f"`{name}` is not translated.", "Write it here.")
