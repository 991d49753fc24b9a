"""Question banks written for the figure ``import.moodle.yield``: one question of every type.

With each stands what is right and what is wrong, as a learner gives it: the words of an option, a list of them, what is
typed, pairs, an order, gaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.importing_h5p_made import H5P_QUESTIONS, h5p

Said = Any
"""An answer to one step."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a question must be: its kinds of step; for each step answers that are right and that are not."""

    kinds: tuple[str, ...]
    right: tuple[tuple[Said, ...], ...]
    wrong: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """A file, and what each question of it must be, by its title."""

    format: str
    name: str
    data: bytes
    expected: Mapping[str, Expected]


def one(kind: str, right: Said | tuple[Said, ...], *wrong: Said) -> Expected:
    """A question of one step; ``right`` may be a tuple of several."""
    every = right if isinstance(right, tuple) else (right,)
    return Expected((kind,), (every,), (wrong,))


GIFT = r"""
$CATEGORY: $course$/top/Made/GIFT

// [id:tf-1] [tag:astronomy] [tag:moon]
::True::The moon goes round the earth.{T#It does, once in 27 days.#Yes.####See any calendar.}

::False::[markdown]The sun is a *planet*.{FALSE}

::One::What colour is between orange and green in the spectrum?{=yellow#right \= good ~red#too far ~blue#too far}

::Weighted::Which of these are gases at room temperature?{~%50%oxygen ~%50%nitrogen ~%-50%iron#a metal ~%-50%water}

::Short::Who wrote Hamlet?{=Shakespeare =William Shakespeare =%0%Marlowe#His rival.}

::Brackets::How is a function of x written?{=f(x)}

::Number::What is 2 + 2?{#4}

::Near::What is pi to four places?{#3.1416:0.0005#Good.}

::Range::Name a number from 1 to 5.{#1..5}

::Weights::When was Ulysses Grant born?{#
  =1822:0#Yes.
  =%50%1822:2#Within two years.
  =%0%1869#He became president then.
  ~#No.}

::Comma::Half of one?{#0,5}

::Match::Which country has which capital?{
  =Canada -> Ottawa
  =Italy -> Rome
  =[html]<b>Japan</b> -> Tokyo
  = -> Lima}

::Missing::Mahatma Gandhi was born in {~1860 =1869 ~1879} in Porbandar.

::Missing word::Two plus {=two =2} is four.

::Escapes::Which is true of \{1, 2\}?{=1 \= 1 ~1 \~ 2 ~2 \: 1 ~a \# b}

::Lines::First line\nSecond line. Which is last?{=second ~first}

::Maths::What is $$\\sqrt\{9\}$$?{#3}

::Essay::Describe a tree.{}

::Blank line::Which is even?{

  =two

  ~three
}

::Page::[html]<p>Here begins the <b>second</b> part.</p>
"""

AIKEN = """Which of these is a fish?
A) a whale
B) a herring
C) a shrimp
ANSWER: B

A. Lincoln was president of
A. the United States
B. Mexico
ANSWER: A

A question that goes on
over two lines?
A) yes
B) no
C) 2 < 3 & 4 > 3
ANSWER: C
"""


def _question(kind: str, name: str, text: str, inner: str, head: str = "") -> str:
    return (
        f'{head}<question type="{kind}"><name><text>{name}</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text></questiontext><defaultgrade>1.0000000</defaultgrade>"
        f"<penalty>0.3333333</penalty><hidden>0</hidden>{inner}</question>\n"
    )


def _answer(text: str, fraction: float, feedback: str = "", more: str = "") -> str:
    return (
        f'<answer fraction="{fraction:g}" format="html"><text><![CDATA[{text}]]></text>'
        f'<feedback format="html"><text><![CDATA[{feedback}]]></text></feedback>{more}</answer>'
    )


def _dataset(name: str, values: list[float]) -> str:
    items = "".join(
        f"<dataset_item><number>{n}</number><value>{value:g}</value></dataset_item>"
        for n, value in enumerate(values, 1)
    )
    return (
        f"<dataset_definition><status><text>private</text></status><name><text>{name}</text></name><type>calculated</type>"
        f"<itemcount>{len(values)}</itemcount><dataset_items>{items}</dataset_items></dataset_definition>"
    )


def _exact(length: int = 2) -> str:
    return (
        "<tolerance>0.01</tolerance><tolerancetype>1</tolerancetype><correctanswerformat>1</correctanswerformat>"
        f"<correctanswerlength>{length}</correctanswerlength>"
    )


_DATA = f"<dataset_definitions>{_dataset('a', [3])}{_dataset('b', [4])}</dataset_definitions>"
_PAIR = '<subquestion format="html"><text>{}</text><answer><text>{}</text></answer></subquestion>'
_BOX = "<dragbox><text>{}</text><group>{}</group></dragbox>"
_CLOZE = (
    "<p>Paris is in {1:SHORTANSWER:=France#yes~%0%Spain#no~*#other}, Rome in {:MW:=Italy}, "
    "x in {1:SAC:=Peru}, two is {1:MULTICHOICE:=even~odd#odd ones end in 1}, three is {:MCV:even~=odd}, "
    "four is {1:MCHS:~%100%even~odd}, and 2+3={1:NM:=5}.</p>"
)
XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    '<question type="category"><category><text>$course$/top/Made/XML</text></category></question>\n'
    + _question(
        "multichoice",
        "single",
        "<p>Which is a fish?</p>",
        "<single>true</single><shuffleanswers>true</shuffleanswers>"
        + _answer("<p>herring</p>", 100, "Yes.")
        + _answer("<p>whale</p>", 0, "A mammal.")
        + "<hint format='html'><text>It has gills.</text></hint>",
    )
    + _question(
        "multichoice",
        "several",
        "Primes?",
        "<single>false</single>"
        + _answer("2", 33.33333)
        + _answer("3", 33.33333)
        + _answer("4", -50)
        + _answer("5", 33.33333),
    )
    + _question("truefalse", "truth", "Ice floats.", _answer("true", 100) + _answer("false", 0, "It does."))
    + _question(
        "shortanswer", "short", "A prime below 3?", "<usecase>0</usecase>" + _answer("two", 100) + _answer("2", 100)
    )
    + _question("shortanswer", "wild", "Which animal croaks?", _answer("*frog*", 100) + _answer("*", 0, "No."))
    + _question("numerical", "number", "A quarter of 25?", _answer("6.25", 100, "", "<tolerance>0.05</tolerance>"))
    + _question(
        "numerical",
        "unit",
        "How high?",
        _answer("2", 100, "", "<tolerance>0.1</tolerance>")
        + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
        "<unit><multiplier>100</multiplier><unit_name>cm</unit_name></unit></units>"
        "<unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty><showunits>0</showunits>",
    )
    + _question(
        "matching",
        "pairs",
        "Sort.",
        "".join(
            _PAIR.format(*pair)
            for pair in (("frog", "amphibian"), ("cat", "mammal"), ("newt", "amphibian"), ("", "bird"))
        ),
    )
    + _question(
        "essay", "essay", "Describe.", "<graderinfo format='html'><text>Look for three things.</text></graderinfo>"
    )
    + _question("description", "page", "<p>Read this.</p>", "")
    + _question("cloze", "gaps", _CLOZE, "")
    + _question(
        "cloze", "near", "One third is {1:NUMERICAL:=0.33:0.01#yes~%50%0.3:0.05#nearly} or a {1:SA:=third}.", ""
    )
    + _question("cloze", "ticks", "Even are {1:MULTIRESPONSE:=2~%50%4~3#no}, odd is {1:MRHS:%100%3~2}.", "")
    + _question(
        "cloze",
        "grid",
        "<table><tr><th>n</th><th>n squared</th></tr><tr><td>2</td><td>{1:NM:=4}</td></tr>"
        "<tr><td>3</td><td>{1:NM:=9}</td></tr></table>",
        "",
    )
    + _question("calculated", "formula", "What is {a} + {b}?", _answer("{a}+{b}", 100, "", _exact()) + _DATA)
    + _question(
        "calculatedsimple", "root", "Hypotenuse?", _answer("sqrt(pow({a},2)+{b}*{b})", 100, "", _exact()) + _DATA
    )
    + _question(
        "calculatedmulti",
        "options",
        "What is {a} times {b}?",
        "<single>true</single>"
        + _answer("{={a}*{b}}", 100)
        + _answer("{={a}+{b}}", 0, "That is the sum {={a}+{b}}.")
        + _DATA,
    )
    + _question(
        "ddwtos",
        "drag",
        "The [[1]] eats the [[2]].",
        "".join(_BOX.format(*x) for x in (("cat", 1), ("mouse", 1), ("sun", 1))),
    )
    + _question(
        "gapselect",
        "select",
        "It is [[1]] and [[3]].",
        "".join(
            f"<selectoption><text>{text}</text><group>{group}</group></selectoption>"
            for text, group in (("warm", 1), ("cold", 1), ("dry", 2), ("wet", 2))
        ),
    )
    + _question(
        "ordering", "order", "From small to large.", _answer("one", 1) + _answer("two", 2) + _answer("three", 3)
    )
    + _question(
        "ddmatch",
        "drag pairs",
        "Pair.",
        "<subquestion format='html'><text>1</text><answer format='html'><text><![CDATA[<b>I</b>]]></text></answer>"
        "</subquestion>"
        "<subquestion format='html'><text>2</text><answer format='html'><text>II</text></answer></subquestion>",
    )
    + "</quiz>\n"
).encode()


BANKS = (
    Bank(
        "gift",
        "made.gift",
        GIFT.encode(),
        {
            "True": one("choice", "True", "False"),
            "False": one("choice", "False", "True"),
            "One": one("choice", "yellow", "red", "blue"),
            "Weighted": one(
                "multiple-choice", ["oxygen", "nitrogen"], ["oxygen"], ["iron"], ["oxygen", "nitrogen", "iron"]
            ),
            "Short": one("text", ("Shakespeare", "william shakespeare"), "Marlowe", "Goethe"),
            "Brackets": one("text", "f(x)", "f", "fx", "x"),
            "Number": one("numeric", ("4", "4.0"), "5"),
            "Near": one("numeric", ("3.1416", "3.142"), "3.15"),
            "Range": one("numeric", ("1", "5", "2.5"), "0", "6"),
            "Weights": one("numeric", "1822", "1823", "1869", "7"),
            "Comma": one("numeric", ("0.5", "1/2"), "5"),
            "Match": one(
                "match",
                {"Canada": "Ottawa", "Italy": "Rome", "**Japan**": "Tokyo"},
                {"Canada": "Rome", "Italy": "Ottawa", "**Japan**": "Lima"},
            ),
            "Missing": one("choice", "1869", "1860", "1879"),
            "Missing word": one("text", ("two", "2"), "three"),
            "Escapes": one("choice", "1 = 1", "1 ~ 2", "2 : 1"),
            "Lines": one("choice", "second", "first"),
            "Maths": one("numeric", "3", "9"),
            "Blank line": one("choice", "two", "three"),
        },
    ),
    Bank(
        "aiken",
        "made.txt",
        AIKEN.encode("windows-1252"),
        {
            "Which of these is a fish?": one("choice", "a herring", "a whale", "a shrimp"),
            "A. Lincoln was president of": one("choice", "the United States", "Mexico"),
            "A question that goes on over two lines?": one("choice", "2 < 3 & 4 > 3", "yes", "no"),
        },
    ),
    Bank(
        "moodle",
        "made.xml",
        XML,
        {
            "single": one("choice", "herring", "whale"),
            "several": one("multiple-choice", ["2", "3", "5"], ["2", "3"], ["2", "3", "4", "5"]),
            "truth": one("choice", "True", "False"),
            "short": one("text", ("two", "2", "TWO"), "three"),
            "wild": one("text", "frog", "toad"),
            "number": one("numeric", ("6.25", "6.3"), "6.31", "6"),
            "unit": one("quantity", ("2 m", "200 cm"), "2 cm", "3 m"),
            "pairs": one(
                "match",
                {"frog": "amphibian", "cat": "mammal", "newt": "amphibian"},
                {"frog": "bird", "cat": "mammal", "newt": "amphibian"},
            ),
            "gaps": one(
                "cloze",
                (
                    ["France", "Italy", "Peru", "even", "odd", "even", "5"],
                    ["france", "italy", "peru", "even", "odd", "even", "5.0"],
                ),
                ["Spain", "Italy", "Peru", "even", "odd", "even", "5"],
                ["France", "Italy", "Peru", "odd", "odd", "even", "5"],
                ["France", "Italy", "Peru", "even", "odd", "even", "6"],
            ),
            "near": one("table", (["0.33", "third"], ["0.335", "Third"]), ["0.3", "third"], ["0.33", "half"]),
            "ticks": Expected(
                ("multiple-choice", "multiple-choice"),
                ((["2", "4"],), (["3"],)),
                ((["2"], ["3"]), (["2"],)),
            ),
            "grid": one("table", ["4", "9"], ["4", "6"], ["9", "4"]),
            "formula": one("numeric", ("7", "7.05"), "8", "6"),
            "root": one("numeric", "5", "7"),
            "options": one("choice", "12", "7"),
            "drag": one("cloze", ["cat", "mouse"], ["mouse", "cat"], ["cat", "sun"]),
            "select": one("cloze", ["warm", "dry"], ["cold", "dry"], ["warm", "wet"]),
            "order": one("order", ["one", "two", "three"], ["two", "one", "three"], ["three", "two", "one"]),
            "drag pairs": one("match", {"1": "**I**", "2": "II"}, {"1": "II", "2": "**I**"}),
        },
    ),
    Bank(
        "h5p",
        "made.h5p",
        h5p("H5P.QuestionSet 1.20", {"introPage": {}, "questions": H5P_QUESTIONS}),
        {
            "h-one": one("choice", "herring", "whale"),
            "h-some": one("multiple-choice", ["2", "3"], ["2"], ["4"]),
            "h-truth": one("choice", "True", "False"),
            "h-blanks": one("cloze", (["Italy"], ["Italia"]), ["Spain"]),
            "h-drag": one("cloze", ["cat", "mouse"], ["mouse", "cat"], ["sun", "mouse"]),
            "h-mark": one("multiple-choice", ["cat", "mat"], ["cat"], ["sat"]),
            "h-sort": one("order", ["one", "two"], ["two", "one"]),
            "h-zones": one(
                "match",
                {"cat": "animal", "frog": "animal", "oak": "plant"},
                {"cat": "plant", "frog": "animal", "oak": "plant"},
            ),
            "h-sums": one("numeric", (), "1000"),
        },
    ),
)
