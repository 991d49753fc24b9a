# ruff: noqa: E501 - patterns are data
"""The rule that no instruction smuggled in by a learner's or a course's text comes out again: a model that plays another
part, speaks of its instructions, or claims to do what only Chiron and people do: grade, unlock, report, set mastery.
"""

from __future__ import annotations

import re

from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.text import fold

NAME = "smuggled"
_PART = re.compile(
    r"\b(?:system|developer|hidden|initial|secret|original) (?:prompt|message|instructions?|note)s?\b|\b(?:my|these|those|previous|prior|earlier|above|all) (?:instructions|guidelines|rules (?:say|forbid|tell|don't)|programming|restrictions|constraints|filters?)\b|\bi(?:'m| am| was) (?:not )?(?:told|instructed|programmed|designed|supposed|allowed|permitted|forbidden|configured|asked)\b (?:not )?to\b"
    r"|\b(?:ignor|disregard|overrid|bypass|forget)\w* (?:all |any |the |my |your |previous |these |those )*(?:instructions?|rules?|guidelines?|restrictions?|guards?|prompts?|filters?)\b|\b(?:dan|jailbreak\w*|jailbroken|unrestricted|uncensored|unfiltered|god|developer|debug|admin|maintenance|sudo|root|opposite) (?:mode|access|version|enabled|activated|unlocked|speaking|here)\b|\b(?:dan|jailbreak\w*|stan|do anything now)\b(?=[:,])"
    r"|\bas (?:a|an) (?:large )?(?:ai|language model|llm|artificial)\b|\b(?:as|being) (?:chatgpt|gpt-?\d*|claude|gemini|llama|mistral|openai|dan)\b|\bi am (?:chatgpt|gpt|claude|gemini|llama|dan|your teacher|your (?:mum|mom|dad|parent|friend)|a human|human|a real (?:person|teacher|human)|not an? (?:ai|machine|bot|program))\b|\bi(?:'m| am) (?:a )?(?:real )?(?:human|person)\b"
    r"|\b(?:my|i have|i've got|i had) (?:grandm\w+|grandpa|childhood|wife|husband|kids)\b|\b(?:instructions?|prompt) (?:received|accepted|override[dn]?|updated|ignored)\b|\b(?:override|overridden|new role|role ?play|in character|playing the (?:role|part)|acting as|i will now act|i am now|i'm now|from now on i)\b|\b(?:sure|ok(?:ay)?|of course|certainly|absolutely)[,!.]? (?:here(?:'s| is) the (?:full |complete |final )?(?:answer|solution|key)|i(?:'ll| will) (?:ignore|give you the answer|tell you the answer|reveal))\b"
    r"|\b(?:answer|solution) key\b|\bla clave de respuestas\b|\bmis instrucciones\b|\binstrucciones (?:anteriores|previas|del sistema)\b|<\|?(?:im_start|im_end|system|endoftext|assistant|user)\b|\[/?(?:inst|sys)\]|###? ?(?:system|instruction|assistant|user|human)\b|^\W*(?:system|assistant|user|human|student|learner|tutor|teacher) ?:"
)
_DEEDS = re.compile(
    r"\bi(?:'ve| have|'ll| will| am going to|'m going to|'m| am| just|'d)? ?(?:just |now |already |also )?(?:mark(?:ed|ing)?|grad(?:e|ed|ing)|scor(?:e|ed|ing)|unlock(?:ed|ing)?|award(?:ed|ing)?|giv(?:e|en|ing) you (?:full |a |an |the |\d+ ?%? ?)?(?:marks?|points?|credit|grade|score|a\+?\b|badge|certificate)|set(?:ting)? your|chang(?:e|ed|ing) your|updat(?:e|ed|ing) your|rais(?:e|ed|ing) your|skip(?:ped|ping)? (?:this|the)|submit(?:ted|ting)?|delet(?:e|ed|ing) your|report(?:ed|ing)? (?:you|this)|told your|tell(?:ing)? your|inform(?:ed|ing)? your|contact(?:ed|ing)?|email(?:ed|ing)?|call(?:ed|ing)? (?:your|the)|sav(?:e|ed|ing) (?:this|your)|record(?:ed|ing)? (?:this|your)|search(?:ed|ing) (?:the web|online|the internet)|look(?:ed|ing) (?:it )?up online)\b"
    r"|\byour (?:mastery|grade|score|level|marks?|progress|rating) (?:is|are|was|has been|have been|will be|goes|went) (?:now |set |raised |changed |updated )|\byou(?:'ve| have)? (?:now )?(?:passed|failed|mastered|completed) (?:this|the) (?:course|unit|skill|test|exam|topic|step|exercise)\b|\byour teacher (?:said|says|told|allowed|allows|wants me|has (?:said|allowed|approved))\b|\btu profesora? (?:dijo|dice|permite)\b|\bhe (?:calificado|marcado|desbloqueado)\b"
)


def stops(line: Line, scene: Scene) -> str | None:
    """The words that show it."""
    text = fold(line.text)
    shown = fold(scene.keys.shown) if scene.keys else ""
    for pattern in (_PART, _DEEDS):
        for found in pattern.finditer(text):
            if len(found.group().split()) < 2 or found.group() not in shown:
                return found.group()
    return None
