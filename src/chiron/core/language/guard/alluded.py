# ruff: noqa: E501 - patterns are data
"""The rule that a model does not allude to the number that is the answer: by what everybody counts ("the months"), by
dozens, by the letters of a word, by a sum of numbers that have no place in the step, or in another language's words.

What stands on the learner's screen in the same words is no allusion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from chiron.core.language.guard import number_words, reckoned, units
from chiron.core.language.guard.phrasebook import english
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.values import plainly, standing, wanted
from chiron.core.language.text import fold

NAME = "answer-alluded"
_OF = r"(?:in|of|on|per|has|have|does|makes?|for|with|about)(?: an?| the| one| your| every| each)*"
_COUNTED: tuple[tuple[int, str], ...] = (
    (3, rf"trio|triplets|musketeers|little pigs|blind mice|primary colou?rs|(?:colou?rs|lights?) {_OF} traffic lights?|leaves {_OF} (?:clover|shamrock)|tricycle|sides {_OF} triangle|patas de un taburete|lados de un triangulo|dreirad|medals? {_OF} podium|traffic lights?'?s? (?:colou?rs|lights)"),
    (4, rf"quartets?|quadruplets|beatles|(?:four|4)?-?leaf(?:ed)? clover|suits {_OF} (?:\w+ )?(?:deck|pack)(?: of cards)?|(?:dog|cat|cow|horse|chair|table|elephant|lion|sheep|pig)'?s'? (?:legs|paws|feet)|car's wheels|(?:legs|paws|feet) {_OF} (?:dog|cat|cow|horse|chair|table|elephant|lion|sheep|pig)|wheels {_OF} car|(?:points?|directions?) {_OF} compass|cardinal (?:points|directions)|quarters {_OF} (?:year|dollar|game)|corners {_OF} (?:square|room|rectangle|page)|sides {_OF} (?:square|rectangle)|(?:the )?(?:four |4 )?seasons|estaciones del ano|patas de (?:un|una) (?:perro|gato|mesa|silla|caballo)|saisons de l'annee|jahreszeiten|estacoes do ano|stagioni|ruedas de un coche"),
    (5, rf"quintets?|quintuplets|(?:fingers|toes|digits) {_OF} (?:hand|foot|glove|star ?fish)|olympic rings|(?:the |your |human )?senses\b(?= (?:you|we|people|humans|that)|\W*$)|pent[ae]gon\w*|points? {_OF} star|vowels|(?:school|working|week) ?days(?: {_OF} week)?|nickel|great lakes|arms {_OF} star ?fish|(?:hand|foot|glove)'s (?:fingers|digits|toes)|players {_OF} basketball team|high five|dedos de (?:una|la) mano|dedos da mao|finger (?:an |von )?(?:einer|der) hand|doigts d'une main|doigts de la main|dita (?:di una|della) mano|sentidos|anillos olimpicos|vocales"),
    (6, rf"sextets?|sextuplets|(?:insect|ant|bee|beetle|fly|die|dice|cube)'?s'? (?:legs|faces|sides)|beine (?:einer|der) (?:biene|ameise|fliege)|legs {_OF} (?:insect|ant|bee|beetle|fly|ladybug|ladybird|butterfly)|(?:faces|sides) {_OF} (?:cube|die|dice)|strings {_OF} guitar|hexagon\w*|honeycomb cell|half a dozen|half-dozen|media docena|halbes dutzend|une demi-douzaine|meia duzia|mezza dozzina|caras de un (?:cubo|dado)|patas de (?:un insecto|una hormiga|una abeja)|highest (?:number )?{_OF} (?:die|dice)"),
    (7, rf"(?:days? {_OF} week|week,? in days|days a week|weekdays and the weekend)|deadly sins|seas (?:do|that)? ?(?:sailors|pirates)?|(?:the )?(?:seven |7 )?seas\b|harry potter books|(?:colou?rs|bands?) {_OF} rainbow|rainbow'?s? colou?rs|heptagon\w*|septets?|dwar(?:f|ve)s|wonders|continents|do,? re,? mi,? fa,? sol?,? la,? [ts]i|agent'?s? (?:last|final) digit|james bond'?s?|colores del arco ?iris|dias (?:de la|a la|tiene (?:la|una)|en una) semana|una semana tiene|tage (?:der|einer|in der|in einer|hat (?:die|eine)) woche|jours (?:de la|d'une|dans une) semaine|dias da semana|giorni (?:della|di una|in una) settimana|dagen (?:van de|in een|van een) week|(?:neutral|water'?s?) ph\b|ph of (?:pure |clean )?water|touchdown (?:with|and|plus)|opposite (?:faces|sides) of a (?:die|dice)|hills? (?:of|in|was|that) (?:ancient )?rome|(?:hills|mounts) (?:was )?rome|rome'?s? hills|from (?:one|1|a|any) (?:mon|tues|wednes|thurs|fri|satur|sun)day to the next|snow white\S* (?:\w+ ){{0,4}}(?:friends|companions|housemates|helpers|miners|hosts|little)|vidas de un gato en espana|notes (?:of|in) (?:a|the) (?:\w+ )?scale|nitrogen'?s? atomic number|atomic number {_OF} nitrogen|month of july|july'?s? (?:month|number)|lucky number"),
    (8, rf"octets?|octuplets|octagon\w*|stop[- ]signs?|(?:legs|arms|tentacles|eyes) {_OF} (?:spider|octopus|scorpion|tarantula|crab)s?|spiders?'?s? (?:legs|eyes)|spinnenbeine|(?:corners|vertices) {_OF} (?:cube|box)|bits {_OF} byte|byte,? in bits|byte in bits|(?:santa'?s )?reindeer|(?:pl[ae]nets?|planetas)\b(?= {_OF} (?:our |solar)|\W*$| del sistema)|patas de (?:una arana|un pulpo)|brazos de un pulpo|beine (?:einer|der) spinne|pattes d'une araignee|araignee a|pernas de uma aranha|zampe di un ragno|quarts {_OF} (?:two|2) gallons|maids a-milking|oxygen'?s? atomic number|atomic number {_OF} oxygen|month of august"),
    (9, rf"nonets?|baseball (?:team|side)|players {_OF} (?:baseball|softball) team|innings|(?:squares|boxes|cells) {_OF} (?:tic-?tac-?toe|noughts)|muses|cloud nine|lives {_OF} cats?|cat'?s? lives|month of september|months (?:of|in) (?:a )?pregnancy|vidas de un gato"),
    (10, rf"(?:fingers|toes) {_OF} (?:both|two|2) (?:hands|feet)|all (?:of )?(?:your|my|the) (?:fingers|toes)|both (?:of )?(?:your |my |the )?hands|(?:dos|ambas) manos|(?:zwei|beide\w*) hande\w*|deux mains|duas maos|due mani|(?:ten |10 )?commandments|bowling pins|decagon\w*|years {_OF} decade|decade,? in years|dime\b|downing street|month of october|dedos de (?:las dos|ambas|tus) manos|mandamientos|una decada"),
    (11, r"players (?:in|of|on) (?:an? )?(?:football|soccer|cricket|hockey) team|(?:football|soccer|cricket) (?:team|side)s?(?: has|'s)? (?:players)?|month of november|jugadores de un equipo de futbol"),
    (12, rf"months(?: {_OF} (?:calendar|year))?\b(?=\W*$| {_OF} (?:a |the )?(?:calendar|year))|(?:count|number of|as many as) (?:all )?(?:the )?months|signs? {_OF} (?:the )?zodiac|zodiac signs|inches {_OF} (?:foot|ruler)|foot,? in inches|(?:hours|numbers|numerals) {_OF} clock(?: ?face)?|clock ?face|noon\b|midday\b|midnight\b|edges {_OF} cube|apostles|disciples|(?:people |persons |men |members )?{_OF} jury|the jury|eggs {_OF} (?:carton|box)|days of christmas|tribes of israel|month of december|meses (?:del|de un|en un|tiene (?:el|un)) ano|mois (?:de l'|d'une |dans une )annee|monate (?:des|im|eines|in einem|hat (?:das|ein)) jahr\w*|meses (?:do|de um) ano|mesi (?:dell'|di un |in un )anno|maanden (?:van het|in een) jaar|signos del zodiaco|mediodia|pulgadas de un pie"),
    (13, r"cards (?:in|of) (?:a|each|one) suit|unlucky (?:number|one)|friday the \w+|original (?:american )?colonies|stripes on the (?:us|american) flag"),
    (14, r"fortnight|valentine'?s(?: day)?|lines (?:in|of) a sonnet|pounds in a stone|quincena"),
    (15, r"players (?:in|of|on) a rugby team|quarter of an hour"),
    (16, rf"ounces {_OF} pound|chess pieces (?:of|per|for) (?:each|one) (?:player|side)|sweet sixteen"),
    (18, r"holes (?:on|of) a golf course|legal adulthood"),
    (20, r"fingers and toes|perfect vision|nickels in a dollar|dedos de manos y pies"),
    (21, r"black ?jack|guns? (?:in a )?salute"), (23, r"pairs of chromosomes|michael jordan'?s (?:number|jersey)"),
    (24, rf"hours {_OF} day|day,? in hours|blackbirds baked|carats? {_OF} (?:pure )?gold|horas (?:de|en|tiene) (?:un|el) dia|heures (?:dans|d')(?: une)? ?(?:journee|jour)|stunden (?:eines|am|hat (?:der|ein)) tag\w*|horas (?:do|de um) dia|ore (?:in un|del) giorno"),
    (25, r"christmas day|pennies in a quarter|cents in a quarter|silver anniversary"), (26, rf"letters {_OF} (?:the )?(?:english )?alphabet|miles {_OF} marathon|alphabet'?s? (?:length|letters)"),
    (28, r"dominoes in a set|days (?:in|of) (?:a )?(?:usual |normal |short )?february"), (30, r"half an hour|media hora|halbe stunde|demi-heure|days (?:in|of) (?:april|june|september|november)"),
    (31, r"days (?:in|of) (?:january|march|may|july|august|october|december)|new year'?s eve"), (32, r"(?:adult )?teeth (?:in|of) (?:an? )?(?:adult|grown|human)\w*|freezing point .{0,12}fahrenheit|chess pieces on the board"),
    (40, r"ali baba'?s thieves|days of lent"), (42, r"meaning of life|life,? the universe|hitchhiker'?s"), (48, r"contiguous (?:us )?states|states (?:\w+ ){0,3}without (?:alaska|hawaii)"),
    (50, r"half a (?:century|hundred)|medio siglo|states (?:of|in) (?:the )?(?:us|usa|america|united states|union)|stars on the (?:us|american) flag|golden (?:jubilee|anniversary)|ein halbes jahrhundert"),
    (52, rf"weeks {_OF} year|year,? in weeks|cards {_OF} (?:deck|pack)|deck of cards|semanas (?:del|de un|tiene (?:el|un)) ano|white piano keys"),
    (60, rf"minutes {_OF} hour|seconds {_OF} minute|(?:hour,? in minutes|minute,? in seconds)|minutos (?:de|en|tiene) una hora|segundos (?:de|en|tiene) un minuto|minuten (?:einer|in einer|hat eine) stunde|angles? {_OF} equilateral"),
    (64, r"(?:squares|fields) (?:on|of) (?:a|the) chess ?board|casillas de(?:l| un) (?:tablero(?: de)? )?ajedrez"), (66, r"route (?:sixty|6)|famous american route"), (88, r"(?:piano keys|keys (?:on|of) a piano)|teclas de un piano"),
    (90, rf"degrees {_OF} (?:right|square) angle|right angle,? in degrees|quarter turn|grados de un angulo recto"),
    (100, rf"centur(?:y|ies)\b|cents {_OF} (?:dollar|euro)|pence {_OF} pound|(?:years|runs) {_OF} century|centimet(?:er|re)s {_OF} met(?:er|re)|boiling point|per ?cent {_OF} (?:a )?whole|full (?:marks|score)|un siglo|centavos de un dolar|centimos de un euro|ein jahrhundert|un siecle|um seculo|un secolo"),
    (144, r"a gross\b|gross of eggs|dozen dozen"), (180, rf"half turn|straight angle|degrees {_OF} (?:triangle|straight line|half circle)|grados de un triangulo"),
    (360, rf"full (?:turn|circle|rotation)|degrees {_OF} circle|grados de un circulo"), (365, rf"days {_OF} year|year,? in days|dias (?:del|de un|tiene (?:el|un)) ano"), (366, r"days (?:in|of) a leap year"),
    (500, r"half a thousand"), (1000, r"millenni(?:um|a)|grams? (?:in|of) (?:a )?kilo\w*|met(?:er|re)s (?:in|of) (?:a )?kilomet\w*|un milenio"),
)  # fmt: skip
_BELOW = re.compile(r"\b(?:below|under|beneath|left of|less than) (?:zero|0|nothing)\b|\b(?:negative|minus|opposite)\b")
_PATTERNS = tuple((Fraction(value), re.compile(rf"\b(?:{pattern})")) for value, pattern in _COUNTED)
_CHANGES = re.compile(
    r"\b(?:plus|and|minus|less|take away) \d|\d (?:less|fewer|more|short|over|under|before|after|above|below|greater|bigger|smaller)\b"
)
_MANY = {
    "half": Fraction(1, 2), "1/2": Fraction(1, 2), "double": Fraction(2), "twice": Fraction(2), "triple": Fraction(3),
    "third": Fraction(1, 3), "1/3": Fraction(1, 3), "quarter": Fraction(1, 4), "1/4": Fraction(1, 4),
}  # fmt: skip
_TIMES = re.compile(
    r"\b(half|1/2|double|twice|triple|third|1/3|quarter|1/4)(?: of)?(?: the| a| all| your)*(?: number of)?(?: the)? $"
)
_TIMES_ANY = re.compile(r"\b(half|1/2|double|twice|triple|third|1/3|quarter|1/4)(?: of)? (?:the|a|all|your)\b")
_DOZENS = re.compile(r"do[cz]|dutz|duz|douz|dozz")
_DOZEN = re.compile(
    r"(?:(?P<n>\d+|an?|una?|ein|une|uma|half a|double a|twice a) )?(?:dozens?|docenas?|dutzend|douzaines?|duzias?|dozzin[ae]|dozijn)\b(?! of (?:times|ways|reasons))(?P<more> and (?:a half|1/2))?"
)
_OFTEN: dict[str, Fraction | int] = {"double a": 2, "twice a": 2, "half a": Fraction(1, 2)}
_LETTERS = re.compile(
    r"\bletters? (?:in|of|has|as in|spell\w*)(?: the| a| word| name| month| day)*:? [\"'“‘*]*(?P<w>[a-z]{2,16})\b|\b(?P<v>[a-z]{2,16})[\"'”’*]* has(?: many)? letters"
)
_MORE = re.compile(
    r"^[\"'”’*]*,? (?P<sign>plus|and|minus|less|take away|without|but|except) (?P<k>\d{1,3})\b(?= more|\W*$| (?:fell|is|are|lost|gone|missing|away|less|fewer|off)|)"
)
_LESS = re.compile(
    r"(?P<k>\d{1,3}) (?P<sign>less|fewer|short|more|over|under|before|after|above|below|greater|bigger|smaller)(?: than| of)?(?: the| number of| an?)*\s*$"
)
_SUMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:double|twice|2 times|two times|el doble de|doble de|das doppelte von|le double de) (?P<a>\d{1,4}(?:\.\d+)?(?: and (?:a half|1/2))?)(?![\w/*^.]|,\d)"), "2*a"),
    (re.compile(r"\b(?:triple|three times|3 times|thrice|el triple de) (?P<a>\d{1,4})(?![\w/*^.]|,\d)"), "3*a"),
    (re.compile(r"\b(?:half(?: of)?|1/2 of|la mitad de|die halfte von|la moitie de|metade de|la meta di) (?P<a>\d{1,4})(?![\w/*^.]|,\d)"), "a/2"),
    (re.compile(r"(?<![\w.*/^+-])(?P<a>\d{1,3}) (?:squared|al cuadrado|au carre|al quadrato|ao quadrado|im quadrat)\b"), "a*a"),
    (re.compile(r"\b(?:the )?square root of (?P<a>\d{1,5})\b|\braiz (?:cuadrada )?de (?P<b>\d{1,5})\b"), "root"),
    (re.compile(r"(?<![\w.*/^+-])(?P<a>\d{1,3}) (?:cubed|al cubo)\b"), "a*a*a"),
)  # fmt: skip
_NTH = re.compile(
    r"\b(?:the )?(?P<nth>third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fifteenth|twentieth) (?:natural |counting |positive |whole )?(?:number|integer|letter of the alphabet|month(?: of)?|multiple of one)\b"
)
_PLACES = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fifteenth": 15, "twentieth": 20,
}  # fmt: skip


def stops(line: Line, scene: Scene) -> str | None:
    """The sentence that alludes to it, None where none does."""
    keys = scene.closed
    values = wanted(keys) if keys else frozenset()
    if not values:
        return None
    if any(value in values and value not in _on(scene.screen) for value in _alluded(line.text, values)):
        return line.text
    sums = [used for value, used in _sums(line.text) if value in values]
    known = standing(scene.screen)
    if any(not used & known for used in sums):
        return line.text
    asks = line.text.rstrip().endswith("?")
    worked = () if asks else reckoned.found(line.text, english(line.text))
    return line.text if any(value in values and not {abs(n) for n in used} <= known for value, used in worked) else None


@lru_cache(maxsize=64)
def _on(screen: str) -> frozenset[Fraction]:
    return frozenset(_alluded(screen))


def _alluded(text: str, wanted: frozenset[Fraction] | None = None) -> Iterator[Fraction]:
    """The whole numbers that a text alludes to, those of ``wanted`` among them; None asks for all."""
    plain = plainly(text)
    folded = re.sub(r"[*_`]", "", fold(text))
    if (told := english(text)) != plain:
        folded, plain = f"{folded} ; {told}", told
    every = wanted is None or _CHANGES.search(plain) is not None
    for value, pattern in _PATTERNS:
        if every or value in (wanted or ()):
            for match in pattern.finditer(folded):
                yield value
                yield from _changed(value, folded, *match.span())
    for value, start, end in units.counts(plain):
        yield value
        yield from _changed(value, plain, start, end)
        if many := _TIMES_ANY.search(plain):
            yield value * _MANY[many[1]]
        yield -value if _BELOW.search(folded) else value
    yield from (Fraction(value) for value in number_words.said(text))
    for match in _NTH.finditer(folded):
        yield Fraction(_PLACES[match["nth"]])
    if "letter" in folded:
        for match in _LETTERS.finditer(folded):
            yield from _with(Fraction(len(match["w"] or match["v"])), match, plain)
    if _DOZENS.search(plain):
        yield from _dozens(plain)


def _dozens(plain: str) -> Iterator[Fraction]:
    for match in _DOZEN.finditer(plain):
        often = match["n"] or "a"
        number = Fraction(int(often)) if often.isdigit() else Fraction(_OFTEN.get(often, 1))
        value = 12 * number + (6 if match["more"] else 0)
        yield value
        yield from _changed(value, plain, *match.span())


def _with(value: Fraction, match: re.Match[str], plain: str) -> Iterator[Fraction]:
    """A count, and the same changed by what follows it: "the letters of Monday plus one"."""
    yield value
    word = match["w"] or match["v"]
    if (place := plain.rfind(word)) >= 0 and (more := _MORE.match(plain[place + len(word) :])):
        change = int(more["k"]) * (1 if more["sign"] in ("plus", "and") else -1)
        yield value + change


def _changed(value: Fraction, text: str, start: int, end: int) -> Iterator[Fraction]:
    """A count with a little more or less: "one less than a dozen", "a dozen plus two"."""
    if more := _MORE.match(plainly(text[end : end + 40])):
        yield value + int(more["k"]) * (1 if more["sign"] in ("plus", "and") else -1)
    if many := _TIMES.search(text[max(0, start - 30) : start]):
        yield value * _MANY[many[1]]
    if less := _LESS.search(plainly(text[max(0, start - 40) : start]) + " "):
        up = less["sign"] in ("more", "over", "after", "above", "greater", "bigger")
        yield value + int(less["k"]) * (1 if up else -1)


def _sums(text: str) -> Iterator[tuple[Fraction, frozenset[Fraction]]]:
    """Small sums in words, each with the numbers that it uses."""
    plain = plainly(text)
    for pattern, way in _SUMS:
        for match in pattern.finditer(plain):
            said = match.groupdict().get("a") or match.groupdict().get("b") or "0"
            number = Fraction(said.split(" ")[0]) + (Fraction(1, 2) if " and " in said else 0)
            value = _worked(way, number)
            if value is not None:
                yield value, frozenset({number})


def _worked(way: str, a: Fraction) -> Fraction | None:
    if way == "root":
        root = Fraction(round(float(a) ** 0.5))
        return root if root * root == a else None
    return {"2*a": 2 * a, "3*a": 3 * a, "a/2": a / 2, "a*a": a * a, "a*a*a": a * a * a}[way]
