# ruff: noqa: E501 - patterns are data
"""Guidelines: short wishes of teachers, authors and schools on how a language model finds its words.

A guideline shapes words and nothing else. It goes into the prompt among the data, and whatever comes back passes the
guard as before; so one that asks for more than words would do nothing but stop sentences. It is refused where it is
written, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from chiron.core.errors import InvalidInput
from chiron.core.language.guard import markup, private, smuggled, unsafe
from chiron.core.language.guard.scene import Line, Rule, Scene
from chiron.core.language.text import fold

LONGEST = 160
"""Letters of one guideline."""
MOST = 8
"""So many enter a prompt; with them all, about 350 tokens."""
MOST_LETTERS = 800
"""Letters of all guidelines of a prompt together."""

Refusal = Literal["answers", "judging", "bounds", "unsafe", "private", "markup"]

_ANSWERS = re.compile(
    r"\b(?:give|giving|tell|telling|reveal\w*|show|showing|say|saying|spell|state|write|leak|hand|provide|offer|confirm)\b[^.]{0,40}\b(?:the |final |full |correct |right |whole |complete )*(?:answers?|solutions?|results?|keys?|next hint)\b"
    r"|\b(?:solve|answer|work out|do) (?:it|the (?:step|question|problem|exercise|item|task)s?)\b|\b(?:answers?|solutions?) (?:first|at once|right away|immediately)\b"
    r"|\b(?:da|di|dile|dales?|dar|decir|revela\w*|muestra\w*|escribe|confirma)\b[^.]{0,40}\b(?:respuestas?|solucion(?:es)?|resultados?|clave)\b|\bresuelve\w*\b"
)
_TELL = r"(?:let \w+ know|give|giving|tell|telling|say|saying|state|name|mention|write|put|spell|show|point|reveal\w*|offer|share|quote|whisper|drop|read|confirm|slip|know|end|leave|add|include|type)"
_IT = r"(?:(?:missing|final|right|correct|expected|exact|winning|full) (?:number|value|quantity|word|option|choice|figure|letter|total|line)s?|worked (?:result|answer|solution)|(?:number|value|word|quantity|letter)s? (?:that )?(?:they (?:need|want|seek|miss|are (?:looking|asked) for|look for)|is asked|solves)|value of (?:the )?(?:variable|unknown|letter|[a-z]\b)|(?:what|how much) (?:the )?(?:unknown|variable|letter|answer|step|it|[a-z]|comes|solves|checker|box)\b ?(?:is\b|equals|comes|makes|gives|out\b|expects|wants|should|must|it\b|$)|what (?:to (?:type|enter|write|put|answer|fill|tick|choose)|(?:they|you) should|belongs)|(?:which|what) (?:option|choice|one|letter|box) (?:is|fits|to)|the (?:total|outcome)\b)"
_AROUND = re.compile(
    rf"\b{_TELL}\b[^.;]{{0,40}}\b{_IT}"
    r"|\b(?:finish|complete|solve|fill|carry|do|work|walk|take)\b[^.;]{0,40}\b(?:for (?:them|the (?:learner|student|pupil|class)\w*)|yourself|to the (?:end|last line)|all the way)\b"
    r"|\bgive (?:it|this|that|everything|the end(?:ing)?) away\b|\bgiv\w+ away\b|\b(?:do not|don't|never|not|without) (?:hold|holding|keep|keeping) (?:anything|it|things) back\b|\b(?:hold|keep) nothing back\b|\bnothing (?:back|secret)\b|\bopen about what\b|\b(?:hide|encode|disguise|put)\b[^.;]{0,40}\b(?:first letters|initials|acrostic|riddle|code|between the lines)\b|\bwith [a-z] filled in\b"
    r"|\b(?:di|dile|dales?|dar|decir|dime|revela\w*|muestra\w*|escribe|nombra|senala)\b[^.;]{0,40}\b(?:cuanto (?:vale|es|da)|numero que (?:falta|buscan|necesitan|piden)|valor (?:final|correcto|de la (?:incognita|letra|variable)|de [a-z]\b)|que opcion es|cual es la (?:correcta|buena)|opcion correcta)\b|\b(?:termina|acaba|completa|haz|hacer|resuelve)\b[^.;]{0,40}\bpor (?:ellos|ellas|el alumno|la alumna|los alumnos)\b"
    r"|\b(?:sag|sage|gib|nenn\w*|verrat\w*|zeig\w*|schreib\w*)\b[^.;]{0,40}\b(?:losung|loesung|antwort|ergebnis|zahl die)\w*\b|\b(?:donne\w*|dis|dites|revele\w*|montre\w*|ecris)\b[^.;]{0,40}\b(?:reponse|solution|resultat|corrige)s?\b|\b(?:diga|de|da|revele|mostre|escreva|fala)\b[^.;]{0,40}\b(?:resposta|solucao|resultado)s?\b|\b(?:di|dai|dici|rivela|mostra|scrivi)\b[^.;]{0,40}\b(?:risposta|soluzione|risultato)\b"
)
"""The same in other words: what comes out, the number that is looked for, the step done for them."""
_NOT = re.compile(
    r"\b(?:never|not|no|don't|do not|without|avoid|instead of|rather than|before|nunca|no|sin|evita|antes de|en vez de|nicht|nie|kein\w*|ohne|ne|jamais|sans|nao|sem|non|mai|senza)\b[^.;,]{0,30}$"
)
_THEIRS = re.compile(
    r"\b(?:ask|let|have|remind|invite|encourage|want|get|help|require|tell|pide|deja|recuerda|invita)\w*\b (?:for |que |a )*(?:the |every |los |las )?(?:learners?|them|students?|pupils?|everybody|everyone|class|le|les|alumn\w+|estudiantes?)\b[^.;]{0,30}$"
)
_OWN = re.compile(r"\b(?:their|own|each|units?|wrong|sus?|cada|unidades)\b")
_PERSONAL = re.compile(
    r"\b(?:ask|find out|get|request|collect|want|pide|pregunta)\b[^.]{0,40}\b(?:phone|telephone|e-?mail|address|password|surname|full name|birthday|birth date|photo|picture of|instagram|whatsapp|tiktok|where they live|religion|telefono|correo|contrasena|apellidos?|foto|direccion)\b"
)
_JUDGING = re.compile(
    r"\b(?:mark|grade|score|judge|rate|pass|fail)\b[^.]{0,30}\b(?:as )?(?:right|correct|wrong|everything|every answer|all answers|even if|mastered|passed)\b|\b(?:say|tell|call)\b(?! what\b| which part\b)[^.]{0,30}\b(?:is|are|was|were|it's) (?:right|correct|wrong)\b|\b(?:unlock|set (?:the |their |your )?mastery|change (?:the |their )?(?:grade|estimate|state)s?)\b|\b(?:califica|aprueba|marca)\w*\b[^.]{0,30}\b(?:correct[oa]s?|bien|aprobad[oa]s?|aunque)\b"
)
_BOUNDS = re.compile(
    r"\b(?:ignor|disregard|overrid|bypass|forget|skip|drop|igno|olvid|salt)\w*\b[^.]{0,40}\b(?:instruction|rule|guideline|restriction|guard|prompt|filter|limit|check|above|before|instruccion|regla|norma|limite)\w*"
    r"|\b(?:pretend|act as|play the (?:part|role)|role ?play|you are (?:now|not)|from now on you|you (?:may|can|must) now|jailbreak|unrestricted|developer mode|finge|actua como|eres ahora)\b|\b(?:system|assistant|user|developer) ?:|</?data|<\||\|>|\[/?inst\]|\b(?:repeat|print|reveal|show|quote|repite|muestra)\b[^.]{0,30}\b(?:prompt|guidelines|instructions|rules|instrucciones|reglas)\b"
)


_RULES: tuple[tuple[Refusal, Rule], ...] = (
    ("unsafe", unsafe.stops), ("private", private.stops), ("markup", markup.stops)
)  # fmt: skip


def refusal(text: str) -> Refusal | None:
    """Why a text may be no guideline; None where it may. Never raises, on any text."""
    plain = fold(text)
    if _BOUNDS.search(plain) or smuggled.stops(Line(text), Scene()):
        return "bounds"
    if any(_told(plain, found) for pattern in (_ANSWERS, _AROUND) for found in pattern.finditer(plain)):
        return "answers"
    if any(not _NOT.search(plain[: found.start()]) for found in _JUDGING.finditer(plain)):
        return "judging"
    if _PERSONAL.search(plain):
        return "private"
    for name, stops in _RULES:
        if stops(Line(text), Scene()):
            return name
    return None


def _told(plain: str, found: re.Match[str]) -> bool:
    """Whether it asks for the answer itself: not where it forbids that, or speaks of what learners do and write."""
    before = plain[: found.start()]
    return not (_NOT.search(before) or _THEIRS.search(before) or _OWN.search(found.group()))


REFUSED: dict[Refusal, str] = {
    "answers": "A guideline shapes the words; it cannot have answers or solutions told. Say it otherwise.",
    "judging": "A guideline shapes the words; what is right, graded or open is not for a language model to say.",
    "bounds": "A guideline cannot change what the tutor may do, or speak to the language model about its instructions.",
    "unsafe": "This would have something said that is not for learners.",
    "private": "Leave out addresses, numbers and what asks learners about themselves.",
    "markup": "Write plain words, without links, code or HTML.",
}


def read_guideline(text: str, field: str = "text") -> str:
    """A guideline as somebody typed it, in one line. Raises InvalidInput naming the field."""
    clean = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not clean:
        raise InvalidInput("Write the guideline first.", field=field)
    if len(clean) > LONGEST:
        raise InvalidInput(f"Shorten the guideline to {LONGEST} letters or fewer; it has {len(clean)}.", field=field)
    why = refusal(clean)
    if why is not None:
        raise InvalidInput(REFUSED[why], field=field, why=why)
    return clean


def chosen(*sources: Iterable[str]) -> tuple[str, ...]:
    """What enters a prompt: the sources in turn, the first first, each wish once, as many as there is room for."""
    found: list[str] = []
    left = MOST_LETTERS
    for text in (text for source in sources for text in source):
        known = text.casefold() in (one.casefold() for one in found)
        if known or len(text) > min(left, LONGEST) or refusal(text) is not None:
            continue
        found.append(text)
        left -= len(text)
        if len(found) == MOST:
            break
    return tuple(found)
