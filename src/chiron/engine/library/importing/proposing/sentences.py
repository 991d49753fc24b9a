"""Pages taken apart: stretches below headings, paragraphs, lists, and sentences that can be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from chiron.engine.library.importing.arriving import Page

_KEPT = re.compile(
    r"(`+)(?!`).+?(?<!`)\1(?!`)|(?<!\\)\$\$.+?\$\$|(?<!\\)\$(?:\\.|[^$\\])+?\$|!?\[[^\]\n]*\]\([^)\s]*\)", re.S
)
_ENDS = re.compile(r"(?<=[.!?])((?:\*{1,2}|[)\"”’'])*)\s+(?=[\"“‘(*¿¡«]*[A-ZÀ-ÖØ-Þ\x00])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|Dr|Mr|Mrs|Ms|Prof|St|Fig|Figs|Eq|No|Vol|pp|p|ca|approx|al|Jr|Sr|Inc|Ltd|Ex|U\.S|"
    r"U\.K|a\.m|p\.m|B\.C|A\.D|[A-Z])\.)(?:\*{1,2}|[)\"”’'])*$"
)
_HEADING = re.compile(r"^(#{1,6})\s+(\S.{0,400}?)\s*#*$")
_TITLE = re.compile(r"\*\*[^*\n]{1,120}\*\*")
_ITEM = re.compile(r"^(\d{1,2})[.)]\s+(.+)$")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^)\s]*\)")

STOP = frozenset(
    """
    a about above across after again against all almost also although always am among an and another any anything
    are around as at away back be became because become becomes been before began behind being below between both
    but by called can cannot could did do does doing done down during each either else enough even ever every
    example few first following for found from further gave get gets give given gives go goes had has have having
    he her here hers him his how however i if in instead into is it its itself just kind known large last later
    least less let like made mainly make makes many may me mean means might more most much must my near never next
    no nor not nothing now of off often on once one only onto or other others our out over own part particular
    perhaps quite rather refers same second see several shall she should show shown shows since small so some
    something such take than that the their them then there therefore these they thing things this those three
    through thus to together too toward two type types under until up upon us use used uses using usually various
    very was way ways we well went were what when where whether which while who whole whom whose why will with
    within without would yet you your
    al algo algunas algunos ante antes así aunque bajo cada casi como con contra cual cuales cualquier cuando cuanto de
    del desde donde dos durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estas este esto
    estos está están fue fueron ha han hacia hasta hay la las le les lo los mientras mismo mucho muchos muy más ni nos o
    otra otras otro otros para pero poco por porque puede pueden que qué quien se según ser si sido sin sino sobre son
    su sus también tan tanto tiene tienen toda todas todo todos tras un una unas uno unos y ya
    """.split()  # noqa: SIM905 - a list to read
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph, in Markdown, with its number there."""

    page: str
    stretch: int
    paragraph: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list with the paragraph before it."""

    page: str
    stretch: int
    lead: str
    items: tuple[str, ...]
    titled: bool = False
    """Whether it is the list of a box with a title, such as "How To Solve an Equation"."""


@dataclass(slots=True)
class Stretch:
    """What stands below one heading: the unit of which a skill is made."""

    number: int
    page: Page
    title: str
    paragraphs: list[str]
    sentences: list[Sentence]
    steps: list[Steps]

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


SENTENCES = 500
"""Of one paragraph; what holds more is no prose."""
MINIMUM = 120
"""Words below which a subheading does not make a stretch of its own."""


def stretches(pages: tuple[Page, ...]) -> list[Stretch]:
    """Every page, cut at the headings below which enough is written."""
    found: list[Stretch] = []
    for page in pages:
        parts = list(_parts(page))
        if len(parts) > 1 and sum(1 for _, text in parts if len(text.split()) >= MINIMUM) < 2:
            parts = [(page.title, "\n\n".join(text for _, text in parts))]
        for title, text in parts:
            if text.strip():
                found.append(_stretch(len(found), page, title, text))
    return found


def _parts(page: Page) -> Iterator[tuple[str, str]]:
    """The page's beginning and what stands below its headings of the highest level."""
    title, lines, fence = page.title, list[str](), False
    levels = [len(match[1]) for line in _unfenced(page.text) if (match := _HEADING.match(line))]
    top = min(levels, default=0)
    for line in page.text.split("\n"):
        fence ^= line.lstrip("> ").startswith(("```", "~~~"))
        match = None if fence else _HEADING.match(line)
        if match is not None and len(match[1]) == top:
            yield title, "\n".join(lines)
            title, lines = match[2], []
        elif match is None:
            lines.append(line)
    yield title, "\n".join(lines)


def _unfenced(text: str) -> Iterator[str]:
    fence = False
    for line in text.split("\n"):
        if line.lstrip("> ").startswith(("```", "~~~")):
            fence = not fence
        elif not fence:
            yield line


def _stretch(number: int, page: Page, title: str, text: str) -> Stretch:
    made = Stretch(number, page, title, [], [], [])
    _fill(made, "\n".join(_unfenced(text)), "", aside=False)
    return made


def _fill(made: Stretch, text: str, lead: str, *, aside: bool) -> None:
    """Put the blocks of a text where they belong; a box (a quotation) is read like what stands around it."""
    for block in re.split(r"\n\s*\n", text):
        block = block.strip()
        items = _numbered(block)
        if items:
            made.steps.append(Steps(made.page.key, made.number, lead, items, aside and bool(_TITLE.fullmatch(lead))))
        elif block.startswith(">") and not aside:
            _fill(
                made, "\n".join(line.removeprefix(">").removeprefix(" ") for line in block.split("\n")), "", aside=True
            )
        elif _TITLE.fullmatch(block):
            lead = block
        elif _is_prose(block):
            lead = block
            made.paragraphs.append(block)
            place = len(made.paragraphs) - 1
            for count, sentence in enumerate(split(block)):
                made.sentences.append(Sentence(made.page.key, made.number, place, count, sentence))
        elif not block.startswith(("|", "![")):
            lead = ""


def _is_prose(block: str) -> bool:
    """Whether a block is a paragraph of text: no list, table, quotation, picture, caption, formula or heading."""
    if not block or re.match(r"(?:[-*+]\s|\d+[.)]\s|\||>|!\[|\$\$|#|[⁰¹²³⁴⁵⁶⁷⁸⁹])", block):
        return False
    if re.fullmatch(r"\*[^*].*\*|\*\*[^*]+\*\*", block, re.S):
        return False
    return bool(re.search(r"[.!?:][)\"”’*]*$", block))


def _numbered(block: str) -> tuple[str, ...]:
    items: list[str] = []
    for line in block.split("\n"):
        match = _ITEM.match(line)
        if match is not None:
            if int(match[1]) != len(items) + 1:
                return ()
            items.append(match[2].strip())
        elif items and line.startswith("  ") and line.strip():
            items[-1] += " " + line.strip()
        elif line.strip():
            return ()
    return tuple(items)


def split(text: str) -> list[str]:
    """The sentences of a paragraph. Formulas, code and links stay whole; abbreviations end nothing."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\x00{len(kept) - 1}\x01"

    plain = _KEPT.sub(keep, " ".join(text.replace("\\\n", " ").split()))
    parts: list[str] = []
    start = 0
    for match in _ENDS.finditer(plain):
        if not _SHORT.search(plain[start : match.end(1)]):
            parts.append(plain[start : match.end(1)])
            start = match.end()
    parts.append(plain[start:])
    back = re.compile("\x00(\\d+)\x01")
    if len(parts) > SENTENCES:
        return []
    return [back.sub(lambda match: kept[int(match[1])], part).strip() for part in parts if part.strip()]


def bare(text: str) -> str:
    """A sentence without Markdown's marks."""
    said = _LINK.sub(r"\1", text)
    return re.sub(r"\\([^\w\s])", r"\1", re.sub(r"(?<!\\)\*\*|(?<![\w\\])\*(?=\S)|(?<=[^\s\\])\*(?!\w)|`", "", said))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word in lower case, without an English plural."""
    low = word.casefold().replace("’", "'").removesuffix("'s")
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 4 and low.endswith(("sses", "shes", "ches", "xes", "zes")):
        return low[:-2]
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-1]
    return low


def stems(text: str) -> list[str]:
    """The words of a text, each as its stem."""
    return [stem(word) for word in _TOKEN.findall(text)]


@lru_cache(maxsize=65_536)
def content(text: str) -> frozenset[str]:
    """The stems of a text that carry its meaning."""
    return frozenset(one for one in stems(bare(text)) if one not in STOP and len(one) > 2)
