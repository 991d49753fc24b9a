# ruff: noqa: E501 - patterns are data
"""E-mail, phones, addresses and numbers that tell who somebody is, found in a text. Numbers of mathematics are not.

What has a shape of its own (a check digit, a leading zero, a mail's sign) is found anywhere; what is a plain number only
beside a word that says what it is ("my phone is").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import chain

from chiron.core.language.privacy import checks
from chiron.core.language.privacy.places import HOME, STREETS, TOLD

MATHS = re.compile(
    r"(?<!\\)\$\$.{1,1000}?\$\$|(?<!\\)\$(?!\s)(?:[^$\\]|\\.){1,1000}?(?<!\s)\$(?!\d)|\\\(.{1,1000}?\\\)|\\\[.{1,1000}?\\\]",
    re.DOTALL,
)
"""Formulas, as the pages read them; of a bounded length, so that many that never end cost no square of time."""
_TEX = re.compile(r"\\[a-zA-Z]+|[\^=+]")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that must not leave, from ``start`` to before ``end``; ``key`` is the same for the same thing."""

    start: int
    end: int
    kind: str
    key: str


_LONGEST_LINE = 200
"""Characters of a line that can be a program's decorator."""
_DIGIT, _MADE_UP = re.compile(r"\d"), re.compile(r"\w[_#.]\w")
_TLD = r"(?:com|org|net|edu|gov|info|io|dev|app|school|eu|co|uk|us|ca|au|nz|ie|in|jp|de|at|ch|es|mx|ar|cl|pe|fr|be|it|nl|pl|pt|br|se|no|dk|fi|cz|sk|hu|ro|gr|tr|ua|ru|za|ng|ke|example)"
_SPOKEN_AT, _SPOKEN_DOT = (
    r"(?:at|arroba|arobase|chiocciola|klammeraffe|ät|apenstaartje)",
    r"(?:dot|punto|punkt|point|ponto|kropka)",
)
_NO_PRODUCT = r"(?!(?:products?|plots?|notation|diagrams?|is|on|in|the|and|or|of|to|at|a|y|und)\b)"
_AT = re.compile(rf"[(\[{{<] ?{_SPOKEN_AT} ?[)\]}}>]| {_SPOKEN_DOT} [a-z]{{2,12}}\b", re.IGNORECASE)
# A run of letters is looked through once, from its beginning: possessive, and nowhere begun within.
_RUN = r"(?<![\w.+-])[\w.+-]++"
_MARKED = rf" ?[(\[{{<] ?{_SPOKEN_AT} ?[)\]}}>] ?"
_POINT = rf"(?: ?\. ?| ?[(\[{{<] ?{_SPOKEN_DOT} ?[)\]}}>] ?| {_SPOKEN_DOT} )"
_MAIL = re.compile(
    rf"{_RUN}@[\w-]+(?:\.[\w-]+)*\.\w{{2,}}|{_RUN}(?:{_POINT}[\w+-]{{1,30}}){{0,3}}{_MARKED}[\w-]{{1,40}}(?:{_POINT}[\w-]{{1,30}}){{0,3}}?{_POINT}[a-z]{{2,12}}\b(?:{_POINT}{_TLD}\b)?|{_RUN}(?: {_SPOKEN_DOT} [\w+-]{{1,30}}){{0,3}} {_SPOKEN_AT} [\w-]{{1,40}}(?: {_SPOKEN_DOT} [\w-]{{1,30}}){{0,3}}? {_SPOKEN_DOT} {_NO_PRODUCT}[a-z]{{2,12}}\b(?: {_SPOKEN_DOT} {_TLD}\b)?",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://[^\s<>\"'’)\]]*[\w/]|\bwww\.[^\s<>\"'’)\]]*[\w/]|(?<![\w-])(?<![a-z0-9-]\.)(?:[a-z0-9-]++\.)++[a-z]{2,12}/[^\s<>\"'’)\]]*[\w/]",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@/`])@[A-Za-z_][\w.-]{1,29}(?<![.-])")
_SITES = "insta(?:gram)?|snap(?:chat)?|tik ?tok|discord|twitter|telegram|roblox|twitch|reddit|skype|steam|signal|bluesky|mastodon|threads|facebook|psn|xbox|minecraft|fortnite|you ?tube|linkedin|pinterest|kik|line"
_NAMED = re.compile(
    rf"\b(?:{_SITES}|gamertag|user ?name|usuario|benutzername|nom d['’]utilisateur|nickname)\b(?: (?:is|name|handle|es|me|account|user))*[ :]{{1,3}}(?P<value>(?=[\w.#-]*[\d_.#])[\w.#-]{{3,30}}(?<![.-]))|(?<![\w.#@-])(?P<before>(?=[\w.#-]*[\d_.#])[\w.#-]{{3,30}}(?<![.-])) (?:on|en|auf|sur|su|no|at|in) (?:my |mi )?(?:{_SITES})\b",
    re.IGNORECASE,
)
_NET = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}|(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2})(?![\w:]|\.\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:section|sections|version|chapter|figure|table|exercise|step|v|§|apartado|cap[ií]tulo)\.? ?$", re.IGNORECASE
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w.,])(?:\d{13,19}|\d{4}(?:[ -]\d{4}){3}|\d{4}[ -]\d{6}[ -]\d{4,5})(?![\w]|[.,]\d)")
_SHAPED = (
    re.compile(r"(?<![\w.-])(?!000|666|9)\d{3}-\d{2}-\d{4}(?![\w-])"),
    re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
    re.compile(r"\b[XYZ][ -]?\d{7}[ -]?[A-Z]\b"),
    re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b"),
    re.compile(r"\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d\b"),
    re.compile(r"\b[A-Z]{5}\d{4}[A-Z]\b"),
    re.compile(r"\b756\.\d{4}\.\d{4}\.\d{2}\b"),
    re.compile(r"(?<![\w.])\d{6}[-+A]\d{3}[0-9A-Y]\b(?![-+])"),
    re.compile(r"(?<![\w.,])[A-Z]{1,3}\d{6,9}\b"),
)  # fmt: skip
"""US social security, British insurance, Spanish NIE, Italian, Mexican and Indian tax, Swiss AHV, Nordic personal
numbers, and numbers of pupils and passports with letters before."""
_CHECKED: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (re.compile(r"(?<![\w.,])\d{8}[ -]?[A-Za-z]\b"), checks.dni),
    (re.compile(r"(?<![\w.,])[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?![\w,]|\.\d)"), checks.nir),
    (re.compile(r"(?<![\w.,])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)"), checks.cpf),
)
_SAID = re.compile(
    r"\b(?:(?:personal|tax|school|exam|civil|fiscal|citizen|social|resident) (?:number|no\.?|nr\.?|id|code)|(?:national|voter|citizen|resident|health|patient)[ -](?:id|identity|insurance|card)(?: card)?(?: number| no\.?)?|(?!(?:aufgaben?|seiten?|zeilen?|[uü]bungs?|fragen?|haus)n)[a-zäöü]{3,}(?:nummer|nr\.?)|n[uú]mero d(?:e|o|a|i)(?: la| el)? (?:identi\w+|c[eé]dula|documento|socio|afiliad\w+|registro|contribuyente|pasaporte|passaporte|tarjeta|carn[eé])|num[eé]ro (?:d['’e] ?identit\w*|de passeport|di tessera)|c[eé]dula|personnummer|kennitala|ppsn?|(?:my|his|her|our|your|their|national|student|pupil|login|user|school|personal|identity|candidate) (?:id|identity|code)\b(?: card)?(?: number| no\.?)?|id(?:entity)?(?: card)? (?:number|no\.?|card)|passport(?: number| no\.?)?|social security(?: number)?|ssn|national insurance(?: number)?|nhs number|(?:student|pupil|learner|matric\w*|enrol\w*|admission|registration|membership|member|library(?: card)?|candidate|exam|roll|badge|customer|employee|insurance|file) (?:number|no\.?|nr\.?|id|code)|tax (?:id|number)|driv\w+ licen[cs]e(?: number)?|number plate|licen[cs]e plate|account number|sort code|policy number|dni|nie|nif|documento(?: de identidad)?|pasaporte|matr[ií]cula|expediente|seguridad social|n[uú]mero de (?:cuenta|alumn[oa]|estudiante)|ausweis\w*|personalnummer|steuer\w*|sozialversicherung\w*|reisepass|matrikelnummer|num[ée]ro de s[ée]curit[ée] sociale|codice fiscale|bsn|pesel|aadhaar|cpf|curp|iban|card(?: number)?|tarjeta|kreditkarte)\b[^\d\n.!?]{0,22}?(?P<value>\b(?=(?:[A-Z]{1,4}[./-]?|(?-i:[A-Z]{1,4}) )?\d[A-Z0-9./ -]{0,2}?\d[A-Z0-9./ -]{0,2}?\d)[A-Z0-9]+(?:[./-][A-Z0-9]+| (?=[A-Z]?\d)[A-Z0-9]+| [A-Z](?![\w'’]))*(?:\(\w\))?)",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|set|dic|fév|avr|mai|juin|juil|août|déc|mär|okt|dez|gen|mag|giu|lug|ott|f[eé]v|abr|out|gru|maart|mrt|mei|maj|ocak|[sş]ubat|mart|nisan|may[ıi]s|haziran|temmuz|a[gğ]ustos|eyl[uü]l|ekim|kas[ıi]m|aral[ıi]k|stycz|lut|kwie|czerw|lip|sierp|wrze|pa[zź]dz?|list|led|[uú]nor|b[rř]ez|dub|kv[eě]t|[cč]erv|srp|z[aá][rř]|[rř][ií]j|pros)[a-zéûäçãńśćźřúýíěü]*\.?"
_YEAR = r"(?:19[2-9]\d|20[0-2]\d)"
_NUMERIC = rf"\d{{1,2}}(?:[/-]|\. ?)\d{{1,2}}(?:[/-]|\. ?){_YEAR}|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}"
_DAY = rf"(?:the )?(?:{_NUMERIC}|\d{{1,2}}[-/]{_MONTH}[-/]{_YEAR}|{_YEAR} ?\. ?\d{{1,2}} ?\. ?\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d\d|\d{{1,2}}(?:st|nd|rd|th|\.|er|º)? (?:(?:of|de|del) )?{_MONTH}(?:,? (?:(?:de|del|of) )?{_YEAR})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {_YEAR})?)(?!\d)"
_BIRTH = r"(?:born|birthday|birth ?date|date of birth|dob|d\.o\.b\.?|birth|nac[ií](?:da|do|ó)?|naci[oó]|nacimiento|cumple\w*|geboren\w*|geburts\w+|née?|naissance|anniversaire|nat[oa]|nascita|compleanno|nasci\w*|urodz\w+)"
_BORN = (
    re.compile(rf"\b{_BIRTH}(?:\b|(?<=\.))[^\n.!?\d]{{0,25}}?(?<![\d.])(?P<value>{_DAY})", re.IGNORECASE),
    re.compile(rf"(?<![\d.])(?P<value>{_DAY})[^\n.!?\d]{{0,20}}?\b{_BIRTH}\b", re.IGNORECASE),
    re.compile(rf"(?<![\d./*+=-])(?P<value>{_NUMERIC})(?![\d/*+=]|\.\d|-\d)"),
)
"""A day beside a word for being born; and any day written whole in numbers."""
_CALLED = r"(?:\b(?:phone|telephone|tel|mobile|mobil|cell|landline|hotline|fax|fixe|office|whats ?app|(?:text|call|ring|phone|reach)(?: (?:me|him|her|us|mum|mom|dad))?(?: (?:on|at|under))|ring|dial|(?:sms|text|message|nachricht)(?: to| an| a)?|(?:text|call|ring|phone) (?:me|him|her|us|mum|mom|dad)|text|call|tel[eé]fono|m[oó]vil|celular|cel|ll[aá]ma\w*|handy|telefon|(?:handy|telefon|mobil|ruf|fest)\w*nummer|handynr|tel\.? ?nr|t[eé]l[eé]phone|portable|cellulare|telefono|telem[oó]vel|telefone)\b|(?:['’]s|\bmy|\bher|\bhis|\bour|\btheir|\bmum|\bdad|\bmi|\bsu) (?:number|n[uú]mero|nummer))"
_CALL_THIS = re.compile(r"\b(?:call|text) (?:it|this|that|the|these|them|its|each|every|a|an)\b", re.IGNORECASE)
_CALLED_BEFORE = re.compile(rf"{_CALLED}[^\d\n!?]{{0,25}}$", re.IGNORECASE)
_CALLED_AFTER = re.compile(rf"^[^\d\n.!?]{{0,20}}{_CALLED}", re.IGNORECASE)
_PHONES = (
    re.compile(r"(?<![\w)+])\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){1,6}(?!\w|[.,]\d)"),
    re.compile(r"(?<![\w)])\(\d{2,5}\) ?\d{2,4}(?:[ .-]\d{2,4}){1,3}(?!\w|[.,]\d)"),
    re.compile(r"(?<![\w.,+-])[2-9]\d{2}([.-])\d{3}\1\d{4}(?!\w|[-.,]\d)"),
    re.compile(r"(?<![\w.,+-])0\d{8,13}(?!\w|[.,]\d)"),
    re.compile(r"(?<![\w.,+-])0\d{1,4}(?:(?: [/-] |[ ./-])\d{2,8}){1,5}(?!\w|[.,]\d)"),
)
_LONG = re.compile(r"(?<![\w.,])\(?\d(?:[ ./()-]{0,2}\d){6,14}(?!\w|[.,]\d)")
_COUNTED = re.compile(r"\d+\.\d+|\d{1,2}(?: \d{1,2}){3,}|\d{1,3}(?:  \d+)+|[1-9]0{5,}")
"""Decimals, lists of small numbers, round numbers."""
_SUM_BEFORE, _SUM_AFTER = re.compile(r"[=+*/^×÷·<>%{\\-]\s*$"), re.compile(r"^\s*(?:[=+*/^×÷·<>%]|-\s*\d)")


def found(text: str) -> Iterator[Found]:
    """Everything of that kind, in no order; spans may lie over one another."""
    if "@" in text or _AT.search(text):
        yield from _plain(text, "EMAIL", _MAIL)
    if "@" in text:
        yield from _handles(text)
    if "/" in text or "www" in text:
        yield from _plain(text, "LINK", _LINK)
    if not _DIGIT.search(text) and "_" not in text and ":" not in text:
        return
    sums = [match.span() for match in MATHS.finditer(text) if _TEX.search(match.group())]
    start = 0
    for line in text.splitlines(keepends=True):
        # Each of them holds digits, or is a name that was made up.
        if _DIGIT.search(line) or _MADE_UP.search(line):
            for each in chain(_named(line), _nets(line), _money(line), _ids(line), _homes(line), _phones(line)):
                if not any(before <= start + each.start < after for before, after in sums):
                    yield Found(start + each.start, start + each.end, each.kind, each.key)
        start += len(line)


def _span(kind: str, match: re.Match[str], group: str | int = 0) -> Found:
    start, end = match.span(group)
    text = match.string
    while end > start and text[end - 1] in " .-/,":
        end -= 1
    return Found(start, end, kind, re.sub(r"[\W_]", "", text[start:end]).casefold())


def _plain(text: str, kind: str, pattern: re.Pattern[str]) -> Iterator[Found]:
    return (_span(kind, match) for match in pattern.finditer(text))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _summed(match: re.Match[str]) -> bool:
    """Whether signs of a sum stand right beside it."""
    text = match.string
    after = text[match.end() : match.end() + 4]
    return bool(_SUM_BEFORE.search(text[max(0, match.start() - 3) : match.start()]) or _SUM_AFTER.search(after))


def _handles(text: str) -> Iterator[Found]:
    for match in _HANDLE.finditer(text):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end(), match.end() + _LONGEST_LINE)
        line, after = (text[start:end], text[end + 1 : end + 40]) if end >= 0 else ("", "")
        # A decorator of a program stands alone on its line, before another.
        if not (
            line[:_LONGEST_LINE].strip().partition("(")[0] == match.group()
            and after.lstrip().startswith(("def ", "class ", "@", "async "))
        ):
            yield _span("HANDLE", match)


def _named(text: str) -> Iterator[Found]:
    return (_span("HANDLE", match, match.lastgroup or 0) for match in _NAMED.finditer(text))


def _nets(text: str) -> Iterator[Found]:
    for match in _NET.finditer(text):
        value, before = match.group(), text[max(0, match.start() - 12) : match.start()]
        if re.fullmatch(r"(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}", value):
            if re.search(r"[a-fA-F]", value) or ":" in value:
                yield _span("ADDRESS_OF_MACHINE", match)
            continue
        try:
            ip_address(value)
        except ValueError:
            continue
        parts = [part for part in re.split(r"[.:]", value) if part]
        if len(parts) >= 3 and max(map(len, parts)) >= 2 and not _NUMBERED.search(before):
            yield _span("ADDRESS_OF_MACHINE", match)


def _money(text: str) -> Iterator[Found]:
    for match in _IBAN.finditer(text):
        value = re.sub(r"[ -]", "", match.group()).upper()
        length = checks.IBAN_LENGTHS.get(value[:2], 0)
        if length and len(value) >= length and checks.iban(value[:length]):
            end = match.start() + _reach(match.group(), length)
            yield Found(match.start(), end, "ACCOUNT", value[:length].casefold())
    for match in _CARD.finditer(text):
        if checks.card(_digits(match.group())) and (not _summed(match) or " " in match.group()):
            yield _span("CARD", match)


def _reach(text: str, count: int) -> int:
    """After how many characters so many letters and digits have been seen."""
    for place, sign in enumerate(text, 1):
        count -= sign.isalnum()
        if not count:
            return place
    return len(text)


def _ids(text: str) -> Iterator[Found]:
    for pattern in _SHAPED:
        yield from (_span("NUMBER", match) for match in pattern.finditer(text) if not _summed(match))
    for pattern, holds in _CHECKED:
        for match in pattern.finditer(text):
            if holds(re.sub(r"[ .-]", "", match.group())) and not _summed(match):
                yield _span("NUMBER", match)
    yield from (_span("NUMBER", match, "value") for match in _SAID.finditer(text))
    for pattern in _BORN:
        yield from (_span("DATE", match, "value") for match in pattern.finditer(text))


def _homes(text: str) -> Iterator[Found]:
    for pattern in STREETS:
        yield from _plain(text, "PLACE", pattern)
    yield from (_span("PLACE", match, "value") for match in HOME.finditer(text))
    yield from (_span("PLACE", match, "value") for match in TOLD.finditer(text) if _DIGIT.search(match.group("value")))


def _phones(text: str) -> Iterator[Found]:
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            digits = _digits(match.group())
            if 9 <= len(digits) <= 15 and len(set(digits)) > 2 and not _summed(match):
                yield _span("PHONE", match)
    for match in _LONG.finditer(text):
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 30]
        said = _CALLED_BEFORE.search(before) or _CALLED_AFTER.search(after)
        if said and not _COUNTED.fullmatch(match.group()) and not _CALL_THIS.search(before) and not _summed(match):
            yield _span("PHONE", match)
