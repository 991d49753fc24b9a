"""Yes, no, enough of it, a person please: in English and in Spanish. Pure, by patterns over folded text.

A yes lets something be done, so it is read strictly: the whole message must be a yes. A yes with a condition ("yes, but
to my office") is none. A no does nothing, so its beginning is enough.
"""

from __future__ import annotations

import re

from chiron.core.language.text import bounded, fold, squeeze

_YES = (
    r"y(?:es|ep|eah|up|a)",
    r"ok(?:ay|ey)?",
    r"sure(?: thing)?",
    r"of course",
    r"absolutely",
    r"definitely",
    r"certainly",
    r"correct",
    r"right",
    r"exactly",
    r"fine(?: by me| with me)?",
    r"agreed",
    r"i (?:agree|confirm|accept|do)",
    r"confirm(?:ed)?",
    r"go ahead",
    r"(?:please )?do (?:it|so|that)",
    r"please do",
    r"that(?:'s| is) (?:right|correct|fine|ok(?:ay)?|it|good|great)",
    r"sounds (?:good|great|fine)",
    r"perfect",
    r"great",
    r"si+",
    r"claro(?: que si)?",
    r"vale",
    r"de acuerdo",
    r"adelante",
    r"correcto",
    r"exacto",
    r"(?:lo )?confirmo",
    r"confirmado",
    r"acepto",
    r"hazlo",
    r"hagalo",
    r"perfecto",
    r"por supuesto",
    r"eso es",
    r"esta bien",
)
_POLITE = r"(?:please|thanks|thank you(?: very much| so much)?|cheers|por favor|(?:muchas )?gracias|then|entonces|pues)"
_A_YES = re.compile(rf"(?:(?:{'|'.join(_YES)}|{_POLITE})(?:\s*[,.!;:)]+\s*|\s+|$))+")
_SAYS_YES = re.compile(rf"\b(?:{'|'.join(_YES)})\b")
_NO = re.compile(
    r"(?:(?:oh|ah|hm+|well|sorry|please|bueno|pues|perdon)[,.!]*\s+)*"
    r"(?:no+|nope|nah|na|not (?:now|yet|today|really|that|this|like that)|never|stop|wait|(?:i )?(?:don'?t|do not)"
    r"|i'?d rather not|rather not|better not|that(?:'s| is) (?:wrong|not right|not correct|not it)|wrong|incorrect"
    r"|mejor no|para nada|nada de eso|ahora no|todavia no|aun no|espera|para|no es correcto|incorrecto"
    r"|negativo|tampoco)\b"
)
_NO_TROUBLE = re.compile(r"no (?:problem|worries|doubt|rush|hay problema|pasa nada|te preocupes|se preocupe)\b")
_DROPS = re.compile(
    r"\b(?:never ?mind|forget (?:it|about it|that)|(?:just )?leave it|drop it|it (?:does not|doesn'?t) matter"
    r"|(?:it'?s )?not important|i(?:'ve| have)? (?:changed my mind|give up)|cancel (?:that|this request|the request)"
    r"|dejal[oa]|dejemoslo|deja(?:lo)? estar|olvidal[oa]|olvidemoslo|no importa|da igual"
    r"|ya no (?:importa|hace falta))\b"
)
_PERSON = re.compile(
    r"\b(?:(?:talk|speak|chat|write|connect me|put me through|transfer me|get me|pass me)(?: \w+){0,3}?"
    r" (?:to|with|on to) |i (?:want|need|would like|'?d like|demand) (?:to (?:talk|speak) (?:to|with) )?"
    r"|give me |get me |let me (?:talk|speak) (?:to|with) |is there |can i (?:have|get|(?:talk|speak) (?:to|with)) )"
    r"(?:an? |the |your |some ?|real |actual |live |human )*"
    r"(?:person|human(?: being)?|agent|operator|representative|rep|manager|supervisor|somebody|someone|employee|adviser"
    r"|advisor|staff|team|colleague)\b"
    r"|^(?:an? |the |real |live |actual )*(?:human|agent|person|operator|representative)(?: please)?$"
    r"|\b(?:real|actual|live) (?:person|human|agent)\b"
    r"|\b(?:hablar|chatear|comunicarme|contactar)(?: \w+){0,2}? con (?:un |una |el |la |vuestro |su |algun |alguna )*"
    r"(?:persona|humano|humana|agente|operador|operadora|alguien|encargado|encargada|responsable|supervisor|empleado)\b"
    r"|\b(?:quiero|necesito|ponme con|paseme con|pasame con|dame) (?:a )?(?:un |una )?"
    r"(?:persona|humano|agente|operador|operadora|encargado|responsable|supervisor)\b"
    r"|^(?:un |una )?(?:persona|humano|agente|operador)(?: por favor)?$"
)
_NOT_A_PERSON = re.compile(
    r"\b(?:no|not|don'?t|do not|without|sin|rather than|instead of)(?: \w+){0,3}? (?:a |an |un |una )?"
    r"(?:talk|speak|hablar|person|human|agent|persona|humano|agente)\b"
)


def _plain(text: str) -> str:
    return squeeze(fold(bounded(text, 600))).strip(" .!?,;:)(")


def yes_or_no(text: str) -> bool | None:
    """Whether a message says yes or no to what was just asked; None where it says neither, or says it with an "if".

    Nothing that merely contains a yes is one: "yes, but keep the boots", "is that ok?" and "I said yes to the other"
    are None. Never raises.
    """
    plain = _plain(text)
    if not plain or text.rstrip().endswith(("?", "؟")):
        return None
    if _A_YES.fullmatch(plain) and _SAYS_YES.search(plain):
        return True
    if _NO.match(plain) and not _NO_TROUBLE.match(plain):
        return False
    return None


def drops(text: str) -> bool:
    """Whether the customer lets the matter go: never mind, forget it, déjalo. Never raises."""
    return _DROPS.search(_plain(text)) is not None


def wants_person(text: str) -> bool:
    """Whether the customer asks for a person. Never raises."""
    plain = _plain(text)
    return _PERSON.search(plain) is not None and _NOT_A_PERSON.search(plain) is None
