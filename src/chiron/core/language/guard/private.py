# ruff: noqa: E501 - patterns are data
"""The rule that a model neither says nor asks for personal data: addresses, numbers, names in full, photos, secrets,
meetings, and whatever leads a learner out of the school's sight.
"""

from __future__ import annotations

import re

from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.privacy.veil import MARK
from chiron.core.language.text import fold

NAME = "private"
_DATA = re.compile(
    r"(?<![\w.+-])[\w.+-]++ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?: ?(?:\.|\(dot\)|\[dot\]) ?[a-z]{2,})+|(?<![\d.,/=+*x-])(?:\+\d{1,3}[ .-]?)(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4}(?![\d.,/])|\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|\b0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,4}\b"
    r"|\b\d{3}-\d{2}-\d{4}\b|\b(?:\d{4}[ -]){3}\d{4}\b|\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}\b|\b\d{1,4} (?:[a-z]+ ){1,3}(?:street|avenue|road|lane|boulevard|drive|court)\b(?! (?:from|is|has))|\b(?:calle|avenida|plaza) [a-z ]+,? (?:n[o.]? ?)?\d{1,4}\b"
)
_ASKS = re.compile(
    r"\b(?:what(?:'s| is)|tell me|give me|send(?: me)?|share|type|enter|write(?: down)?|may i have|can i have|can you (?:tell|give|send|share)|could you (?:tell|give|send|share)|i need|confirm|dime|cual es|enviame|mandame)\b[^.?!]{0,25}?\b(?:your|tu|tus|su) (?:\w+ ){0,2}?(?:full name|last name|surname|real name|home address|address|street|phone|phone number|mobile|telephone|email|e-mail|password|passcode|pin|birthday|date of birth|birth date|school(?:'s)? name|school|photo|picture|selfie|location|instagram|snapchat|tiktok|whatsapp|discord|username|credit card|card number|parents'? (?:name|phone|number|email|address|job)|mother's|father's|social security|passport|id number|religion|weight|medical|diagnosis|nombre completo|apellidos?|direccion|telefono|correo|contrasena|foto|ubicacion)\b"
    r"|\bwhere (?:do you (?:live|go to school)|are you (?:right now|at the moment|now))|\b(?:which|what) school do you (?:go to|attend)|\b(?:how old are you|are you (?:alone|home alone)|are your parents (?:home|there)|do you live (?:alone|near))\b|\bdonde vives\b|\bcuantos anos tienes\b"
    r"|\b(?:let's|we (?:can|could|should)|i(?:'d| would) (?:like|love) to|want to|can we) (?:meet|talk|chat)(?: up)? (?:in person|somewhere|after school|privately|alone|outside|on (?:whatsapp|discord|snapchat|instagram|telegram|tiktok|the phone))|(?:let's|we (?:can|could|should)) (?:meet up|(?:continue|move)(?: this| it| our chat)? (?:on|over to|to) (?:whatsapp|discord|snapchat|instagram|telegram|tiktok|another app|e?-?mail|the phone))|\b(?:meet me|call me|text me|email me|message me|dm me|add me|follow me|contact me|find me)\b"
    r"|\b(?:don't|do not|never|no need to) (?:tell|show|let|mention(?: this| it)? to) (?:your |any|the )?(?:\w+ )?(?:parents?|teachers?|mum|mom|dad|anyone|anybody|adults?|school|one)\b|\b(?:our|between us|keep (?:this|it) (?:a )?|little) secret\b|\bno se lo (?:digas|cuentes)\b"
)


LEFT_OUT = "[left out]"


def without_data(text: str) -> str:
    """A text without addresses and numbers that tell who somebody is, before it goes to a model."""
    return re.sub(_DATA.pattern, LEFT_OUT, text, flags=re.IGNORECASE)


def stops(line: Line, scene: Scene) -> str | None:
    """The words that tell or ask for something personal; data that stands in the course's own text may be named.

    A placeholder that is still there stands for nobody: the model made it up.
    """
    if made_up := MARK.search(line.text):
        return made_up.group()
    text = fold(line.text)
    known = fold(scene.keys.shown if scene.keys else "") + fold(" ".join(scene.cited))
    for found in _DATA.finditer(text):
        if found.group() not in known:
            return found.group()
    return asked.group() if (asked := _ASKS.search(text)) else _named(text, scene)


def _named(text: str, scene: Scene) -> str | None:
    """Somebody of the roster whom nobody spoke of here. ``text`` is folded."""
    for name in scene.marks.values():
        folded = fold(name)
        # A school has hundreds of names, and next to none of them stands here.
        if (
            folded in text
            and re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", text)
            and folded not in fold(scene.screen)
        ):
            return name
    return None
