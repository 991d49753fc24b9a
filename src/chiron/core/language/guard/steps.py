# ruff: noqa: E501 - patterns are data
"""Numbers to be worked out step by step, or back from what becomes of them: "begin with 20, halve it, then lose 3", "its
double is 14", "add 5 to it and you have 12".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

Found = tuple[Fraction, frozenset[Fraction]]
"""A number, and the numbers that it was worked out from."""
_N = r"(-?\d+(?:\.\d+)?(?:/\d+)?)"
_START = re.compile(
    rf"\b(?:start(?:s|ing)?|begin(?:s|ning)?|empieza|commence|pars|think|take|from|parte|beginne?|have)(?: (?:at|with|of|from|by|out|in|a|to))* {_N}\b|^\W*{_N}(?=,| and| then| but)"
)
_STEP = re.compile(
    rf"\b(?P<twice>doubled?|triple[d]?|halved?|squared?|cubed?)\b"
    rf"|\b(?P<up>add(?:ing)?|plus|gain|increase(?: it)? by|give it|climb|go up|walk (?:up|right)|put on)(?: (?:to it|another|again))* {_N}"
    rf"|\b(?P<down>subtract|take(?: away| off)?|lose|minus|remove|drop|give back|give away|knock off|go down|decrease(?: it)? by|deduct|nimm|quita|retire|without|back)(?: (?:another|again|away))* {_N}"
    rf"|\b(?P<times>times|multipl\w+(?: it)? by|by a factor of) {_N}"
    rf"|\b(?P<over>divided?(?: it)? by|split (?:it )?(?:in|into|by)|shared? (?:it )?(?:among|by)) {_N}"
    rf"|\b(?:walk|go|step|move|take|count)? ?{_N} (?:steps? |places? |more |units? )*(?:to the )?(?P<way>left|right|fewer|less|more|down|up|backwards?|forwards?|away)\b"
)
_ROOTS = {"double": Fraction(2), "triple": Fraction(3), "half": Fraction(1, 2), "third": Fraction(1, 3), "quarter": Fraction(1, 4), "fifth": Fraction(1, 5), "tenth": Fraction(1, 10)}  # fmt: skip
_BECOMES = rf"(?: ?,?(?: and| then| to| so)?(?: you| we| one|'ll| will|'d| would| is| it)*(?: (?:is|are|makes?|gives?|gets?|have|has|reach(?:es)?|find|left|becomes?|comes? to|makes|equals?|see|arrive at|end (?:up )?(?:at|with)|obtain))+(?: with| at| to)?|,? to (?:get|reach|make|have)|,? =) {_N}"
_PARTLY = re.compile(
    rf"\b(?:its|it's|whose|their|the (?=\w+ of (?:it|that)\b)|the (?=\w+ davon))? ?(double|triple|half|third|quarter|fifth|tenth)(?: of| davon)?(?: it| that)? (?:is|makes|gives|are|equals|ist|es|est) {_N}"
)
_DOES = {"doubled": Fraction(2), "tripled": Fraction(3), "halved": Fraction(1, 2), "quadrupled": Fraction(4)}
_DONE = re.compile(
    rf"\b(doubled|tripled|halved|quadrupled),? (?:it|that|this)(?: number)? (?:is|makes|gives|becomes|reaches|equals|comes to) {_N}"
)
_ITSELF = re.compile(rf"\b(?:times|multiplied by) itself{_BECOMES}|\bits (?:own )?square(?:{_BECOMES}| of {_N})")
_OF_THEM = re.compile(
    rf"{_N} (?:of (?:them|it|these)|times it|such) (?:make|give|is|are|equals?|add up to|come to)s? {_N}"
)
_BACK = (
    (re.compile(rf"\b(?:add(?:ing)?|put|plus) {_N}(?: to it| to that| more| on)?{_BECOMES}"), "-"),
    (
        re.compile(
            rf"\b(?:subtract(?:ing)?|take(?: away)?|remove|minus|less) {_N}(?: from it| away| from that)?{_BECOMES}"
        ),
        "+",
    ),
    (re.compile(rf"\b(?:multipl\w+ (?:it |that )?by|times) {_N}{_BECOMES}"), "/"),
    (re.compile(rf"\bdivid\w+ (?:it |that )?by {_N}{_BECOMES}"), "*"),
)
_DOZEN = re.compile(r"\b(?:(\d+)|an?) dozens?\b")


def _dozen(match: re.Match[str]) -> str:
    return str(12 * int(match[1] or 1))


def found(plain: str) -> Iterator[Found]:
    """What a plain text in English has one work out so."""
    plain = re.sub(r"\s+", " ", _DOZEN.sub(_dozen, plain))
    yield from _forwards(plain)
    told = re.sub(r"\bnothing is left\b|\bnothing remains\b", "you have 0", plain)
    for share, result in _PARTLY.findall(told):
        yield Fraction(result) / _ROOTS[share], frozenset({Fraction(result)})
    for share, result in _DONE.findall(told):
        yield Fraction(result) / _DOES[share], frozenset({Fraction(result)})
    for result in re.findall(rf"\b(?:its|the) (?:opposite|negative)(?: of it)? is {_N}", told):
        yield -Fraction(result), frozenset({Fraction(result)})
    for match in _ITSELF.finditer(told):
        result = next(Fraction(part) for part in match.groups() if part)
        root = Fraction(round(float(result) ** 0.5)) if result >= 0 else result
        if root * root == result:
            yield root, frozenset({result})
    for many, result in _OF_THEM.findall(told):
        if Fraction(many):
            yield Fraction(result) / Fraction(many), frozenset({Fraction(result), Fraction(many)})
    for pattern, sign in _BACK:
        for match in pattern.finditer(told):
            change, result = (Fraction(part) for part in match.groups() if part)
            value = _undone(sign, change, result)
            if value is not None:
                yield value, frozenset({change, result})


def _undone(sign: str, change: Fraction, result: Fraction) -> Fraction | None:
    if sign == "/":
        return result / change if change else None
    return {"-": result - change, "+": result + change, "*": result * change}[sign]


def _forwards(plain: str) -> Iterator[Found]:
    start = _START.search(plain)
    if start is None:
        return
    value = Fraction(start[1] or start[2])
    used = {value}
    for step in _STEP.finditer(plain, start.end()):
        numbers = [Fraction(part) for part in step.groups() if part and re.fullmatch(_N, part)]
        used.update(numbers)
        value = _stepped(value, step, numbers)
        yield value, frozenset(used)


def _stepped(value: Fraction, step: re.Match[str], numbers: list[Fraction]) -> Fraction:
    if word := step["twice"]:
        stem = word.rstrip("d").rstrip("e")
        return {"doubl": 2 * value, "tripl": 3 * value, "halv": value / 2, "squar": value**2, "cub": value**3}.get(
            stem, value
        )
    by = numbers[0]
    if step["up"] or step["way"] in ("right", "more", "up", "forward", "forwards"):
        return value + by
    if step["times"]:
        return value * by
    if step["over"]:
        return value / by if by else value
    return value - by
