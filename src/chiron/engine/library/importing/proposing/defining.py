"""Sentences that define a term, known by their patterns: "A **term** is a ...", "... is called a **term**".

English and Spanish stand side by side in each pattern: their words do not collide, and a text may hold both.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from chiron.engine.library.importing.proposing.sentences import Sentence, bare, stems

_MARKED = re.compile(r"\*\*([^*\n]{2,60}?)\*\*")
_LEAD = r"(?:(?:In|For|Within|Among|En|Para) [^,.]{3,60}, )?"
_ARTICLE = r"(?:[Aa]n?|[Tt]he|[Ee]l|[Ll][ao]s?|[Uu]n(?:[ao]s?)?)"
_NOUN = (
    "method|function|operator|statement|keyword|command|attribute|module|library|law|theorem|effect|principle|theory|test|"
    "rule|property|character|data type|clause|reaction|cycle|system|model"
)
_IS = (
    "is|are|was|were|refers to|refer to|means|is defined as|is the name for|"
    "es|son|era|eran|significan?|se define como|se definen como|se refieren? a|consisten? en"
)
_DOES = (
    "describes?|occurs? when|represents?|shows?|defines?|determines?|contains?|consists? of|allows?|"
    "converts?|computes?|generates?|uses?|returns?|provides?|includes?|produces?|translates?|states?|"
    "measures?|involves?|combines?|connects?|separates?|stores?|holds?|takes?|runs?|finishes|carries|"
    "carry|forms?|breaks? down|transports?|controls?|has|have|"
    "miden?|permiten?|contienen?|representan?|muestran?|indican?|determinan?|transforman?|almacenan?|guardan?|"
    "producen?|transportan?|sirven? para|se encargan? de|ocurre cuando|se produce cuando|tienen?"
)
_MANY = frozenset({"are", "were", "refer to", "have", "carry", "occur when", "consist of", "son", "eran"})
"""Verbs of many things that do not end as those of one do."""
_FRONT = re.compile(
    rf"^{_LEAD}(?P<article>{_ARTICLE} )?(?P<mark>\*\*)(?P<term>[^*]{{2,60}})\*\*(?: (?P<noun>{_NOUN}))?"
    r"(?: \([^)]{1,60}\))?(?:,? (?:or|also called|also known as|sometimes called) [^,]{2,60},?)? "
    rf"(?P<verb>{_IS}|{_DOES}) (?P<rest>.+)$"
)
_BACK = re.compile(
    r"^(?P<rest>.{15,300}?),? (?:is|are|is often|is also|are often) (?:called|known as|referred to as|termed|named) "
    r"(?P<article>an? |the )?(?P<mark>\*\*)(?P<term>[^*]{2,60})\*\*[.;]?$"
)
_NAMED = re.compile(
    rf"^{_LEAD}[Ss]e (?P<many>llaman?|denominan?|conocen?(?: como)?) (?:{_ARTICLE} )?\*\*(?P<term>[^*]{{2,60}})\*\* "
    r"a(?P<what>l| la| las| los| una?) (?P<rest>.+)$"
)
"""Spanish: "Se llama **erosión** al desgaste del suelo."""
PLAIN = re.compile(
    r"^(?P<article>(?:An?|El|La|Un|Una) )?(?P<term>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,2}?) "
    r"(?:is|was|es) (?:an?|the|un|una|el|la) [^,;]{0,60}?\b(?:that|which|who|whose|where|by which|in which|"
    r"que|donde|cuy[oa]s?|por (?:el|la) que|en (?:el|la) que) .+$"
)
"""What defines without marking its term: "A factory is a building in which many work."""
_OUTSIDE = re.compile(
    r"^\W*(?:this|that|these|those|it|its|they|their|them|he|she|his|her|we|our|you|however|therefore|thus|hence|such|here|"
    r"then|also|but|and|so|or|yet|instead|moreover|furthermore|otherwise|finally|next|additionally|similarly|likewise|"
    r"conversely|consequently|meanwhile|another|both|neither|either|again|still|besides|nevertheless|nonetheless|"
    r"in (?:addition|contrast|fact|turn|this|that|other words|such|these|the (?:previous|following|example|figure))|"
    r"as (?:a result|such|shown|mentioned|noted|discussed|described)|for (?:example|instance|this|that|these)|"
    r"on the (?:other|contrary)|because of (?:this|that|these)|at (?:this|that)|ex:|note:|recall|"
    r"est[aeo]s?|es[ao]s?|aquel\w*|él|ella|ellos|ellas|su|sus|nuestr[oa]s?|sin embargo|además|así|también|pero|aunque|"
    r"entonces|luego|después|finalmente|primero|otr[oa]s?|amb[oa]s|aquí|allí|asimismo|"
    r"por (?:ejemplo|lo tanto|eso|tanto|ello|esto)|en (?:este|esta|estos|estas|cambio|consecuencia)|"
    r"first|second|third|last|the (?:other|former|latter|second|third|last|next|previous|above|following|same))\b",
    re.I,
)
_POINTS = re.compile(
    r"\b(?:above|below|following|former|latter|previous(?:ly)?|earlier|preceding|this (?:\w+ )?(?:chapter|section|book|"
    r"figure|table|example|case|way|process|type|kind|module|lesson|program|code|function|method|equation|property)|"
    r"these|those (?!who|that|which)|here|as (?:shown|seen|we)|figure|table|example|equation|chapter|section \d|"
    r"arriba|abajo|anterior(?:es|mente)?|siguientes?|figura|tabla|ejemplos?|ecuación|capítulo|sección|aquí|véase|"
    r"est[aeo]s? (?:caso|manera|modo|proceso|tipo|forma|método|lección|apartado))\b",
    re.I,
)
_WE = re.compile(
    r"\b(?:we|our|us|you|your|i|nosotr[oa]s|nuestr[oa]s?|usted(?:es)?|tú|tus?|vemos|veremos|podemos|llamamos|usamos)\b",
    re.I,
)
LEAST, MOST = 7, 42
"""Words of a sentence that can stand by itself."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with a sentence that defines it. ``meaning`` is what the sentence says of it; "" where it says no more."""

    term: str
    sentence: Sentence
    meaning: str
    strength: float
    pattern: str
    noun: str = ""
    """What stands right behind the term and says its kind: "method" in "the **split** method"."""
    many: bool = False
    """Whether the sentence speaks of many: "are", not "is"."""
    article: str = ""
    """What stands right before the term; in Spanish it tells the gender."""


def key_of(term: str) -> tuple[str, ...]:
    """A term by the stems of its words."""
    return tuple(stems(bare(term)))


def stands_alone(sentence: str) -> bool:
    """Whether a sentence can be understood without its neighbours, as far as that can be told."""
    plain = bare(sentence)
    words = plain.split()
    if not LEAST <= len(words) <= MOST or not re.search(r"[.!]$", plain) or plain.count("(") != plain.count(")"):
        return False
    return not (_OUTSIDE.match(plain) or _POINTS.search(plain) or _WE.search(plain) or ":" in plain or "?" in plain)


def points_elsewhere(plain: str) -> bool:
    """Whether words point at what stands around them, or speak to the reader."""
    return bool(_POINTS.search(plain) or _WE.search(plain))


def definition_in(
    sentence: Sentence, known: Mapping[tuple[str, ...], str], often: Container[tuple[str, ...]] = ()
) -> Definition | None:
    """The definition that a sentence gives, by its pattern; None where it gives none, or more than one term.

    ``often`` are terms that may be defined without being marked.
    """
    text = _bold(sentence.text, known, often)
    unmarked = "**" in text and "**" not in sentence.text and not _SLANTED.match(sentence.text)
    marked = {key_of(term) for term in _MARKED.findall(text)}
    if len(marked) != 1 or not stands_alone(sentence.text):
        return None
    found = _in_front(text, sentence) or _behind(text, sentence)
    if found is None or not unmarked:
        return found
    return replace(found, strength=found.strength - 0.2) if key_of(found.term) not in known else found


def _in_front(text: str, sentence: Sentence) -> Definition | None:
    """ "A **term** is a thing that ..." """
    front = _FRONT.match(text)
    if front is None or not _is_term(front["term"]):
        return None
    meaning, verb = front["rest"].strip().rstrip(".;"), front["verb"]
    noun, article = front["noun"] or "", (front["article"] or "").strip()
    many = verb in _MANY or article.casefold() in ("los", "las", "unos", "unas")
    term = front["term"].strip()
    if re.fullmatch(_IS, verb):
        if not noun and _says_what(meaning, verb):
            return Definition(term, sentence, meaning, 0.7 + _surer(meaning), "is", many=many, article=article)
    elif len(meaning.split()) >= 4 and (article or noun or term[:1].isupper()):
        many = many or (not noun and re.fullmatch(r"[a-z]+[^s\W](?: (?:of|when|down|for))?", verb) is not None
                        and not article and term.casefold().endswith("s"))  # fmt: skip
        return Definition(term, sentence, "", 0.55, "does", noun, many, article)
    return None


def _behind(text: str, sentence: Sentence) -> Definition | None:
    """ "A thing that ... is called a **term**", and "Se llama **término** a la cosa que ..." """
    named = _NAMED.match(text)
    if named is not None and _is_term(named["term"]):
        article = {"l": "el"}.get(named["what"], named["what"].strip())
        meaning = f"{article} {named['rest'].strip().rstrip('.;,')}"
        many = named["many"].partition(" ")[0].endswith("n")
        return Definition(named["term"].strip(), sentence, meaning, 0.7, "called", many=many)
    back = _BACK.match(text)
    if back is None or not _is_term(back["term"]):
        return None
    meaning, term = back["rest"].strip().rstrip(".;,"), back["term"].strip()
    many = re.search(r" are (?:often |also )?(?:called|known|referred|termed|named) ", text) is not None
    if re.match(r"(?:an?|the|any|one|those|things|[A-Z]?[a-z]+s) ", meaning, re.I) and "," not in meaning[:60]:
        return Definition(term, sentence, _small(meaning), 0.6 + _surer(meaning), "called", many=many)
    return Definition(term, sentence, "", 0.55, "called", many=many)


def _small(text: str) -> str:
    """A text that began a sentence, as it stands within one."""
    return (
        text[:1].lower() + text[1:]
        if re.match(r"(?:An?|The|Any|One|Those|Things|[A-Z][a-z]+ [a-z]+s?) ", text)
        else text
    )


_SLANTED = re.compile(rf"^(?P<article>{_ARTICLE} )?\*(?P<term>[^*\n]{{2,60}})\*(?!\*)")


def _bold(text: str, known: Mapping[tuple[str, ...], str], often: Container[tuple[str, ...]]) -> str:
    """The sentence with its term in bold: one that stands in italics, is known, or is met often and defined plainly."""
    if "**" in text:
        return text
    slanted = _SLANTED.match(text)
    if slanted is not None:
        return f"{slanted['article'] or ''}**{slanted['term']}**{text[slanted.end() :]}"
    match = re.match(r"^((?:An?|The) )?([^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,3}?) (is|are|refers to|means) ", text)
    if match is not None and key_of(match[2]) in known:
        return f"{match[1] or ''}**{match[2]}**{text[match.end(2) :]}"
    plain = PLAIN.match(text)
    if plain is None or key_of(plain["term"]) not in often:
        return text
    return f"{plain['article'] or ''}**{plain['term']}**{text[plain.end('term') :]}"


def _is_term(term: str) -> bool:
    words = term.split()
    return 1 <= len(words) <= 5 and any(char.isalpha() for char in term) and not re.search(r"[.:;!?$]", term)


_THINGS = frozenset(
    """
    a an the any one two when those something anything things
    un una unos unas el la los las lo cualquier aquel aquella aquello todo toda
    """.split()  # noqa: SIM905 - a list to read
)


def _says_what(rest: str, verb: str) -> bool:
    """Whether what follows "is" says what the thing is, and not how it is or what is done with it."""
    if verb not in ("is", "are", "was", "were", "es", "son", "era", "eran"):
        return len(rest.split()) >= 3 and not re.match(r"(?:that|que)\b", rest, re.I)
    first = rest.split(maxsplit=1)[0].casefold() if rest else ""
    if first in _THINGS:
        return len(rest.split()) >= 4 and not re.match(
            r"(?:the (?:same|most|best|first|main|only|reason|result)|"
            r"(?:el|la|los|las|lo) (?:mism[oa]|más|mejor|primer[oa]?|principal|únic[oa]|razón|resultado))\b",
            rest,
            re.I,
        )
    if verb in _MANY and re.match(r"[a-záéíóúñ]+s (?:that|which|who|of|que|de|(?:in|on) which)\b", rest):
        return True
    return bool(
        re.match(r"[a-z]+(?:s|al|ic|ed|ive|ar|ous)? [a-z]+s? (?:that|which|who|of|in|for|used|with|made)\b", rest)
    )


def _surer(meaning: str) -> float:
    return 0.1 if re.search(r"\b(?:that|which|who|whose|used to|of|que|cuy[oa]s?|donde)\b", meaning) else 0.0
