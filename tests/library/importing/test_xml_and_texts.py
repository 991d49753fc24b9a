"""XML of strangers, and the small things that every reader does with texts."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chiron.engine.library.importing.mathml import to_latex
from chiron.engine.library.importing.opening import Unusable
from chiron.engine.library.importing.texts import decoded, escaped, identifier, in_one_line, title
from chiron.engine.library.importing.xml import local, parse, text_of
from chiron.faces.web.maths import mathml

ACCENTED = "<?xml version='1.0' encoding='{}'?><a>caf\u00e9</a>"


@pytest.mark.parametrize(
    "data",
    [
        ACCENTED.format("UTF-8").encode(),
        ACCENTED.format("UTF-8").encode("latin-1"),
        ACCENTED.format("UTF-16").encode(),
        ACCENTED.format("UTF-16").encode("utf-16"),
        ACCENTED.format("UTF-16").encode("utf-16-le"),
        ACCENTED.format("ISO-8859-1").encode("latin-1"),
        ("\ufeff" + ACCENTED.format("UTF-8")).encode(),
        ("\n " + ACCENTED.format("UTF-8")).encode(),
        b"<a>caf&eacute;</a>",
        b"<!DOCTYPE a SYSTEM 'http://nowhere.example/a.dtd'><a>caf&eacute;</a>",
        b"<a>ca<!-- x --><b>f</b><?php no ?>&#233;</a>",
    ],
)
def test_xml_is_read_whatever_it_says_of_its_encoding(data: bytes) -> None:
    assert text_of(parse(data, "a.xml")) == "caf\u00e9"


def test_places_and_names_of_elements_are_kept() -> None:
    root = parse(b"<x:a xmlns:x='urn:x'>\n<x:b/>\n<!-- c --></x:a>", "a.xml")
    assert [(local(one), one.sourceline) for one in root.iter()] == [("a", 1), ("b", 2), ("", 3)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<a>\n<b>\n</a>", r"a\.xml, line 3: this is not well-formed XML"),
        (b"<a>" * 300 + b"</a>" * 300, "nested deeper than 256"),
        (b"", r"a\.xml"),
        (b"no xml", r"a\.xml, line 1"),
        (b"<!DOCTYPE a [<!ENTITY q SYSTEM 'file:///etc/passwd'>]><a>x&q;y</a>", r"line 1: the entity &q;"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(data: bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        parse(data, "a.xml")


def test_entities_of_the_document_are_left_out_and_told_where_a_reader_asks() -> None:
    told: list[str] = []
    root = parse(b"<!DOCTYPE a [<!ENTITY q SYSTEM 'file:///etc/passwd'>]><a>x<b/>&q;y</a>", "a.xml", told.append)
    assert text_of(root) == "xy"
    assert len(told) == 1


def test_entities_that_unfold_without_end_stop_at_once() -> None:
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    for inside in ("<a>&a11;</a>", "<a b='&a11;'/>"):
        start = time.monotonic()
        with pytest.raises(Unusable):
            parse(f"<!DOCTYPE a [<!ENTITY a0 'ha'>{laughs}]>{inside}".encode(), "a.xml")
        assert time.monotonic() - start < 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_texts_are_decoded_without_being_told_how(encoding: str) -> None:
    text = "::Frage:: Wie hei\u00dft das \u201eDing\u201c? {=Wort \u2013 f\u00fcnf}"
    assert decoded(text.encode(encoding))[0] == text


def test_a_declared_encoding_serves_where_it_is_not_utf_8() -> None:
    assert decoded("привет".encode("cp1251"), "windows-1251") == ("привет", "cp1251")
    assert decoded(b"\x81\x8d", "nonsense") == ("\x81\x8d", "latin-1")
    assert decoded("привет".encode(), "iso-8859-1") == ("привет", "utf-8")


@given(st.lists(st.text(max_size=80), max_size=12))
def test_ids_are_ids_and_no_two_the_same(titles: list[str]) -> None:
    taken: set[str] = set()
    for one in titles:
        name = identifier(one, taken)
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)
        assert len(name) <= 64
        assert name not in taken
        taken.add(name)


def test_small_things() -> None:
    assert identifier("Größe der Ångström", {"other"}) == "grosse-der-angstrom"
    assert identifier("3 cats", fallback="unit") == "unit-3-cats"
    assert escaped("a@b.c") == "a@@b.c"
    assert in_one_line(" a\n\tb\u00a0c ") == "a b c"
    assert title("Costs\n$5") == r"Costs \$5"
    assert title("word " * 100).endswith("word\u2026")


@pytest.mark.parametrize(
    ("markup", "latex"),
    [
        ("<mfrac><mn>1</mn><mi>x</mi></mfrac>", r"\frac{1}{x}"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>&#x2212;</mo><mn>1,000</mn>", "x^{2}-1{,}000"),
        ("<mrow><mo>(</mo><mfrac><mn>1</mn><mi>&#945;</mi></mfrac><mo>)</mo></mrow>", r"\left(\frac{1}{\alpha}\right)"),
        ("<mover><mi>x</mi><mo>&#175;</mo></mover><mover><mrow><mi>A</mi><mi>B</mi></mrow><mo>&#8594;</mo></mover>",
         r"\bar{x}\overrightarrow{AB}"),
        ("<munderover><mo>&#8721;</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>",
         r"\sum_{i=1}^{n}"),
        ("<mo>{</mo><mtable columnalign='left'><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr>"
         "</mtable>",
         r"\left\{\begin{array}{l}a \\ b\end{array}\right."),
        ("<msup><mn>30</mn><mo>&#176;</mo></msup><msup><mi>f</mi><mo>&#8242;</mo></msup>", r"30^{\circ}f'"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "{}_{6}^{14}C"),
        ("<mtext>if {a}</mtext><mi>sin</mi><mi>x</mi><mi>speed</mi>", r"\text{if }\{\text{a}\}\sin x\mathrm{speed}"),
        ("<mfenced open='[' close=')'><mi>a</mi><mi>b</mi></mfenced>", "[a,b)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot><msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", r"\sqrt[3]{x}\sqrt{a+b}"),
        ("<munder><mi>lim</mi><mrow><mi>x</mi><mo>&#8594;</mo><mn>0</mn></mrow></munder>", r"\lim_{x\to 0}"),
        ("<semantics><mi>y</mi><annotation encoding='application/x-tex'>{\\displaystyle x^2}</annotation></semantics>",
         "x^2"),
        ("<mi>x</mi><mo>&#x2062;</mo><mi>y</mi><mo>&#8804;</mo><mn>5</mn><mo>%</mo>", r"x y\le 5\%"),
    ],
)  # fmt: skip
def test_mathml_becomes_latex_that_chiron_sets(markup: str, latex: str) -> None:
    found = to_latex(etree.fromstring(f"<math xmlns='http://www.w3.org/1998/Math/MathML'>{markup}</math>"))
    assert found == latex
    assert "unreadable" not in mathml(found)


@pytest.mark.parametrize("markup", ["<mfrac><mn>1</mn></mfrac>", "<apply/>", "<mrow>" * 150 + "</mrow>" * 150])
def test_what_has_no_place_in_latex_is_a_value_error(markup: str) -> None:
    with pytest.raises(ValueError, match=r"MathML|deeply"):
        to_latex(etree.fromstring(f"<math>{markup}</math>"))
