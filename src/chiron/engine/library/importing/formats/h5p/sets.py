"""H5P's types that hold many small questions, each of which comes by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from chiron.engine.library.importing.formats.h5p.content import Content
from chiron.engine.library.importing.formats.h5p.packed import listed, part, text
from chiron.engine.library.importing.formats.h5p.questions import NONE, ONE, Drafts
from chiron.engine.library.importing.formats.h5p.starred import bare
from chiron.engine.library.importing.formats.moodle.making import Answer, Made, Unmade, choice, words
from chiron.engine.library.importing.texts import plain, title

MOST_WORDS = 6
_FRACTION = re.compile(r"\s*\d+\s*/\s*\d+\s*")


def _id(of: Any, number: int) -> str:
    return text(of, "subContentId") or str(number)


def singlechoiceset(content: Content) -> Drafts:
    """H5P.SingleChoiceSet: of each question the first answer is right."""
    for number, one in enumerate(listed(content.params, "choices"), 1):
        answers = [content.html(answer) for answer in listed(one, "answers") if isinstance(answer, str)]
        yield _id(one, number), _first_right(content, content.told("question", one), answers)


def summary(content: Content) -> Drafts:
    """H5P.Summary: of each group of statements the first is right."""
    for number, one in enumerate(listed(content.params, "summaries"), 1):
        statements = [content.html(said) for said in listed(one, "summary") if isinstance(said, str)]
        if statements:
            tip = content.told("tip", one)
            found = _first_right(content, content.told("intro"), statements, [tip] if tip else [])
            yield _id(one, number), found


def _first_right(content: Content, prompt: str, answers: list[str], hints: list[str] | None = None) -> Any:
    try:
        made = choice([Answer(answer, NONE if number else ONE) for number, answer in enumerate(answers)])
    except Unmade as error:
        return error
    return content.draft(prompt, [("", made)], hints=hints or [])


def written(content: Content, prompt: str, answers: list[str], **more: Any) -> Any:
    """A question whose answer is typed, or why it cannot come."""
    forms = [Answer(answer.replace("*", "\\*"), ONE) for answer in answers if answer.strip()]
    try:
        return content.draft(prompt, [("", words(forms))], **more)
    except Unmade as error:
        return error


def apart(answer: str) -> list[str]:
    """Forms of an answer, apart by ``/``; a fraction is one."""
    answer = bare(answer)
    return [answer] if _FRACTION.fullmatch(answer) else [one.strip() for one in re.split(r"(?<!\\)/", answer)]


def short(answer: str) -> bool:
    """Whether an answer can be asked for word by word."""
    return 0 < len(answer) <= 60 and len(answer.split()) <= MOST_WORDS


def flashcards(content: Content) -> Drafts:
    """H5P.Flashcards: the answer is typed."""
    for number, one in enumerate(listed(content.params, "cards"), 1):
        picture = content.picture(part(one, "image"), text(one, "imageAltText"))
        prompt = "\n\n".join(line for line in (content.told("description"), picture, content.told("text", one)) if line)
        tip = content.told("tip", one) or content.told("tip", part(one, "tip"))
        name = title(bare(text(one, "text")))
        yield str(number), written(content, prompt, apart(text(one, "answer")), hints=[tip] if tip else [], title=name)


def crossword(content: Content) -> Drafts:
    """H5P.Crossword: each clue by itself."""
    for number, one in enumerate(listed(content.params, "words"), 1):
        clue = content.told("clue", one)
        found = written(content, clue, [bare(text(one, "answer"))], title=title(bare(text(one, "clue"))))
        yield str(number), found if isinstance(found, Unmade) else _changed(found, "It was a word of a crossword.")


def _changed(draft: Any, sentence: str) -> Any:
    draft.changed.append(sentence)
    return draft


def dictation(content: Content) -> Drafts:
    """H5P.Dictation: a sentence to hear and write."""
    for number, one in enumerate(listed(content.params, "sentences"), 1):
        sound = content.recording(one.get("sample") if isinstance(one, dict) else None, "Audio")
        if not sound:
            yield str(number), Unmade("What is to be heard is missing.")
            continue
        prompt = "\n\n".join(
            line for line in (content.told("taskDescription"), sound, content.told("description", one)) if line
        )
        yield str(number), written(content, prompt, [bare(text(one, "text"))])


def speakwords(content: Content) -> Drafts:
    """H5P.SpeakTheWords: what was spoken is typed."""
    answers = [bare(one) for one in listed(content.params, "acceptedAnswers") if isinstance(one, str)]
    found = written(content, content.told("question"), answers)
    yield "", found if isinstance(found, Unmade) else _changed(found, "It was to be spoken; here it is typed.")


def guess(content: Content) -> Drafts:
    """H5P.GuessTheAnswer: a picture, and what it is."""
    answer = bare(text(content.params, "solutionText"))
    prompt = content.told("taskDescription")
    if short(answer):
        yield "", written(content, prompt, [answer])
    else:
        made = Made("open", {"rubric": plain(answer).replace("@", "@@") or "-"})
        yield "", content.draft(prompt, [("", made)], solution=plain(answer))


_SUMS: Mapping[str, tuple[Mapping[str, Any], str, str]] = {
    "addition": ({"a": {"integer": [1, 50]}, "b": {"integer": [1, 50]}}, "$@a + @b$", "a + b"),
    "subtraction": ({"a": {"integer": [1, 100]}, "b": {"integer": [1, "a"]}}, "$@a - @b$", "a - b"),
    "multiplication": ({"a": {"integer": [1, 10]}, "b": {"integer": [1, 10]}}, r"$@a \cdot @b$", "a*b"),
    "division": ({"b": {"integer": [1, 10]}, "c": {"integer": [1, 10]}}, r"$@{b*c} \div @b$", "c"),
}
_X = {"x": {"integer": [-9, 9], "except": [0]}, "a": {"integer": [2, 9]}}
_EQUATIONS: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "basic": (_X, "$@{term(a, 'x')} = @{a*x}$"),
    "intermediate": ({**_X, "b": {"integer": [1, 12]}}, "$@{linear(a, 'x', b)} = @{a*x + b}$"),
    "advanced": (
        {**_X, "b": {"integer": [1, 12]}, "c": {"integer": [1, "a - 1"]}},
        "$@{linear(a, 'x', b)} = @{linear(c, 'x', a*x + b - c*x)}$",
    ),
}
DRAWN = "Its numbers are drawn anew each time, as H5P drew them."


def arithmetic(content: Content) -> Drafts:
    """H5P.ArithmeticQuiz: numbers by chance."""
    params = content.params
    if text(params, "quizType") == "linearEquation":
        kind = text(params, "equationType") or "basic"
        drawn, prompt = _EQUATIONS.get(kind, _EQUATIONS["basic"])
        fields: dict[str, Any] = {"answer": "x", "variable": "x"}
        solution = "$x = @x$"
    else:
        kind = text(params, "arithmeticType") or "addition"
        drawn, prompt, answer = _SUMS.get(kind, _SUMS["addition"])
        fields = {"answer": answer}
        solution = f"{prompt.removesuffix('$')} = @{{{answer}}}$"
    steps = [("", Made("numeric", fields))]
    more = {"parameters": drawn, "changed": [DRAWN], "answer": solution}
    yield "", content.draft(prompt, steps, title=title(content.title or kind), **more)


SETS: Mapping[str, Callable[[Content], Drafts]] = {
    "H5P.SingleChoiceSet": singlechoiceset,
    "H5P.Summary": summary,
    "H5P.Flashcards": flashcards,
    "H5P.Crossword": crossword,
    "H5P.Dictation": dictation,
    "H5P.SpeakTheWords": speakwords,
    "H5P.GuessTheAnswer": guess,
    "H5P.ArithmeticQuiz": arithmetic,
}
