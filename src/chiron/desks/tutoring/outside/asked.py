"""The open question as text: what the practice page shows of it, in Markdown, and how it is answered without fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chiron.core.language.text import without_files
from chiron.core.learning.course import Origin
from chiron.core.learning.licences import address, as_said
from chiron.core.words import Json
from chiron.desks.tutoring.outside.forms import gaps, letter
from chiron.desks.tutoring.outside.lines import line
from chiron.desks.tutoring.views.practice import Practice, StepView, WorkedExample

Option = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """The step to do now. ``text`` and ``prompt`` are Markdown with ``$...$``; ``how`` says how an answer is written.

    ``purpose`` is that of the sitting; without ``helped`` there are no hints. ``tries`` counts those at this step.
    ``source`` says whose problem it is, where others wrote it: to be shown with it.
    """

    item: str
    step: str
    skill: str
    purpose: str
    kind: str
    prompt: str
    text: str
    number: int
    of: int
    how: str
    tries: int
    hints_taken: int
    hints_left: int
    helped: bool
    source: str = ""

    def whole(self, language: str) -> str:
        """All of it as one text."""
        place = f" ({line('step', language, number=self.number, of=self.of)})" if self.of > 1 else ""
        parts = (f"**{self.skill}**{place}", self.prompt, self.source, self.text, self.how)
        return "\n\n".join(part for part in parts if part)


def question_of(view: Practice, language: str) -> Question | None:
    """What is asked now; None where the item is finished, or a worked example comes before it."""
    step = view.current
    if step is None or view.finished or view.example is not None:
        return None
    listed, how = described(step, language)
    listed = without_files(listed)
    return Question(
        item=view.item.id,
        step=step.id,
        skill=view.skill_title,
        purpose=view.purpose,
        kind=step.kind,
        prompt=view.given,
        text="\n\n".join(part for part in (without_files(step.prompt), listed) if part),
        number=step.number,
        of=len(view.steps),
        how=how,
        tries=len(step.rows),
        hints_taken=view.rungs_taken if view.helped else 0,
        hints_left=sum(rung.state == "coming" for rung in view.ladder),
        helped=view.helped,
        source=source_text(view.origin, language),
    )


def source_text(origin: Origin | None, language: str) -> str:
    """Where a problem comes from, as one line of plain text; empty where it is the course's own."""
    if origin is None:
        return ""
    said = (origin.title, ", ".join(origin.authors), as_said(origin.licence), address(origin))
    return line("source", language, said="; ".join(" ".join(part.split()) for part in said if part))


def example_text(example: WorkedExample, language: str, source: str = "") -> str:
    """The worked example before an item, whole, with whose it is."""
    steps = [
        f"{number}. {without_files(step.prompt)}\n\n   {without_files(step.solution)}"
        for number, step in enumerate(example.steps, 1)
    ]
    parts = [line("example", language), example.given, source, *steps, line("example-go", language)]
    return "\n\n".join(part for part in parts if part)


def described(step: StepView, language: str) -> tuple[str, str]:
    """What there is to choose from or to fill in (Markdown), and how that is answered in words."""
    made = _DESCRIBED.get(step.kind)
    return made(step.task, language) if made is not None else ("", line("plain", language))


def _lettered(options: Sequence[Option]) -> str:
    return "\n".join(f"- {letter(place)}) {option['text']}" for place, option in enumerate(options))


def _numbered(texts: Sequence[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))


def _choice(task: Json, language: str) -> tuple[str, str]:
    return _lettered(task["options"]), line("options-one", language, example="a")


def _several(task: Json, language: str) -> tuple[str, str]:
    return _lettered(task["options"]), line("options-some", language, example="a, b")


def _order(task: Json, language: str) -> tuple[str, str]:
    ends = [text for text in (task.get("first"), task.get("last")) if text]
    letters = ", ".join(letter(place) for place in range(len(task["items"])))
    return _lettered(task["items"]) + (f"\n\n{' … '.join(ends)}" if ends else ""), line(
        "order", language, example=letters
    )


def _pairs(lefts: Sequence[str], rights: Sequence[Option], language: str) -> tuple[str, str]:
    example = "; ".join(f"{number}: a" for number in range(1, len(lefts) + 1))
    return f"{_numbered(lefts)}\n\n{_lettered(rights)}", line("pairs", language, example=example)


def _match(task: Json, language: str) -> tuple[str, str]:
    return _pairs([each["text"] for each in task["lefts"]], task["rights"], language)


def _labelling(task: Json, language: str) -> tuple[str, str]:
    listed, how = _pairs([each["description"] for each in task["targets"]], task["labels"], language)
    return f"{line('drawing', language)}\n\n{listed}", how


def _cloze(task: Json, language: str) -> tuple[str, str]:
    every = gaps("cloze", task)
    place = {gap["gap"]: number for number, gap in enumerate(every, 1)}
    text = "".join(piece["text"] if "text" in piece else f"____({place[piece['gap']]})" for piece in task["pieces"])
    return "\n\n".join([text, *_banks(every)]), _gaps_how(len(every), language)


def _table(task: Json, language: str) -> tuple[str, str]:
    every = gaps("table", task)
    place = {gap["gap"]: number for number, gap in enumerate(every, 1)}
    heads = [task["corner"], *task["columns"]]
    rows = [
        [row["head"], *(cell["text"] if "text" in cell else f"____({place[cell['gap']]})" for cell in row["cells"])]
        for row in task["rows"]
    ]
    drawn = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n\n".join(["\n".join(drawn), *_banks(every)]), _gaps_how(len(every), language)


def _banks(every: Sequence[Mapping[str, Json]]) -> list[str]:
    return [f"({number}) {' / '.join(gap['bank'])}" for number, gap in enumerate(every, 1) if gap["bank"]]


def _gaps_how(count: int, language: str) -> str:
    example = "…" if count == 1 else "; ".join(f"{number}: …" for number in range(1, count + 1))
    return line("gaps", language, example=example)


def _graph(task: Json, language: str) -> tuple[str, str]:
    example = " ".join(f"({number}, {number})" for number in range(1, task["count"] + 1))
    how = line("points", language, example=example)
    return "", f"{how} {line('edge', language)}" if task["asked"] == "region" else how


def _working(task: Json, language: str) -> tuple[str, str]:
    return "\n\n".join(f"${text}$" for text in task["shown"]), line("working", language)


def _code(task: Json, language: str) -> tuple[str, str]:
    starter = f"```python\n{task['starter']}\n```" if task["starter"] else ""
    tests = "\n".join(f"- `{test['call']}` → `{test['result']}`" for test in task["tests"])
    return "\n\n".join(part for part in (starter, tests) if part), line("program", language)


_DESCRIBED: dict[str, Callable[[Json, str], tuple[str, str]]] = {
    "choice": _choice,
    "multiple-choice": _several,
    "order": _order,
    "match": _match,
    "labelling": _labelling,
    "cloze": _cloze,
    "table": _table,
    "graph": _graph,
    "working": _working,
    "code": _code,
}
