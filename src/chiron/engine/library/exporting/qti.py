"""A course as a content package of QTI 2.2 or 3.0: fixed items, a test with its units and skills as sections.

1EdTech QTI ASI 2.2 and 3.0, Content Packaging 1.2. What QTI cannot hold is listed, item by item.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, Literal

from lxml import etree

from chiron.core.learning.course import Course
from chiron.core.learning.generate import CannotGenerate, Item, generate
from chiron.engine.library.exporting.exported import Exported, File, Left, nothing
from chiron.engine.library.exporting.qti_steps import Cannot, Written, write_step
from chiron.engine.library.exporting.xhtml import ALLOWED, MATHML, Element, blocks, put

Version = Literal["2.2", "3.0"]
NAMESPACES = {"2.2": "http://www.imsglobal.org/xsd/imsqti_v2p2", "3.0": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"}
PACKAGING = {
    "2.2": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "3.0": "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
}
SCHEMA = {"2.2": ("QTIv2.2 Package", "1.0.0"), "3.0": ("QTI Package", "3.0.0")}
KIND = {"2.2": "imsqti_{}_xmlv2p2", "3.0": "imsqti_{}_xmlv3p0"}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CAPITAL = re.compile(r"[A-Z]")
_HTML = frozenset(
    [
        "p",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "pre",
        "code",
        "hr",
        "br",
        "a",
        "img",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "span",
        "div",
    ]
)
_PARTLY = "Its hints."
"""The bytes of a file of the course by its name (``bees.png``), None where it has none."""
_KINDS_OF_FILE = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg"})


def export_qti(course: Course, version: Version = "2.2", seeds: int = 1, media: File = nothing) -> Exported:
    """A course's items, ``seeds`` of each template, as a content package."""
    return _Package(course, version, seeds, media).exported()


class _Package:
    def __init__(self, course: Course, version: Version, seeds: int, media: File) -> None:
        self.course, self.version, self.seeds, self.media = course, version, seeds, media
        self.left: list[Left] = []
        self.changed: list[Left] = []
        self.files: dict[str, bytes] = {}
        self.pictures: dict[str, list[str]] = {}

    def exported(self) -> Exported:
        """The whole package."""
        names = list(self._items())
        self.files["test.xml"] = self._xml(self._test(names))
        manifest = self._manifest(names)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {"imsmanifest.xml": manifest, **self.files}.items():
                # A fixed date: the same course gives the same bytes.
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        left, changed = dict.fromkeys(self.left), dict.fromkeys(self.changed)
        return Exported(held.getvalue(), len(names), tuple(left), tuple(changed)).beside(self.course)

    def _items(self) -> Iterator[tuple[str, str, str]]:
        for skill, template in self.course.templates:
            for seed in range(self.seeds if self.course.templates[skill, template].parameters else 1):
                place = f"{skill}/{template}/{seed}"
                try:
                    item = generate(self.course, skill, template, seed)
                    name = f"{skill}.{template}.{seed}"
                    self.files[f"items/{name}.xml"] = self._xml(self._item(item, name, place))
                except (Cannot, CannotGenerate) as cannot:
                    self.left.append(Left(place, str(cannot)))
                    continue
                yield skill, name, place

    # -- one item

    def _item(self, item: Item, name: str, place: str) -> Element:
        used: list[str] = []
        written = Written(self._picture(used))
        written.body += blocks(item.prompt, written.pictures)
        if item.picture is not None:
            written.body.append(self._drawing(item.picture.markup, item.picture.alt, name, used))
        for number, step in enumerate(item.steps, 1):
            write_step(step, "RESPONSE" if len(item.steps) == 1 else f"RESPONSE{number}", written)
            if step.hints:
                written.lost.append(_PARTLY)
        self.pictures[name] = used
        self.changed += [Left(place, what) for what in dict.fromkeys(written.lost)]
        root = etree.Element(
            "assessmentItem",
            {
                "identifier": _identifier(name),
                "title": self._title(item),
                "adaptive": "false",
                "timeDependent": "false",
            },
        )
        root.set(_LANG, self.course.locale.language)
        for each in written.declarations:
            root.append(each)
        _outcomes(root, written)
        body = etree.SubElement(root, "itemBody")
        put(body, list(written.body))
        if written.conditions:
            root.append(_processing(written))
        _feedback(root, written, item.solution)
        return root

    def _title(self, item: Item) -> str:
        return self.course.skills[item.skill].title.replace("$", "")

    def _picture(self, used: list[str]) -> Callable[[str], str | None]:
        def found(source: str) -> str | None:
            name = source.removeprefix("media/")
            data = self.media(name)
            if data is None or name.rpartition(".")[2] not in _KINDS_OF_FILE:
                return None
            self.files[f"media/{name}"] = data
            used.append(f"media/{name}")
            return f"../media/{name}"

        return found

    def _drawing(self, markup: str, alt: str, name: str, used: list[str]) -> Element:
        if "xmlns=" not in markup.partition(">")[0]:
            markup = markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        file = f"media/{name}.svg"
        self.files[file] = markup.encode()
        used.append(file)
        held = etree.Element("p")
        etree.SubElement(held, "img", {"src": f"../{file}", "alt": alt})
        return held

    # -- around them

    def _test(self, names: list[tuple[str, str, str]]) -> Element:
        root = etree.Element("assessmentTest", {"identifier": _identifier(self.course.id), "title": self.course.title})
        part = etree.SubElement(
            root, "testPart", {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual"}
        )
        for unit in self.course.units:
            skills = [(skill, [name for of, name, _ in names if of == skill.id]) for skill in unit.skills]
            if not any(inner for _, inner in skills):
                continue
            outer = _section(part, f"u.{unit.id}", unit.title)
            for skill, inner in skills:
                if not inner:
                    continue
                held = _section(outer, f"s.{skill.id}", skill.title.replace("$", ""))
                for name in inner:
                    etree.SubElement(
                        held, "assessmentItemRef", {"identifier": _identifier(name), "href": f"items/{name}.xml"}
                    )
        if not len(part):
            _section(part, "empty", self.course.title)
        return root

    def _manifest(self, names: list[tuple[str, str, str]]) -> bytes:
        space = PACKAGING[self.version]

        def make(parent: Element, name: str, **attributes: str) -> Element:
            return etree.SubElement(parent, f"{{{space}}}{name}", attributes)

        root = etree.Element(f"{{{space}}}manifest", {"identifier": _identifier(self.course.id)}, nsmap=_default(space))
        about = make(root, "metadata")
        for name, value in zip(("schema", "schemaversion"), SCHEMA[self.version], strict=True):
            make(about, name).text = value
        about.append(_lom(self.course))
        make(root, "organizations")
        resources = make(root, "resources")
        test = make(resources, "resource", identifier="test", type=KIND[self.version].format("test"), href="test.xml")
        make(test, "file", href="test.xml")
        for _, name, _ in names:
            kind, file = KIND[self.version].format("item"), f"items/{name}.xml"
            held = make(resources, "resource", identifier=f"r.{name}", type=kind, href=file)
            for each in dict.fromkeys([file, *self.pictures[name]]):
                make(held, "file", href=each)
            make(test, "dependency", identifierref=f"r.{name}")
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))

    def _xml(self, root: Element) -> bytes:
        if self.version == "3.0":
            _renamed(root)
        space = NAMESPACES[self.version]
        for element in root.iter():
            if isinstance(element.tag, str) and not element.tag.startswith("{"):
                element.tag = f"{{{space}}}{element.tag}"
        etree.cleanup_namespaces(root, _default(space) | {"m": MATHML})
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _default(space: str) -> Any:
    """A namespace without a prefix; lxml's types know only those with one."""
    return {None: space}


def _identifier(name: str) -> str:
    return f"i.{name}"


def _section(parent: Element, name: str, title: str) -> Element:
    return etree.SubElement(
        parent, "assessmentSection", {"identifier": name, "title": title or name, "visible": "true"}
    )


def _outcomes(root: Element, written: Written) -> None:
    for name, base, default in (("SCORE", "float", "0"), ("MAXSCORE", "float", str(len(written.conditions)))):
        made = etree.SubElement(
            root, "outcomeDeclaration", {"identifier": name, "cardinality": "single", "baseType": base}
        )
        etree.SubElement(etree.SubElement(made, "defaultValue"), "value").text = default
    for name in ("SOLUTION", *dict.fromkeys(f"SAID_{response}" for response, _, _ in written.feedback)):
        etree.SubElement(
            root, "outcomeDeclaration", {"identifier": name, "cardinality": "single", "baseType": "identifier"}
        )


def _processing(written: Written) -> Element:
    """A point for each response that is right; the solution once all are; what is said to an option."""
    root = etree.Element("responseProcessing")
    for condition in written.conditions:
        inner = etree.SubElement(etree.SubElement(root, "responseCondition"), "responseIf")
        inner.append(condition)
        total = etree.SubElement(etree.SubElement(inner, "setOutcomeValue", {"identifier": "SCORE"}), "sum")
        etree.SubElement(total, "variable", {"identifier": "SCORE"})
        etree.SubElement(total, "baseValue", {"baseType": "float"}).text = "1"
    for name in dict.fromkeys(response for response, _, _ in written.feedback):
        made = etree.SubElement(root, "setOutcomeValue", {"identifier": f"SAID_{name}"})
        etree.SubElement(made, "variable", {"identifier": name})
    inner = etree.SubElement(etree.SubElement(root, "responseCondition"), "responseIf")
    equal = etree.SubElement(inner, "equal", {"toleranceMode": "exact"})
    for name in ("SCORE", "MAXSCORE"):
        etree.SubElement(equal, "variable", {"identifier": name})
    shown = etree.SubElement(inner, "setOutcomeValue", {"identifier": "SOLUTION"})
    etree.SubElement(shown, "baseValue", {"baseType": "identifier"}).text = "shown"
    return root


def _feedback(root: Element, written: Written, solution: str) -> None:
    every = [(f"SAID_{response}", option, text) for response, option, text in written.feedback]
    if solution.strip() and written.conditions:
        every.append(("SOLUTION", "shown", solution))
    for outcome, name, text in every:
        made = etree.SubElement(
            root, "modalFeedback", {"outcomeIdentifier": outcome, "identifier": name, "showHide": "show"}
        )
        put(made, list(blocks(text, written.pictures)))


def _lom(course: Course) -> Element:
    space = "http://ltsc.ieee.org/xsd/LOM"

    def make(parent: Element, *names: str) -> Element:
        for name in names:
            parent = etree.SubElement(parent, f"{{{space}}}{name}")
        return parent

    root = etree.Element(f"{{{space}}}lom", nsmap=_default(space))
    general = make(root, "general")
    make(general, "title", "string").text = course.title
    make(general, "language").text = course.locale.language
    make(general, "description", "string").text = course.summary
    life = make(root, "lifeCycle")
    for author in course.authors:
        one = make(life, "contribute")
        make(one, "role", "value").text = "author"
        make(one, "entity").text = f"BEGIN:VCARD\nVERSION:3.0\nFN:{author}\nEND:VCARD"
    make(root, "rights", "description", "string").text = course.licence
    return root


def _renamed(root: Element) -> None:
    """The names of 3.0: kebab case behind ``qti-``; feedback and rubrics hold their words in a body of their own."""
    for element in list(root.iter()):
        name = element.tag
        if not isinstance(name, str) or name.startswith("{") or name in ALLOWED:
            continue
        if name == "rubricBlock":
            element.set("use", "scoring")
        if name in ("modalFeedback", "rubricBlock"):
            held = etree.Element("contentBody")
            held.text, element.text = element.text, None
            for each in list(element):
                held.append(each)
            element.append(held)
            held.tag = "qti-content-body"
        element.tag = f"qti-{_kebab(name)}"
        for key in list(element.attrib):
            if _CAPITAL.search(key) and "}" not in key:
                element.attrib[_kebab(key)] = element.attrib.pop(key)


def _kebab(name: str) -> str:
    return _CAPITAL.sub(lambda found: f"-{found[0].lower()}", name)
