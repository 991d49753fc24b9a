"""From an Anki card to a question that Chiron can grade, as far as its answer lets it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chiron.core.learning.course import Locale
from chiron.core.words import Json
from chiron.engine.library.importing.answering import Key, chosen, holds, key_of
from chiron.engine.library.importing.arriving import Asked, Hint, Origin, Question
from chiron.engine.library.importing.formats.anki import alternatives, backs, templates
from chiron.engine.library.importing.formats.anki.collection import Card, Note, NoteType
from chiron.engine.library.importing.formats.anki.keys import findable
from chiron.engine.library.importing.html import gap, to_markdown
from chiron.engine.library.importing.texts import escaped, in_one_line, title

_LINE = re.compile(r"<hr\b[^>]*\bid\s*=\s*[\"']?answer\b[^>]*>", re.IGNORECASE)
_SOUND = re.compile(r"\[sound:([^\]<>\"]{1,300})\]")
_VOICE = re.compile(r"\[anki:tts\b[^\]]*\].*?\[/anki:tts\]", re.DOTALL | re.IGNORECASE)
_LATEX = (
    (re.compile(r"\[\$\$\](.*?)\[/\$\$\]", re.DOTALL | re.IGNORECASE), r"\\[\1\\]"),
    (re.compile(r"\[\$\](.*?)\[/\$\]", re.DOTALL | re.IGNORECASE), r"\\(\1\\)"),
    (re.compile(r"<anki-mathjax\b[^>]*\bblock=[\"']?true[^>]*>(.*?)</anki-mathjax>", re.DOTALL), r"\\[\1\\]"),
    (re.compile(r"<anki-mathjax\b[^>]*>(.*?)</anki-mathjax>", re.DOTALL), r"\\(\1\\)"),
)
_LATEX_BLOCK = re.compile(r"\[latex\](.*?)\[/latex\]", re.DOTALL | re.IGNORECASE)
_TEX_DOLLARS = re.compile(r"(?<!\\)\$([^$]+)\$")
_ESCAPE = re.compile(r"\\([!-#%-/:-@\[-`{-~])")
_SHOWN = re.compile(r"(!?)\[((?:\\.|[^\]\\])*)\]\((?:[^()\s]*)\)")
_BLOCK_MARK = re.compile(r"^[ \t]*(?:[-+] |#{1,6} |(?:> ?)+)+", re.MULTILINE)
_STRAY = re.compile("\ue000g(\\d+)\ue001")
_FORMULA = re.compile(r"(?<!\\)\$\$?(?:\\.|[^$\\])+\$\$?")
_LOST = re.compile(r"^(the picture|the link|what is played)\b.*", re.DOTALL)
"""Names are told apart from the sentence, which reports count."""
_MOST_GAPS = 12


@dataclass(slots=True)
class Made:
    """What became of a card: a question, or why there is none. ``changed`` says what is different."""

    question: Question | None = None
    why: str = ""
    changed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a card needs to know of the collection around it."""

    name: str
    title: str
    decks: Mapping[int, tuple[str, ...]]
    media: Callable[[str], str | None]
    locale: Locale


class Writer:
    """Writes one card's HTML as Markdown and keeps what was lost on the way."""

    def __init__(self, media: Callable[[str], str | None]) -> None:
        self._media = media
        self.lost: dict[str, None] = {}

    def markdown(self, html: str) -> str:
        """HTML of a field or side, with Anki's own marks for sound and LaTeX."""
        html = _VOICE.sub(self._voice, html)
        html = _SOUND.sub(lambda found: f'<audio src="{found[1].replace("&quot;", "")}"></audio>', html)
        for pattern, instead in _LATEX:
            html = pattern.sub(instead, html)
        told = to_markdown(_LATEX_BLOCK.sub(_of_latex, html), self._media)
        self.lost.update(dict.fromkeys(told.lost))
        return told.text

    def _voice(self, _: object) -> str:
        self.lost["a computer's voice"] = None
        return ""


def _of_latex(found: re.Match[str]) -> str:
    """``[latex]`` holds text of LaTeX with formulas between dollars, or one formula in an environment."""
    text = re.sub(r"</?(?:div|p|br)\b[^>]*>", " ", found[1])
    if "$" in text:
        text = re.sub(r"\$\$([^$]+)\$\$", r"\\[\1\\]", text)
        return _TEX_DOLLARS.sub(r"\\(\1\\)", text)
    return text if r"\[" in text or r"\(" in text else rf"\[{text}\]"


def made(note: Note, card: Card, key: str, setting: Setting) -> Made:
    """The question of a card."""
    kind = note.kind
    if kind is None:
        return Made(why="its note type is missing in the collection")
    if kind.occlusion or kind.name.lower().startswith("image occlusion"):
        return Made(why="image occlusion covers parts of a picture, for which there is no kind of step")
    if alternatives.fits(kind):
        return _of_alternatives(note, card, key, setting)
    side = kind.sides.get(0 if kind.cloze else card.number)
    if side is None:
        return Made(why="its note type has no such card")
    values = _values(note, kind, card, setting)
    writer = Writer(setting.media)
    maker = _of_gaps if kind.cloze else _of_sides
    found = maker(_Work(values, side.front, side.back, card.number, key, note, card, setting, writer))
    _note_lost(found, writer)
    return found


def _note_lost(found: Made, writer: Writer) -> None:
    if writer.lost:
        kinds = dict.fromkeys(_LOST.sub(r"\1", what) for what in writer.lost)
        found.changed.append(f"Left out of its text: {', '.join(sorted(kinds))}.")


@dataclass(frozen=True, slots=True)
class _Work:
    values: Mapping[str, str]
    front: str
    back: str
    number: int
    key: str
    note: Note
    card: Card
    setting: Setting
    writer: Writer

    def question(self, head: str, prompt: str, asked: Asked) -> Question:
        place = f"{self.setting.name}: note {self.note.id}, card {self.card.number + 1}"
        section = self.setting.decks.get(self.card.deck, ())
        # By its key there, a learner's own reviews of the card find their place here.
        origin = Origin(self.setting.title, id=self.key) if findable(self.key) else None
        return Question(self.key, place, head, prompt, (asked,), section, (), asked.solution, origin)


def _values(note: Note, kind: NoteType, card: Card, setting: Setting) -> dict[str, str]:
    values = dict.fromkeys(kind.fields, "") | dict(zip(kind.fields, note.contents, strict=False))
    deck = setting.decks.get(card.deck, ())
    own = {"Tags": " ".join(note.tags), "Type": kind.name, "Deck": "::".join(deck), "Subdeck": "".join(deck[-1:])}
    return own | values


def _revealed(value: str) -> str:
    return templates.revealed(templates.parsed(value))


def _told(side: templates.Side, found: Made) -> None:
    if side.missing:
        found.changed.append("Its template names fields that its note type has not.")
    if side.spoken:
        found.changed.append("A computer's voice is left out.")


def _of_alternatives(note: Note, card: Card, key: str, setting: Setting) -> Made:
    """A note of the add-on for multiple choice, whose card is a program in its template."""
    writer = Writer(setting.media)
    assert note.kind is not None
    found = alternatives.read(dict(zip(note.kind.fields, note.contents, strict=False)), writer.markdown)
    made = Made()
    if found is None:
        return Made(why="its alternatives, or which of them are right, cannot be read")
    work = _Work({}, "", "", card.number, key, note, card, setting, writer)
    step = chosen(found.options, found.right, setting.locale)
    if step is None:
        made.changed.append("A person reads its answer: its alternatives make no fair choice here.")
        listed = "\n".join(f"- {option}" for option in found.options)
        right = [found.options[place] for place in found.right]
        step = Key("open", {"rubric": escaped("\n\n".join(right) or "None of them is right.")}, listed)
    asked = Asked("1", step.kind, step.asks, step.fields, (), found.solution)
    made.question = work.question(headline(found.prompt) or _titled(work), found.prompt, asked)
    _note_lost(made, writer)
    return made


# -- a front and a back


def _of_sides(work: _Work) -> Made:
    found = Made()
    front = templates.rendered(work.front, work.values, _revealed, front=True)
    back = templates.rendered(work.back, work.values, _revealed, front=False)
    _told(front, found)
    prompt = work.writer.markdown(front.html)
    answer = work.writer.markdown(_LINE.split(back.html)[-1] if _LINE.search(back.html) else back.html)
    if answer.startswith(prompt) and re.match(r"[ \t]*\n", answer[len(prompt) :]):  # the back says the front once more
        answer = answer[len(prompt) :].strip()
    if not prompt:
        found.why = f"its front is empty{' but for what does not come' if work.writer.lost else ''}"
        return found
    if front.typed:
        typed = " ".join(_bare(work.writer.markdown(_revealed(work.values[name]))) for name in front.typed[:1])
        key = backs.typed(typed)
        if key is None:
            found.why = "what is to be typed is empty"
            return found
    elif not answer:
        found.why = f"its back is empty{' but for what does not come' if work.writer.lost else ''}"
        return found
    else:
        key = _key(answer, prompt, work, found)
    hints = _hints(front.hints + back.hints, work.writer)
    head = headline(prompt) or _titled(work)
    asked = Asked("1", key.kind, key.asks, key.fields, hints, answer)
    found.question = work.question(head, prompt, asked)
    return found


def _key(answer: str, prompt: str, work: _Work, found: Made) -> Key:
    alone, locale = _alone(answer), work.setting.locale
    words = _bare(alone)
    key = backs.as_written(alone, words, prompt, locale) or key_of(alone, prompt, locale)
    key = backs.typeable(key) if key else backs.phrase(alone, words, locale)
    if key is not None:
        return key
    found.changed.append("A person reads its answer: it is no number, expression, choice or short phrase.")
    return Key("open", {"rubric": escaped(answer)})


def _alone(answer: str) -> str:
    """The answer without pictures and sounds beside it, where there are words."""
    words = _SHOWN.sub(lambda found: "" if found[1] or "](media:" in found[0] else found[0], answer).strip()
    return "\n".join(line.strip() for line in words.split("\n") if line.strip()) or answer


def _hints(htmls: Iterable[str], writer: Writer) -> tuple[Hint, ...]:
    texts = (writer.markdown(_revealed(html)) for html in htmls)
    return tuple(Hint(text) for text in dict.fromkeys(texts) if text)


def _titled(work: _Work) -> str:
    first = next((text for text in map(_bare_html, work.note.contents) if text), "")
    return title(first, 60) or f"Card {work.note.id}"


def _bare_html(html: str) -> str:
    return _bare(to_markdown(_revealed(html)).text)


def _bare(markdown: str) -> str:
    """Words alone: what a learner would type."""
    text = _SHOWN.sub(lambda found: "" if found[1] else found[2], markdown)
    text = re.sub(r"(?<!\\)(?:\*{1,3}|~~|`+)", "", text)
    return in_one_line(_ESCAPE.sub(r"\1", text).replace(r"\$", "$"))


def headline(markdown: str) -> str:
    """A title from a text: its first words, with formulas and no other marks."""
    text = _SHOWN.sub(r"\2", markdown.partition("\n\n")[0] or markdown)
    text = re.sub(r"(?<!\\)(?:\*{1,3}|~~|`+)|^[ \t]*(?:[-+>] |#{1,6} )", "", text)
    line = in_one_line(_ESCAPE.sub(r"\1", text))
    if len(line) > 60:
        line = line[:59].rsplit(" ", 1)[0]
        if len(re.findall(r"(?<!\\)\$", line)) % 2:  # never within a formula
            line = line[: line.rindex("$")].rstrip()
        line += "…"
    return line


# -- gaps


def _of_gaps(work: _Work) -> Made:
    found = Made()
    number = work.number + 1
    gaps: list[templates.Gap] = []

    def gapped(value: str) -> str:
        nodes = templates.parsed(value)
        here = list(templates.asked(nodes, number))

        def instead(node: templates.Gap) -> str | None:
            if not any(node is one for one in here):
                return None
            gaps.append(node)
            return gap(f"g{len(gaps)}") + (f" ({node.hint})" if node.hint.strip() else "")

        return templates.written(nodes, instead)

    front = templates.rendered(work.front, work.values, gapped, front=True, number=number)
    back = templates.rendered(work.back, work.values, _revealed, front=False, number=number)
    _told(front, found)
    text = work.writer.markdown(front.html)
    solution = work.writer.markdown(_LINE.split(back.html)[-1] if _LINE.search(back.html) else back.html)
    if not gaps:
        found.why = "its note has no gap of its number"
        return found
    answers = [work.writer.markdown(templates.revealed(one.inner)) for one in gaps]
    if not all(answers):
        found.why = "a gap of it is empty"
        return found
    hints = _hints(front.hints + back.hints, work.writer)
    head = headline(re.sub(r"\[g\d+\]|\ue000g\d+\ue001", "…", text)) or _titled(work)
    asked = _cloze(text, answers, work, hints, solution)
    prompt = _pictures(text) if asked is not None else ""
    if asked is None:
        prompt = _marked_out(text, len(gaps))
        key = _beside(answers, prompt, work, found)
        asked = Asked("1", key.kind, key.asks, key.fields, hints, solution)
    found.question = work.question(head, prompt, asked)
    return found


def _cloze(text: str, answers: Sequence[str], work: _Work, hints: tuple[Hint, ...], solution: str) -> Asked | None:
    """A text with gaps to type in; None where a gap stands in a formula, a table or code, or holds more than words."""
    if "\ue000" in text or "\n| --- |" in text or "```" in text or len(answers) > _MOST_GAPS:
        return None
    gaps: dict[str, Json] = {}
    for place, answer in enumerate(answers, 1):
        words = _bare(answer)
        if not backs.fits_gap(words, answer):
            return None
        gaps[f"g{place}"] = backs.gap(words)
    text = _SHOWN.sub(lambda found: "" if found[1] or "](media:" in found[0] else found[2], text)
    text = "\n\n".join(part.strip() for part in _BLOCK_MARK.sub("\n", text).split("\n\n") if part.strip())
    fields: dict[str, Json] = {"text": escaped(text), "gaps": gaps}
    if "](" in text or not holds(Key("cloze", fields), work.setting.locale):  # or a gap in the words of a link
        return None
    return Asked("1", "cloze", "", fields, hints, solution)


def _pictures(text: str) -> str:
    """Pictures and sounds of a text, which stand above it: a gap's text holds words alone."""
    return "\n\n".join(found[0] for found in _SHOWN.finditer(text) if found[1] or "](media:" in found[0])


def _marked_out(text: str, count: int) -> str:
    """The text with a box for a gap in a formula, and dots elsewhere; with its number where there are several."""

    def boxed(found: re.Match[str]) -> str:
        return _STRAY.sub(lambda one: rf"\boxed{{{one[1] if count > 1 else '?'}}}", found[0])

    def dotted(found: re.Match[str]) -> str:
        return rf"\[{found[1]} …\]" if count > 1 else r"\[…\]"

    return _STRAY.sub(dotted, re.sub(r"\[g(\d+)\]", dotted, _FORMULA.sub(boxed, text)))


def _beside(answers: Sequence[str], prompt: str, work: _Work, found: Made) -> Key:
    """The gaps as an answer of their own below the text."""
    different = list(dict.fromkeys(answers))
    if len(different) == 1:
        answer = different[0]
        formula = f"${answer}$" if "$" not in answer and re.search(r"[\\^_{}]", answer) else answer
        for one in dict.fromkeys((answer, formula)):
            key = key_of(one, prompt, work.setting.locale)
            if key is not None:
                found.changed.append("Its gap stands apart from its text, in which there can be none.")
                return key
    words = [_bare(answer) for answer in answers]
    key = (
        backs.phrase(different[0], words[0], work.setting.locale)
        if len(different) == 1
        else _listed(words, answers, work)
    )
    if key is not None:
        found.changed.append("Its gaps stand apart from its text, in which there can be none.")
        return key
    found.changed.append("A person reads its answer: its gaps are not words or numbers alone.")
    return Key("open", {"rubric": escaped("\n\n".join(answers))})


def _listed(words: Sequence[str], answers: Sequence[str], work: _Work) -> Key | None:
    """Gaps one below the other, by the numbers that mark them in the text."""
    if (
        not all(backs.fits_gap(word, answer) for word, answer in zip(words, answers, strict=True))
        or len(words) > _MOST_GAPS
    ):
        return None
    text = "\n\n".join(rf"{place}: [g{place}]" for place in range(1, len(words) + 1))
    key = Key("cloze", {"text": text, "gaps": {f"g{place}": backs.gap(word) for place, word in enumerate(words, 1)}})
    return key if holds(key, work.setting.locale) else None
