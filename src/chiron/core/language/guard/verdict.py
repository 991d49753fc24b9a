# ruff: noqa: E501 - patterns are data
"""The rule that a model does not judge: it says neither "correct!" to an answer that the checker found wrong, nor "wrong"
to a right one, nor either where nothing was checked. What is right about the way ("you are right that ...") may be said.
"""

from __future__ import annotations

import re

from chiron.core.language.guard import verdict_words
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.text import fold
from chiron.core.words import Outcome

NAME = "verdict"
_RIGHT = re.compile(
    r"^\W*(?:(?:yes|yep|yeah|yup|si|oh|wow|and|ok|okay|great|perfect|nice|good),? ?!? ?)*(?:(?:that(?:'s| is|s)|it(?:'s| is)|this is|you(?:'re| are)|your answer is|es|esta|está) )?(?:all |absolutely |totally |completely |exactly |100 ?% |quite |perfectly |now )?(?:correct|right|bingo|exactly right|spot on|well done|perfect|excellent|excellent answer|great answer|nailed it|precisely|brilliant|correcto|correcta|perfecto|muy bien|exacto|excelente)\W*(?:$|[!.,;]|(?:answer|job|work|and|well done)\b)"
    r"|\b(?:your|the|this|that|tu|el|esa|la) (?:final |last |given |own )?(?:answer|result|solution|value|number|choice|work|line|respuesta|resultado)(?: of [\w$.,/-]+| [\w$./-]+)? (?:is|was|looks|seems|are|es|esta) (?:absolutely |totally |completely |indeed |also |just |perfectly |already |now |100 ?% )?(?:correct|right|perfect|fine|true|spot on|accurate|good|correcta|correcto|perfecta)\b(?! (?:track|idea|way|approach|start|place|time|form|direction|about|so far|up to|until|for))"
    r"|\byou(?:'ve| have)? (?:got|get|did|nailed|solved|answered|cracked|found|have) (?:it|this|that|the (?:right |correct )?answer|everything)(?: all)?(?: exactly| completely| totally| perfectly| quite)?(?: right| correct(?:ly)?)?(?: this time| now)?(?=\W*(?:[!.,;✅🎉]|$))"
    r"|\b(?:is|es|was) (?:the |your |a |la )?(?:correct|right|correcta) (?:answer|solution|result|choice|respuesta)\b|\bcorrect answer!|\byou(?:'re| are) (?:absolutely |totally |completely |quite )?(?:correct|right)\s*(?:[!.,;]|$)"
    r"|\b(?:full|all the) (?:marks|points)\b|\bspot[- ]on\b|\bnailed it\b|^\W*bingo\b|\b(?:lo hiciste|has acertado|acertaste)\b|^\W*(?:✅|✔|💯|👍)"
)
_WRONG = re.compile(
    r"^\W*(?:(?:no|sorry|oh|hmm|but|unfortunately|lo siento),? ?)*(?:(?:that(?:'s| is|s)|it(?:'s| is)|this is|you(?:'re| are)|es|esta) )?(?:still |just |also |quite |simply |completely |totally )?(?:wrong|incorrect|not (?:quite|correct|right|yet|exactly|it|the (?:right |correct )?answer)|false|mistaken|incorrecto|incorrecta|no es correcto|mal)\W*(?:$|[!.,;:-])"
    r"|\b(?:your|the|this|that|tu|esa|la) (?:final |last |given |own )?(?:answer|result|solution|value|choice|work|respuesta|resultado)(?: of [\w$.,/-]+| [\w$./-]+)? (?:is|was|looks|seems|es|esta|isn't|is not|wasn't) (?:not |still not |n't |still |also |just |simply |completely |quite )*(?:wrong|incorrect|false|off|mistaken|correct|right|incorrecta|mal)\b"
    r"|\byou(?:'ve| have)? (?:made|make|got) (?:a |an |another |some |the )?(?:small |little |slight |big |silly |common )?(?:mistake|error|slip)|\bthere(?:'s| is) (?:a|an|one|some) (?:\w+ )?(?:mistake|error)\b|\bnot quite\b|\btry again\b|\byou(?:'re| are) (?:wrong|mistaken|incorrect)\b|\bno es correct[oa]\b|\bte equivocaste\b|^\W*(?:❌|✗|✘)"
)
_UNSURE = re.compile(
    r"\b(?:if|whether|when|once|until|how (?:do|can|could|would)|check (?:that|if)|would|could|might|may|make sure|see if|tell (?:me )?(?:if|whether)|si|cuando|is (?:that|it|this|your|the)\b.*\?|do you think|are you sure)\b"
)
_NEGATED = re.compile(r"\b(?:not|never|isn't|wasn't|aren't|no|nothing|hardly|n't|neither)\b|n't\b")


def _claims(pattern: re.Pattern[str], text: str, negatable: bool) -> str | None:
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - 50) : match.start()]
        if _UNSURE.search(before) or _UNSURE.match(text[match.start() : match.end()].strip()):
            continue
        if text.rstrip().endswith("?") and re.match(
            r"\W*(?:is|are|was|does|do|did|could|can|would|how|why|what|which|where|es)\b", text
        ):
            continue
        if negatable and (_NEGATED.search(before.split(",")[-1]) or _NEGATED.search(match.group())):
            continue
        return match.group().strip()
    return None


def stops(line: Line, scene: Scene) -> str | None:
    """The words that judge otherwise than the checker did."""
    text = fold(line.text)
    outcome = scene.outcome
    for right in (_RIGHT, verdict_words.RIGHT):
        if outcome is not Outcome.CORRECT and (said := _claims(right, text, negatable=True)):
            return said
    unjudged = outcome in (None, Outcome.PERSON, Outcome.UNREADABLE, Outcome.CORRECT, Outcome.ONWARD)
    for wrong in (_WRONG, verdict_words.WRONG):
        if unjudged and (said := _claims(wrong, text, negatable=False)):
            return said
    return None
