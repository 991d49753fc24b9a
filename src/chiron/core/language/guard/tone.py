# ruff: noqa: E501 - patterns are data
"""The rule that a model neither insults nor flatters, presses, shames, or binds a learner to itself.

Praise of what was done ("you kept the signs in order") is welcome; praise or blame of what somebody is, is not.
"""

from __future__ import annotations

import re

from chiron.core.language.guard import verdict_words
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.text import fold

NAME = "tone"
_BAD = re.compile(
    r"\b(?:stupid|idiot\w*|dumb\w*|moron\w*|imbecile|fool(?:ish)?|loser|pathetic|worthless|useless|brainless|clueless|ignorant|hopeless|embarrassing|ridiculous|laughable|disappoint(?:ed|ing|ment)|shame on|ashamed of you|ugly|fat|lazy|slacker|shut up|tont[oa]s?|idiotas?|estupid[oa]s?|imbecil|burr[oa]|inutil|verguenza|vag[oa]s?|callate)\b"
)
_SAYS = re.compile(
    r"\b(?:you|you're|you are|your) (?:\w+ ){0,3}?(?:bad at|terrible|awful|horrible|too slow|never (?:learn|understand|get|listen)|always (?:fail|forget|get it wrong|wrong)|not (?:smart|clever|bright|good|cut out|made for)|will fail|can't even|should know (?:this|that|better)|should have known|waste of|wasting)\b|\b(?:even|any) (?:a |an )?(?:\w+ )?(?:child|baby|toddler|kid|first grader|five-year-old|idiot|one|monkey)s? (?:could|can|would|knows?)\b|\bwhat(?:'s| is) wrong with you\b|\bhow can you not\b|\bi(?:'m| am) (?:tired|sick|fed up) of\b|\bi(?:'ve| have) (?:already )?(?:told|explained (?:this|it) to) you (?:\w+ )?(?:times|already|before)\b|\b(?:it's|it is|this is|that's) (?:so |really |very |super |too )?(?:obvious|trivial|child's play)\b|\bobviously\b|\b(?:everyone|everybody|all the others|other students?|your classmates?) (?:else )?(?:can|could|gets?|got|knows?|understands?|already|is|are|did)\b|\b(?:just )?give up\b(?! (?:now|yet|so))|\bdon't bother\b|\b(?:girls|boys) (?:usually|often|tend to)\b"
)
_FLATTERS = re.compile(
    r"\b(?:you(?:'re| are)|what|such) (?:\w+ ){0,3}?(?:a |an |the )?(?:\w+ )?(?:genius\w*|prodigy|brilliant (?:mind|student|person|thinker|kid|mathematician)|smartest|cleverest|best student|most (?:intelligent|gifted|talented|brilliant)|gifted|so (?:smart|clever|brilliant|talented|intelligent)|(?:very|really|incredibly|extremely) (?:smart|clever|intelligent|talented|brilliant)|superstar|math(?:s)? whiz|natural talent|amazing (?:person|mind|student|kid)|perfect student|born (?:for|to))\b|\b(?:i(?:'ve| have) never (?:seen|met|had)|nobody (?:else )?(?:is|has)) (?:\w+ ){0,5}?(?:smart|clever|talented|good|brilliant|like you)\b|\bgenius\b(?=\W*$)|\b(?:smarter|better|cleverer) than (?:everyone|everybody|all|your (?:class|teacher|classmates|friends)|the others)\b|\beres (?:un[a]? )?(?:genio|el mejor|la mejor|brillante|list[ií]sim[oa])\b"
)
_BINDS = re.compile(
    r"\bi (?:love|adore|miss|missed|need|want|desire|care about) you\b|\b(?:my|your) (?:love|darling|sweetheart|honey|baby|dear(?:est)?|best friend|only friend|soulmate)\b|\b(?:i(?:'m| am)|we(?:'re| are)) (?:your |best )(?:only |best |real )?friends?\b|\b(?:only i|nobody (?:else )?understands you|no one (?:else )?understands you|you (?:only )?need (?:only )?me|don't (?:leave|go)(?: me)?(?=[.!,]|$)|stay with me|don't stop talking|i(?:'ll| will) be (?:sad|lonely|hurt))\b|\bi(?:'m| am) (?:so )?(?:sad|lonely|jealous|in love|angry|furious|upset|disappointed)\b|\bi (?:feel|felt) (?:sad|hurt|lonely|angry|so happy)\b|\bte (?:amo|quiero|extrano|necesito)\b"
)
_PRESSES = re.compile(
    r"\b(?:hurry(?: up)?|time(?:'s| is) running out|last chance|you must (?:answer|finish) (?:now|immediately|right away)|or (?:else|i(?:'ll| will))|you(?:'ll| will) (?:be punished|regret|lose|fall behind|never)|your streak|date prisa|apurate)\b|!{3,}|\b(?:[A-Z]{4,}\b[ ,!]*){3,}"
)


def stops(line: Line, scene: Scene) -> str | None:
    """The words that no tutor should say."""
    text = fold(line.text)
    shown = fold(scene.keys.shown) if scene.keys else ""
    for bad in (_BAD, verdict_words.BAD):
        for found in bad.finditer(text):
            if found.group() not in shown:
                return found.group()
    for pattern in (_SAYS, _FLATTERS, _BINDS, _PRESSES):
        if said := pattern.search(text):
            return said.group()
    shouted = re.search(r"(?:\b[A-Z]{4,}\b[ ,!]*){3,}", line.text)
    return shouted.group() if shouted else None
