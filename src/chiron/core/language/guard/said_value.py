# ruff: noqa: E501 - patterns are data
"""The rule that a model does not say the number that is the answer.

It is read more strictly than authored words, as nobody wrote its sentence for this step:
1. a number that stands nowhere on the learner's screen may not be said at all while it is the key, but for what counts
   parts of the lesson ("2 terms"), a factor or term of something longer (``7x``, ``3 + 7``), or a list's own number;
2. a number that stands there may be spoken of, and may not be asserted: as the whole side of an equation, after words
   that give a result ("is", "should be", "to get", "which leaves"), as a sentence of its own, or with words that choose
   it ("4 it is", "go with 4"), or of just what the question asks for ("there were 52 questions");
3. one that counts, there as in the talk, something else than what is asked for ("600 pounds" where the question is what
   it is worth) is not the answer.
What the problem itself asserts in the same words is no assertion of the model's.
"""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.language.guard import counted_out, numbers, other_thing
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.values import Number, in_thousands, plainly, rounded, spoken, standing, wanted

NAME = "answer-said"
_FILL = r"(?:,? (?:be|to|the|number|value|as|at|of|just|simply|exactly|only|that|actually|really|now|then|about|a|an|total|it|el|la|de|que|un|una|in|all|indeed|clearly|surely))"
_GIVES = re.compile(
    r"\b(?:needs?|needed|costs?|pays?|remains?|remaining|leaves|works? with|holds (?:for|at|when)|true (?:for|when|at)|go(?:es)? (?:with|for)|plug in|"
    r"think of|looking for|you want|we want|wanted|(?:answer|average|speed|rate|price|profit|amount|area|length|sum|total|result|cost|savings?) of|arrives? at|arrived at|settles? on|adds? up to|amounts? to|totals?(?: up)? to|totall?ing|sums? to|comes? out to|works? out to|turns? out(?: to be)?|ends? up (?:at|as|being)|brings? (?:it|us|him|her|them|you|the total) to|"
    r"stops? at|sticks? with|leaves? it at|rounds? (?:up |down |off )?to|"
    r"stands? for|represents?|should (?:say|read|show)|would (?:be|say)|means|makes it|making it|fits|lands? on|points? to|winner|secret|"
    r"key|magic|fill in|insert|submit|respond with|type in|reply|box|blank|root|zero at|is solved by|solved (?:by|with|when)|satisf(?:y|ied|ies)(?: by| when| with)?|"
    r"necesitas?|cuesta|quedan?|significa|busca(?:s|mos)?|funciona con|sirve)"
    rf"\s*[:,]?{_FILL}{{0,4}}:? ?$"
)
_CHOSEN = re.compile(
    r"^(?: [a-z]+)?(?:,? (?:it is\b|is it\b|it must be|is (?:what|the one|our|my|where|how|as|indeed|all)\b|works\b|fits\b|does (?:it|the (?:trick|job))|solves?\b|satisf|"
    r"makes (?:it|both|the equation|that) |should do|and (?:you(?:'re| are)|we(?:'re| are)) (?:done|finished)|es la respuesta|funciona|wins\b|goes in(?:to)? the (?:box|blank|gap)|"
    r"(?:is|was)(?: already| actually| just| really| exactly| in fact)? (?:the|her|his|their|our|your) (?:(?:total|final|correct|right|required|whole) )?(?:number|amount|total|answer|result|cost|price|solution)\b|"
    r"is our|in (?:the|your) (?:box|blank|gap|answer))|\s*[!🎯🎉✅✓]|\s*\((?:the )?(?:answer|solution)|(?: is)? (?:the |our |your )?(?:required|wanted|desired|final|correct|right) |\W+(?:so |and )?that(?:'s| is) (?:the|your|our) (?:final |right |correct )?(?:answer|solution)|(?: [a-z]+){1,3} (?:in total|altogether|in all|en total)\b)"
)
_PARTS = re.compile(
    r"^ ?(?:different |like |same |equal |main |small |other |separate |short |easy |of (?:the|these|those|them) )?(?:steps?|terms?|ways?|parts?|kinds?|factors?|digits?|numbers|sides|options?|hints?|things?|"
    r"rules?|cases?|operations?|brackets?|letters?|lines?|equations?|places?|examples?|choices|ideas?|questions?|words?|sentences?|rows?|columns?|groups of|unknowns?|tries|times|"
    r"pasos?|terminos?|partes?|lados|maneras?|numeros|cosas|reglas|palabras|preguntas?|veces)\b"
)
_NAMED = re.compile(
    r"\b(?:step|line|hint|question|example|row|column|part|number|problem|rule|unit|page|paso|linea|pista|pregunta|ejemplo|parte)s? ?$"
)
_OPERATOR_BEFORE = re.compile(r"[\w)] ?[-+*/^(] ?\(?$|\($")
_OPERATOR_AFTER = re.compile(r"^ ?(?:[*/^+(] ?[\w(]|- ?[\dx(]|[a-z] ?[-+*/^=)])")
_RUN_BEFORE = re.compile(r"(?:[\d.+*/^()=\s-]|\b[a-z]\b|(?<=\d)[a-z]\b)+$")
_RUN_AFTER = re.compile(r"(?:[\d.+*/^()=\s-]|\b[a-z]\b|(?<=\d)[a-z]\b)+")
_LISTED = re.compile(r"(?:^|\n)\s*$")
_WORD_ONES = re.compile(r"\b(?:one|two|zero|uno|una|un|dos|cero|half)\b")
_POINTS_BACK = re.compile(
    r"\b(?:th(?:is|at|e|ese|ose)|which|each|every|an?other|other|any|no|some|right|wrong|first|last|next|same|only|bigger|smaller|easier|harder|\w+er) $"
)
SMALL = 2
"""Up to this, a number in words is mostly no number ("this one", "two sides"): it counts only where it is asserted."""
COUNTED = 6
"""Up to this, a number may count parts of the lesson."""


def stops(line: Line, scene: Scene) -> str | None:
    """The words that say the number; see the module."""
    keys = scene.closed
    values = wanted(keys) if keys else frozenset()
    if keys is None or not values:
        return None
    known = standing(scene.screen)
    text = other_thing.without(in_thousands(plainly(line.text), known), scene)
    values |= rounded(text, values)
    if said := numbers.stated(text, values, keys.shown, False):
        return said
    for number in spoken(text):
        there = any(abs(value) in known for value in number.values)
        if not _is(number, values) or _part_of_more(number, there):
            continue
        if _asserted(number) or (not there and not _counts(number, line.text)):
            return number.said
        if there and counted_out.states(number, text, keys.shown):
            return number.said
    return None


def _is(number: Number, values: frozenset[Fraction]) -> bool:
    """Whether it is the number, and not a division still to be done."""
    undone = re.fullmatch(r"[-+]? ?\d+/\d+", number.said) and number.values and number.values[0].denominator == 1
    return not undone and any(value in values for value in number.values)


def _part_of_more(number: Number, known: bool) -> bool:
    """Whether it is a term or a factor of something longer; where it stands nowhere on the screen, of one with a letter
    ("7x", "3y + 7"), as a sum of numbers alone would work the step out with it.
    """
    if not (_OPERATOR_BEFORE.search(number.before) or _OPERATOR_AFTER.match(number.after)):
        return False
    around = _RUN_BEFORE.search(number.before), _RUN_AFTER.match(number.after)
    return known or any(run and re.search(r"[a-z]", run.group()) for run in around)


def _asserted(number: Number) -> bool:
    if _PARTS.match(number.after) and number.values[0] <= COUNTED:
        return False
    return bool(_GIVES.search(number.before) or _CHOSEN.match(number.after))


def _counts(number: Number, text: str) -> bool:
    """Whether the number counts something of the lesson, names a place in it, or is hardly a number."""
    value = number.values[0]
    if _NAMED.search(number.before) or (_LISTED.search(number.before) and re.match(r"[.)] ", number.after)):
        return True
    if value.denominator == 1 and 0 <= value <= COUNTED and _PARTS.match(number.after):
        return True
    in_words = 0 <= value <= SMALL and not re.search(rf"(?<!\d){number.said}(?!\d)", text)
    if not in_words or not _WORD_ONES.search(text.lower()):
        return False
    return bool(re.match(r" [a-z]", number.after) or _POINTS_BACK.search(number.before))
