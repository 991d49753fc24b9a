# ruff: noqa: E501 - patterns are data
"""What kind of answer a question asks for, and what of a sentence could be one. Pure, by rules; English and Spanish.

"When" asks for a date: a sentence with a year that the question did not name itself may hold it.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from chiron.core.language.answering.terms import terms
from chiron.core.language.offered import offered
from chiron.core.language.stopwords import STOPWORDS
from chiron.core.language.text import fold, words

_COUNTING = {
    "en": re.compile(
        r"\b(?:when|what (?:year|century|date|percent\w*)|which (?:year|century)|how (?:many|much|old|long|far))\b"
    ),
    "es": re.compile(r"\b(?:cuando|cuant[oa]s?|que (?:ano|siglo|fecha|porcentaje)|en que (?:ano|siglo))\b"),
}
_KINDS = {
    "en": {
        "date": r"when|(?:what|which) (?:year|century|date|decade|day|month|time|season|era|period)s?",
        "number": r"how (?:many|much|old|long|far|often|tall|big|large|high|fast|deep|wide)|what (?:percent\w*|number|amount|proportion|fraction|age|size)",
        "name": r"who|whom|whose|(?:what|which) (?:person|people|man|woman|author|king|queen|scientist|artist|president|player|company|organi[sz]ation|group|party|team|family|poet|writer|leader|ruler)",
        "place": r"where|(?:what|which) (?:\w+ )?(?:country|city|state|place|region|area|continent|town|river|ocean|sea|island|province|county|district|nation|location|street)",
        "reason": r"why|how come|what (?:caused|causes|led|reason)|for what (?:reason|purpose)|reason",
    },
    "es": {
        "date": r"cuando|(?:que|cual) (?:ano|siglo|fecha|decada|dia|mes|epoca|periodo)",
        "number": r"cuant[oa]s?|que (?:porcentaje|numero|cantidad|proporcion|edad|tamano)",
        "name": r"quien(?:es)?|(?:que|cual) (?:persona|autor|rey|reina|cientifico|artista|presidente|empresa|grupo|partido|equipo|poeta)",
        "place": r"donde|adonde|(?:que|cual) (?:pais|ciudad|estado|lugar|region|zona|continente|pueblo|rio|oceano|mar|isla|provincia)",
        "reason": r"por que|a que se debe|razon|motivo|causa",
    },
}
_KIND = {tag: {kind: re.compile(rf"\b(?:{one})\b") for kind, one in of.items()} for tag, of in _KINDS.items()}
_NAMING = {
    "en": re.compile(
        r"\b(?:called|named?|known as|term|word|title|synonym|abbreviat\w*|nickname|what (?:is|are) an?|mean|definition)\b"
    ),
    "es": re.compile(
        r"\b(?:llama\w*|nombre|conoce como|termino|palabra|titulo|sinonimo|que (?:es|son) una?|significa)\b"
    ),
}
_NAMED = {
    "en": re.compile(
        r"\b(?:called|named?|known as|termed|referred to as|nicknamed|abbreviated|means?|is an?|titled)\b|[\"“(]"
    ),
    "es": re.compile(r"\b(?:llama\w*|conocid[oa]s? como|denomin\w+|significa|es una?|titulad[oa])\b|[\"“«(]"),
}
_CAUSE = {
    "en": re.compile(
        r"\b(?:because|since|due to|so that|therefore|thus|as a result|caused?|causes|reason|in order to|led to|owing)\b"
    ),
    "es": re.compile(r"\b(?:porque|ya que|debido a|para que|por eso|por tanto|causa\w*|razon|a fin de|gracias a)\b"),
}
_LEANS = {
    "en": re.compile(
        r"^\W*(?:it|its|this|that|these|those|they|them|their|he|she|his|her|here|there|so|then|but|and|or|also|both|however|therefore|another|others?|one|all|some|many|most|such|the (?:two|three|first|second|latter|former|other|same))\b"
    ),
    "es": re.compile(
        r"^\W*(?:esto|eso|este|esta|estos|estas|ese|esa|esos|esas|ello|ellos|ellas|el|ella|su|sus|asi|entonces|pero|y|o|tambien|ambos|ambas|otr[oa]s?|algun[oa]s|much[oa]s)\b"
    ),
}
_HEAD = {
    "en": re.compile(
        r"\b(?:what|which|how many|how much)\s+((?:\w+\s+){0,3}?)(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|might|may)\b"
    ),
    "es": re.compile(
        r"\b(?:que|cual|cuant[oa]s)\s+((?:\w+\s+){0,3}?)(?:es|son|era|eran|fue|fueron|ha|han|tiene|tienen|hay|puede|pueden)\b"
    ),
}
_WHICH = {
    "en": frozenset(["what", "who", "whom", "whose", "which", "when", "where", "why", "how"]),
    "es": frozenset(
        [
            "que",
            "quien",
            "quienes",
            "cual",
            "cuales",
            "cuando",
            "donde",
            "como",
            "cuanto",
            "cuanta",
            "cuantos",
            "cuantas",
            "por",
        ]
    ),
}
_COUNTS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half third quarter
    twice once dozen hundreds thousands millions both couple pair single several dos tres cuatro cinco seis siete ocho
    nueve diez once doce cien cientos mil miles millon millones mitad tercio cuarto doble ambos varios""".split()  # noqa: SIM905
)
_TIMES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday century decade enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre lunes martes miercoles jueves viernes sabado domingo siglo decada""".split()  # noqa: SIM905
)
_INSIDE = re.compile(
    r"\b(?:in|at|from|near|to|of|into|on|between|across|around|throughout|within|en|de|a|hacia|desde|entre) (?:the |el |la |los |las )?[^\W\d_a-z]"
)
_CAPITAL = re.compile(r"[^\W\d_][\w'’]*")


def counts(question: str, language: str) -> bool:
    """Whether a question asks for a number or a date."""
    return bool(_COUNTING[offered(language)].search(fold(question)))


@dataclass(frozen=True, slots=True)
class Expected:
    """What a question asks for: ``kind`` is date, number, name, place, reason or "". ``naming``: what something is called.
    ``head`` is the term for what is asked for ("which battle"); ``words`` all of its words but the asking ones.
    """

    kind: str
    naming: bool
    head: str
    words: frozenset[str]
    numbers: frozenset[str]


def expected(question: str, language: str) -> Expected:
    """What a question asks for."""
    tag, plain = offered(language), fold(question)
    kind = next((kind for kind, shape in _KIND[tag].items() if shape.search(plain)), "")
    head = _HEAD[tag].search(plain)
    heads = terms(head.group(1), language)[-1:] if head else []
    said = frozenset(words(question)) - _WHICH[tag]
    numbers = frozenset(word for word in said if word[0].isdigit())
    return Expected(kind, bool(_NAMING[tag].search(plain)), heads[0] if heads else "", said, numbers)


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a sentence could be an answer; whether it leans on the one before it."""

    said: tuple[str, ...]
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    dates: frozenset[str]
    placed: bool
    naming: bool
    giving_reasons: bool
    leans: bool

    def fits(self, asked: Expected) -> bool:
        """Whether it holds something of the kind asked for that the question does not say itself."""
        if asked.kind == "date":
            return bool(self.dates - asked.words)
        if asked.kind == "number":
            return bool(self.numbers - asked.words)
        if asked.kind in ("name", "place"):
            return bool(self.names - asked.words) and (asked.kind == "name" or self.placed)
        return asked.kind == "reason" and self.giving_reasons


def piece(sentence: str, language: str, small: Set[str]) -> Piece:
    """A sentence looked at; ``small`` are the words that the course writes with a small letter somewhere."""
    tag, plain = offered(language), fold(sentence)
    said = frozenset(words(sentence))
    numbers = frozenset(word for word in said if word[0].isdigit() or word in _COUNTS)
    dates = frozenset(word for word in said if word[0].isdigit() or word in _TIMES)
    return Piece(
        tuple(terms(sentence, language)), said, names(sentence, language, small), numbers, dates,
        bool(_INSIDE.search(sentence)), bool(_NAMED[tag].search(plain)), bool(_CAUSE[tag].search(plain)),
        bool(_LEANS[tag].match(plain)),
    )  # fmt: skip


def names(sentence: str, language: str, small: Set[str]) -> frozenset[str]:
    """The folded words with a capital; the first of a sentence only where the course never writes it small."""
    found = set[str]()
    for match in _CAPITAL.finditer(sentence):
        if match.group()[0].isupper():
            word = fold(match.group()).replace("'s", "")
            begins = not sentence[: match.start()].strip(" \"'“(«¿¡*_")
            if word not in STOPWORDS[offered(language)] and not (begins and word in small):
                found.add(word)
    return frozenset(found)
