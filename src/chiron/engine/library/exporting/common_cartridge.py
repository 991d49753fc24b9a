"""A course as a Common Cartridge 1.3: units and skills as its outline, lessons as pages, items as quizzes in QTI 1.2.

1EdTech Common Cartridge 1.3. Of questions it knows multiple choice, multiple response, fill in the blank and essay;
what goes beyond is listed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from typing import Any

from lxml import etree

from chiron.core.learning.course import Course, Skill
from chiron.core.words import Json
from chiron.engine.library.exporting.exported import Exported, File, Left, decimal, nothing
from chiron.engine.library.exporting.fixed import Fixed, fixed_items
from chiron.engine.library.exporting.qti_steps import fractions
from chiron.engine.library.exporting.xhtml import blocks

SPACE = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
QUIZ = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
PROFILES = {
    "choice": "cc.multiple_choice.v0p1",
    "multiple-choice": "cc.multiple_response.v0p1",
    "text": "cc.fib.v0p1",
    "numeric": "cc.fib.v0p1",
    "open": "cc.essay.v0p1",
}
ROOT = "$IMS-CC-FILEBASE$/"
"""Stands in questions for the cartridge's own folder."""
Element = Any


def export(course: Course, seeds: int = 3, file: File = nothing) -> Exported:
    """A course; ``file`` gives what texts show, by its name below ``media/``."""
    return _Cartridge(course, seeds, file).exported()


@dataclass(slots=True)
class _Cartridge:
    course: Course
    seeds: int
    file: File
    files: dict[str, bytes] = field(default_factory=dict)
    resources: list[tuple[str, str, str]] = field(default_factory=list)
    """Identifier, kind and file."""
    left: list[Left] = field(default_factory=list)
    changed: list[Left] = field(default_factory=list)

    def exported(self) -> Exported:
        """The whole."""
        quizzes: dict[tuple[str, str], list[Fixed]] = {}
        for one in fixed_items(self.course, self.seeds):
            if isinstance(one, Left):
                self.left.append(one)
            elif why := _lacking(one):
                self.left.append(Left(one.key, why))
            else:
                quizzes.setdefault(one.section, []).append(one)
        count = sum(len(each) for each in quizzes.values())
        outline = list(self._outline(quizzes))
        manifest = self._manifest(outline)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {"imsmanifest.xml": manifest, **self.files}.items():
                # A fixed date: the same course gives the same bytes.
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return Exported(held.getvalue(), count, tuple(self.left), tuple(self.changed)).beside(self.course, pages=True)

    def _outline(self, quizzes: dict[tuple[str, str], list[Fixed]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Each unit with its entries: titles and resources."""
        for unit in self.course.units:
            entries: list[tuple[str, str]] = []
            for skill in unit.skills:
                if skill.lesson.strip():
                    entries.append((skill.title, self._page(skill)))
                questions = quizzes.pop((unit.title, skill.title), [])
                if questions:
                    entries.append((skill.title, self._quiz(skill, questions)))
            for reading in unit.readings:
                name = f"pages/{unit.id}-{reading.id}.html"
                entries.append(
                    (reading.title, self._html(name, reading.title, reading.text, f"r.{unit.id}.{reading.id}"))
                )
            if entries:
                yield unit.title, entries

    def _page(self, skill: Skill) -> str:
        return self._html(f"pages/{skill.id}.html", skill.title, skill.lesson, f"p.{skill.id}", skill.pictures)

    def _html(self, name: str, title: str, text: str, resource: str, drawings: dict[str, str] | None = None) -> str:
        def shown(source: str) -> str | None:
            markup = (drawings or {}).get(source)
            if markup is not None:
                self._give(f"media/{source}", markup.encode())
                return f"../media/{source}"
            return self._media(source, "../")

        body = _markup(text, shown)
        head = f"<head><meta charset='utf-8'/><title>{escape(title)}</title></head>"
        page = f"<!DOCTYPE html>\n<html lang='{escape(self.course.locale.language)}'>{head}<body>{body}</body></html>"
        self.files[name] = page.encode()
        self.resources.append((resource, "webcontent", name))
        return resource

    def _media(self, source: str, base: str) -> str | None:
        name = source.removeprefix("media/")
        data = self.file(name)
        if data is None:
            return None
        self._give(f"media/{name}", data)
        return f"{base}media/{name}"

    def _give(self, name: str, data: bytes) -> None:
        if name not in self.files:
            self.files[name] = data
            self.resources.append((f"m.{len(self.resources)}", "webcontent", name))

    # -- questions

    def _quiz(self, skill: Skill, questions: list[Fixed]) -> str:
        root = etree.Element("questestinterop", nsmap=_default(QTI))
        holder = _make(root, "assessment", ident=f"a.{skill.id}", title=skill.title)
        section = _make(holder, "section", ident="root_section")
        for one in questions:
            self._item(section, one)
        for element in root.iter():
            element.tag = f"{{{QTI}}}{element.tag}"
        name = f"quizzes/{skill.id}.xml"
        self.files[name] = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
        self.resources.append((f"q.{skill.id}", QUIZ, name))
        return f"q.{skill.id}"

    def _item(self, section: Element, one: Fixed) -> None:
        item = _make(section, "item", ident=one.key.replace("/", "."), title=one.title)
        entry = _make(_make(_make(item, "itemmetadata"), "qtimetadata"), "qtimetadatafield")
        _make(entry, "fieldlabel").text = "cc_profile"
        _make(entry, "fieldentry").text = PROFILES[one.kind]
        presentation = _make(item, "presentation")
        prompt = "\n\n".join(text for text in (one.prompt, one.asks) if text)
        if one.drawing:
            name = f"media/{one.key.replace('/', '-')}.svg"
            markup = one.drawing
            if "xmlns=" not in markup.partition(">")[0]:
                markup = markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
            self._give(name, markup.encode())
            self._material(presentation, prompt, f'<p><img src="{ROOT}{name}" alt="{escape(one.described)}"/></p>')
        else:
            self._material(presentation, prompt)
        marking = etree.Element("resprocessing")
        _make(_make(marking, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
        feedback: list[tuple[str, str]] = []
        if "options" in one.fields:
            self._options(presentation, marking, feedback, one)
        else:
            held = _make(presentation, "response_str", ident="response1", rcardinality="Single")
            _make(held, "render_fib")
            self._words(marking, feedback, one)
        item.append(marking)
        for name, text in feedback:
            self._material(_make(_make(item, "itemfeedback", ident=name), "flow_mat"), text)
        if one.kind == "open":
            held = _make(_make(item, "itemfeedback", ident="solution"), "solution")
            self._material(_make(held, "solutionmaterial"), str(one.fields["rubric"]))
        if one.hints:
            self.changed.append(Left(one.key, "Its hints are left out."))
        self.changed += [Left(one.key, what) for what in one.changed]

    def _options(self, presentation: Element, marking: Element, feedback: list[tuple[str, str]], one: Fixed) -> None:
        single = one.kind == "choice"
        held = _make(presentation, "response_lid", ident="response1", rcardinality="Single" if single else "Multiple")
        choices = _make(held, "render_choice")
        every = [(f"o{number}", option) for number, option in enumerate(one.fields["options"], 1)]
        for name, option in every:
            self._material(_make(choices, "response_label", ident=name), option["text"])
            if option.get("feedback") and single:
                feedback.append((f"{name}_fb", option["feedback"]))
                condition = _make(marking, "respcondition", **{"continue": "Yes"})
                _equal(_make(condition, "conditionvar"), name)
                _make(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"{name}_fb")
            elif option.get("feedback"):
                self.changed.append(Left(one.key, "What is said to single wrong options of several is left out."))
        condition = _make(marking, "respcondition", **{"continue": "No"})
        held = _make(condition, "conditionvar")
        if not single:
            held = _make(held, "and")
        for name, option in every:
            if option.get("right"):
                _equal(held, name)
            elif not single:
                _equal(_make(held, "not"), name)
        self._right(condition, feedback, one)

    def _words(self, marking: Element, feedback: list[tuple[str, str]], one: Fixed) -> None:
        if one.kind == "open":
            return
        condition = _make(marking, "respcondition", **{"continue": "No"})
        held = _make(condition, "conditionvar")
        for word in _forms(one.fields):
            _equal(held, word)
        if len(held) > 1:
            either = etree.Element("or")
            for each in list(held):
                either.append(each)
            held.append(either)
        self._right(condition, feedback, one)
        if one.fields.get("wrong"):
            self.changed.append(Left(one.key, "What is said to wrong answers is left out."))

    def _right(self, condition: Element, feedback: list[tuple[str, str]], one: Fixed) -> None:
        _make(condition, "setvar", action="Set", varname="SCORE").text = "100"
        if one.solution:
            _make(condition, "displayfeedback", feedbacktype="Response", linkrefid="correct_fb")
            feedback.append(("correct_fb", one.solution))

    def _material(self, parent: Element, text: str, more: str = "") -> None:
        shown = _markup(text, lambda source: self._media(source, ROOT)) + more
        _make(_make(parent, "material"), "mattext", texttype="text/html").text = shown

    # -- manifest

    def _manifest(self, outline: list[tuple[str, list[tuple[str, str]]]]) -> bytes:
        root = etree.Element("manifest", identifier=f"i.{self.course.id}", nsmap=_default(SPACE))
        about = _make(root, "metadata")
        _make(about, "schema").text = "IMS Common Cartridge"
        _make(about, "schemaversion").text = "1.3.0"
        about.append(self._lom())
        organization = _make(_make(root, "organizations"), "organization", identifier="o", structure="rooted-hierarchy")
        top = _make(organization, "item", identifier="root")
        for number, (title, entries) in enumerate(outline, 1):
            unit = _make(top, "item", identifier=f"u{number}")
            _make(unit, "title").text = title
            for name, resource in entries:
                entry = _make(unit, "item", identifier=f"i.{resource}", identifierref=resource)
                _make(entry, "title").text = name
        resources = _make(root, "resources")
        for name, kind, file in self.resources:
            one = _make(resources, "resource", identifier=name, type=kind, href=file)
            if kind == QUIZ:
                del one.attrib["href"]  # the profile has a quiz named by its file alone
            _make(one, "file", href=file)
        for element in root.iter():
            if not element.tag.startswith("{"):
                element.tag = f"{{{SPACE}}}{element.tag}"
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def _lom(self) -> Element:
        root = etree.Element(f"{{{LOM}}}lom", nsmap={"lom": LOM})

        def make(parent: Element, *names: str) -> Element:
            for name in names:
                parent = etree.SubElement(parent, f"{{{LOM}}}{name}")
            return parent

        general = make(root, "general")
        make(general, "title", "string").text = self.course.title
        make(general, "language").text = self.course.locale.language
        make(general, "description", "string").text = self.course.summary
        life = make(root, "lifeCycle")
        for author in self.course.authors:
            one = make(life, "contribute")
            make(one, "role", "value").text = "author"
            make(one, "entity").text = f"BEGIN:VCARD\nVERSION:3.0\nFN:{author}\nEND:VCARD"
        make(root, "rights", "description", "string").text = self.course.licence
        return root


def _default(space: str) -> Any:
    return {None: space}


def _make(parent: Element, name: str, **attributes: str) -> Element:
    return etree.SubElement(parent, name, attributes)


def _equal(parent: Element, value: str) -> None:
    _make(parent, "varequal", respident="response1", case="No").text = value


def _markup(text: str, pictures: Callable[[str], str | None]) -> str:
    return "".join(etree.tostring(each, encoding="unicode", with_tail=False) for each in blocks(text, pictures))


def _lacking(one: Fixed) -> str:
    """Why a question cannot go; empty where it can."""
    if one.kind not in PROFILES:
        return f"A cartridge has no question like {one.kind}."
    if one.fields.get("tolerance"):
        return "A cartridge knows no tolerance for numbers."
    return ""


def _forms(fields: dict[str, Json]) -> list[str]:
    """Words that are right, each by itself."""
    if "accept" in fields:
        return list(fields["accept"])
    answer = Fraction(fields["answer"])
    text, exact = decimal(answer)
    return [text] if exact else fractions(answer)
