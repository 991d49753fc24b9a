"""Steps and stages to be put in order: numbered lists that say so, and First ... Then ... Finally in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from chiron.engine.library.importing.arriving import Asked, Page, Question
from chiron.engine.library.importing.proposing.choosing import distinct
from chiron.engine.library.importing.proposing.clozes import quoted
from chiron.engine.library.importing.proposing.sentences import Stretch, bare, content, split
from chiron.engine.library.importing.proposing.shapes import Passage, ProposedItem
from chiron.engine.library.importing.proposing.wording import Wording
from chiron.engine.library.importing.texts import escaped, identifier

_FOLLOW = re.compile(
    r"\b(?:steps?|stages?|phases?|sequence|in (?:this|the following|that) order|procedure|how to|process|algorithm|"
    r"cycle|occurs? in|proceeds?|chronolog\w+|pasos?|etapas?|fases?|secuencia|orden|procedimiento|cómo|proceso|"
    r"algoritmo|ciclo|cronol\w+)\b",
    re.I,
)
_LOOSE = re.compile(
    r"\b(?:reasons?|types?|kinds?|examples?|ways?|rules?|properties|characteristics|advantages|questions?|"
    r"options?|requirements?|goals?|following (?:are|is)|tips?|razones?|tipos?|clases?|ejemplos?|formas?|maneras?|"
    r"reglas?|propiedades|características|ventajas|preguntas?|opciones|requisitos?|objetivos?|consejos?)\b",
    re.I,
)
_TASK = re.compile(r"(?:complete|implement|write|perform|do|program|code|modify)\b", re.I)
"""How a task begins whose parts are numbered, but could be done in another order."""
_DUTY = re.compile(r"(?:follow|use|try|sigue|usa|siga|use)\b", re.I)
"""How a lead begins that tells the reader to do something, which often has no one order."""
_BACK = re.compile(
    r"\b(?:repeat|otherwise|go (?:back|to)|return to|steps? \d|previous step|as above|if not|or|"
    r"repite|repetir|de lo contrario|vuelve|volver a|pasos? \d|si no)\b",
    re.I,
)
_MARK = re.compile(
    r"^(?:First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?|Next|Then|After (?:that|this)|Afterwards?|Later|"
    r"Subsequently|Lastly|Finally|In the (?:first|second|third|final|last) (?:step|stage|phase)|"
    r"Primero|En primer lugar|En segundo lugar|Después|Luego|A continuación|Más tarde|Entonces|Por último|"
    r"Finalmente),?\s+",
    re.I,
)
_BEGIN = re.compile(r"^(?:First(?:ly)?|In the first (?:step|stage|phase)|Primero|En primer lugar),?\s", re.I)
_END = re.compile(r"^(?:Finally|Lastly|In the (?:final|last) (?:step|stage|phase)|Finalmente|Por último),?\s", re.I)
_DO = re.compile(
    r"(?!(?:The|An?|It|This|That|These|If|When|There|You|We|All|Some|Each|Every|No|One)\b)[A-Z][a-z]+e?\b(?! is| are)"
)
_PRONOUN = re.compile(r"^\W*(?:this|these|it|they|that|those|he|she|est[aeo]s?|es[aeo]s?|él|ella|ellos|ellas)\b", re.I)
LEAST, MOST, LONGEST = 3, 8, 180


def orders(found: Sequence[Stretch], home: Mapping[int, str], wording: Wording) -> list[ProposedItem]:
    """Every order that the text tells, of steps that can be read one by one."""
    out: list[ProposedItem] = []
    for stretch in found:
        skill = home.get(stretch.number)
        if skill is None:
            continue
        for steps in stretch.steps:
            lead = bare((split(steps.lead) or [""])[-1])
            told = _FOLLOW.search(lead) or (steps.titled and all(_DO.match(bare(item)) for item in steps.items))
            if told and not _LOOSE.search(lead) and not _TASK.match(lead):
                text = "\n> ".join(f"{number}. {item}" for number, item in enumerate(steps.items, 1))
                about = _about(lead, stretch.title)
                made = _item(stretch.page, steps.items, f"{steps.lead}\n>\n> {text}", about, wording)
                if made is not None:
                    sure = 0.45 if _DUTY.match(lead) else 0.6
                    out.append(ProposedItem(made[0], skill, made[1], sure, wording.steps))
        for paragraph in stretch.paragraphs:
            about, staged = _stages(paragraph)
            about = _about(about, stretch.title)
            made = _item(stretch.page, staged, paragraph, about, wording) if staged else None
            if made is not None:
                out.append(ProposedItem(made[0], skill, made[1], 0.5, wording.told.format(_marks(paragraph))))
    return out


def _about(lead: str, title: str) -> str:
    """What the steps are of: the words before them, else the heading where those say only that there is an order."""
    says = {word for word in content(lead) if not _FOLLOW.fullmatch(word) and word not in _SAID_OF_ANY}
    return lead if len(says) > 1 or not title else bare(title)


_SAID_OF_ANY = frozenset(
    ("follow", "order", "always", "right", "carried", "happen", "sigue", "siguen", "seguía", "siempre", "orden")
)
"""Words of a lead that tell nothing of what is put in order."""


def _item(page: Page, items: Sequence[str], text: str, lead: str, wording: Wording) -> tuple[Question, Passage] | None:
    shown = [_plain_step(item) for item in items]
    if not LEAST <= len(shown) <= MOST or not distinct(shown):
        return None
    if any(len(item.split()) < 2 or len(item) > LONGEST or _BACK.search(bare(item)) for item in shown):
        return None
    if any(_PRONOUN.match(bare(item)) for item in shown):
        return None
    key = f"{page.key}!order-{identifier(bare(' '.join(shown[0].split()[:6])), (), 'steps')}"
    solution = quoted(text, page.title, wording)
    about = lead.rstrip(" :.") if lead and len(lead) < 200 else bare(page.title)
    prompt = wording.ordered.format(about)
    step = Asked(key, "order", prompt, {"items": [escaped(item) for item in shown]}, (), solution)
    question = Question(key, page.place, bare(page.title), "", (step,), page.section, (), solution)
    return question, Passage(page.key, text)


def _plain_step(item: str) -> str:
    """A step without the word that tells its place."""
    said = re.sub(r"^(?:Step|Stage|Phase) \d+\s*[:.–-]\s*", "", item.strip())
    said = _MARK.sub("", said)
    return said[:1].upper() + said[1:]


def _stages(paragraph: str) -> tuple[str, list[str]]:
    """The sentence before, and those from "First" to "Finally"; none where one has no word for its place."""
    told = split(paragraph)
    start = next((place for place, sentence in enumerate(told) if _BEGIN.match(sentence)), None)
    if start is None:
        return "", []
    end = next((place for place, sentence in enumerate(told) if place > start and _END.match(sentence)), None)
    if end is None or not all(_MARK.match(sentence) for sentence in told[start : end + 1]):
        return "", []
    return bare(told[start - 1]) if start else "", told[start : end + 1]


def _marks(paragraph: str) -> str:
    return ", ".join(match[0].strip(" ,") for sentence in split(paragraph) if (match := _MARK.match(sentence)))
