# ruff: noqa: E501 - words are data
"""The rule that a model speaks the learner's language, and no other unasked: read off scripts and small words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from chiron.core.language.guard.known import said_on
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.stopwords import STOPWORDS
from chiron.core.language.text import fold, words

NAME = "other-language"
_SMALL = {
    "en": "the a an is are was of to in on and or that this it you your we our what which how why with for from by at be do does not can will if then there has have as so but when where who them they its into each one more than let look think try now here",
    "es": "el la los las un una unos unas es son era de del al en y o que este esta esto tu tus su sus nosotros como por para con sin no si se lo le les mas muy pero cuando donde quien cada hay ha has he ser estar puedes mira piensa ahora aqui cual entonces",
    "fr": "le la les un une des est sont de du au aux en et ou que qui ce cette tu ton ta tes vous votre nous notre comment pourquoi avec pour par sans ne pas il elle on dans sur mais quand donc alors je c'est d'abord peux regarde",
    "de": "der die das den dem des ein eine einen ist sind war von zu im in und oder dass du dein deine wir unser was wie warum mit fur aus bei nicht kann wenn dann es auf auch aber wo wer ich sie jetzt hier denk schau zuerst",
    "it": "il lo la i gli le un una e sono di del della al in e o che questo questa tu tuo tua noi come perche con per da non se si piu ma quando dove chi ogni ho ha prova guarda ora qui allora quindi",
    "pt": "o a os as um uma e sao de do da dos das ao em no na que este esta isto voce seu sua nos como por para com sem nao se mais muito mas quando onde quem cada ha tem agora aqui entao pensa veja",
    "nl": "de het een is zijn was van naar in op en of dat dit je jouw we wij wat welke hoe waarom met voor uit bij niet kan als dan er heeft maar waar wie ook nu hier denk kijk eerst",
    "la": "et sed quid iam scire est non in ad cum ut qui quae quod hic haec hoc bene simul ipse ipsa sunt esse ergo nunc si nos vos tu mihi tibi ex de ab per pro autem enim vel aut nec",
}  # fmt: skip
SMALL = {tag: frozenset(text.split()) for tag, text in _SMALL.items()}
WITHOUT = 9
"""Words of a message that cannot be all without a small word."""
SHORTEST = 4
"""Words that a sentence must have to tell its language by its small words."""


def stops(line: Line, scene: Scene) -> str | None:
    """The sentence, where it is in another language than the learner's."""
    home = scene.language.split("-")[0].lower()
    text = re.sub(r"\$[^$]*\$|[\"“«*_][^\"”»*_]{1,60}[\"”»*_]", " ", line.text)
    if _foreign_script(text, scene):
        return line.text
    if home not in SMALL:
        return None
    known = said_on(scene.screen)
    said = [word for word in words(fold(text)) if word not in known or word in SMALL[home]]
    if len(said) < SHORTEST:
        return None
    if _none_of(home, words(fold(f"{line.before} {text}")), known):
        return line.text
    counts = Counter({tag: sum(word in small for word in said) for tag, small in SMALL.items()})
    own = counts.pop(home)
    other, most = counts.most_common(1)[0]
    only = sum(word in SMALL[other] and word not in SMALL[home] for word in said)
    return line.text if most >= own + 2 and only >= 2 and most >= 0.25 * len(said) else None


def _none_of(home: str, said: list[str], known: frozenset[str]) -> bool:
    """Whether a message of some length holds not one of the language's small words, nor a word of the screen."""
    own = SMALL[home] | STOPWORDS.get(home, frozenset())
    return len(said) >= WITHOUT and not any(word in own or word in known for word in said)


def _foreign_script(text: str, scene: Scene) -> bool:
    """Whether a good part of the letters are of a script that neither the language nor the screen writes."""
    if text.isascii():
        return False
    known = {sign for sign in scene.screen if sign.isalpha()}
    letters = [sign for sign in text if sign.isalpha() and sign not in known]
    if scene.language.split("-")[0] in SMALL:
        foreign = [
            sign
            for sign in letters
            if not unicodedata.name(sign, "").startswith(
                ("LATIN", "GREEK", "MICRO", "MATHEMATICAL", "DOUBLE-STRUCK", "FULLWIDTH LATIN")
            )
        ]
        return len(foreign) >= 2
    return False
