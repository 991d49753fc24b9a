# ruff: noqa: SIM905 - lists of words
"""Whether a word that is also a name stands where a name would: "Will said", "Rose's book", "with Mark"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.language.privacy.word_names import DATES


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters of a text: where it stands, as written, and folded."""

    start: int
    end: int
    text: str
    plain: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()

    @property
    def loud(self) -> bool:
        """Whether all of several letters are capitals."""
        return len(self.text) > 1 and self.text.isupper()


_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir madam teacher coach uncle aunt auntie brother sister cousin friend mum mom"
    " dad senor senora srta sr sra don dona profe profesor profesora tio tia amigo amiga herr frau monsieur madame mme"
    " mlle signor signora called named".split()
)
_DEEDS = frozenset(
    "said says told tells thinks thought asked asks wrote writes showed shows helped helps gave gives counted counts"
    " got gets copied knows knew wants wanted answered explained claims claimed and dice dijo piensa cree quiere sabe"
    " explico sagt sagte meint dit pense".split()
)
_BEING = frozenset("is was has had did does went goes made makes isn wasn tiene es esta ha hat ist est".split())
_FIXED = frozenset(
    "the a an this that these those each every some any no which what one two of in on at by per el la los las un una"
    " der die das den dem ein eine le les une il lo del al au du im am since until last next from during between early"
    " late mid before after every west east north south new".split()
)
_WHOSE = frozenset("my your his her our their more most much such so i you he she we they it who".split()) - {"so"}
_TO_WHOM = frozenset(
    "le les dije dijo digo dice pregunte pregunto pregunta vi vio veo ayude ayudo ayuda explique explico conozco llame"
    " llama di dio doy pedi pide toca gusta espero busco escribi escribo mande mando envie envio gracias".split()
)
"""What stands before "a" with somebody in Spanish."""
_ONLY_PEOPLE = re.compile(
    r",? (?:said|says|told|showed|thinks|thought|explained|copied|cheated|asked me|helped me|gave me"
    r"|won['’]?t (?:tell|help|show|let|share|give)|and i (?:got|did|have|had|are|work|think)"
    r"|dijo|me dijo|me explic|and (?:i|me)\b)",
    re.IGNORECASE,
)
_AND_I = re.compile(r"^[^.!?\n]* (?:and|und|y|et|e|en) (?:I|me|ich|yo|moi|eu|ik|io)\b")
_WITH_ME = re.compile(r"\b(?:me and|told me that|next to me,|why did|how did|my friend|mi amig[oa]) $", re.IGNORECASE)
_THINGS = re.compile(
    r"^['’]?s? ?(?:law|theorem|method|rule|formula|triangle|identity|paradox|principle|scheme|diagram|equation|constant"
    r"|road|street|lane|avenue|island|river|lake|school|university|teorema|ley|regla|satz)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"['’]s (?:method|rule|formula|triangle|identity|scheme|diagram|equation)\b", re.IGNORECASE)
_SCIENCE = frozenset(
    "newton euler gauss descartes fermat pascal euclid archimedes pythagoras cramer horner venn bayes bernoulli boole"
    " cauchy fourier laplace lagrange leibniz riemann ohm kepler galileo darwin fibonacci stein simpson heron thales"
    " price taylor markov turing carter cox student fisher wilson moore mason hess hill young snow wood".split()
)
"""Whose methods, rules and diagrams stand in courses."""
_END = re.compile(r"(?:^|[.!?:;\n•>\"“¿¡(\[|]|^\s*[-*]|\d[.)])\s*[\"'“‘*_]*$")


def named_here(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the tokens from ``first`` to ``last``, ordinary words by themselves, name somebody here."""
    token, end = tokens[first], tokens[last].end
    if not token.capital:
        return _small(text, tokens, first, last)
    if (token.loud and _shouted(tokens, first)) or len(token.text) == 1:
        return False
    rest = text[end : end + 24]
    if (
        (_THINGS.match(rest) and not _theirs(token, rest))
        or rest[:1] in {"(", "=", "^", "_"}
        or text[token.start - 1 : token.start] == "\\"
    ):
        return False
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if re.match(r"['’]s\b|['’](?!\w)", rest) or (before and before.plain in _TITLES):
        return True
    begins = bool(_END.search(text[max(0, token.start - 12) : token.start]))
    return _begins(text, token, end, after) if begins else _within(text, tokens, first, last)


def _theirs(token: Token, rest: str) -> bool:
    """Whether a method or the like is somebody's own: not Newton's."""
    return bool(_OWN.match(rest)) and token.plain not in _SCIENCE


def _small(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """In small letters only what people alone do shows a name: "mark told me"."""
    if len(tokens[first].text) < 2 or tokens[first].plain in DATES:
        return False
    before, after = text[max(0, tokens[first].start - 16) : tokens[first].start], text[tokens[last].end :][:20]
    if first and tokens[first - 1].plain in _FIXED | _WHOSE:
        return False
    return bool(_ONLY_PEOPLE.match(after) or _WITH_ME.search(before))


def _shouted(tokens: Sequence[Token], place: int) -> bool:
    around = [tokens[n] for n in (place - 1, place + 1) if 0 <= n < len(tokens)]
    return any(token.loud for token in around) or not around


def _begins(text: str, token: Token, end: int, after: Token | None) -> bool:
    """At the beginning of a sentence every word has a capital: what follows must tell."""
    line = text[text.rfind("\n", 0, token.start) + 1 :].partition("\n")[0].strip(" -–—.,!")
    if line == token.text and text.strip() != token.text and token.plain not in DATES:
        return True
    if after is not None and after.plain in ("me", "i") and text[end : after.start] == ", ":
        return True
    if after is not None and after.capital and text[end : after.start] == ", " and _AND_I.search(text[end : end + 60]):
        return True
    if after is None or text[end : after.start].strip(" ,") or (token.plain in DATES and after.plain not in _DEEDS):
        return False
    if after.plain in _DEEDS:
        return after.plain != "and" or _other(text, after)
    if after.plain in _BEING:
        return len(token.text) > 2 and token.plain not in ("will", "may", "so", "it", "how", "this")
    return text[end : end + 1] == "," and not after.capital and after.plain not in ("then", "because", "however", "so")


def _other(text: str, after: Token) -> bool:
    """Whether "and" is followed by somebody: a capital, or I."""
    return bool(re.match(r" (?:I\b|[^\W\d_a-z])", text[after.end : after.end + 2]))


def _within(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Within a sentence a capital is a name, save after an article, in a date, or in a line of capitals."""
    before = tokens[first - 1]
    gap = text[before.end : tokens[first].start]
    if before.plain == "a" and first > 1 and tokens[first - 2].plain in _TO_WHOM:
        return True
    if before.plain == "that" and gap == " ":
        return tokens[first].plain not in DATES
    if before.plain in _FIXED and gap.strip() == "":
        return before.plain in ("from", "by", "after", "before") and tokens[first].plain not in DATES
    if tokens[first].plain in DATES and re.search(r"\d\W{0,2}$|^\W{0,2}\d", gap + text[tokens[last].end :][:3]):
        return False
    near = [tokens[n] for n in (first - 1, last + 1) if 0 <= n < len(tokens)]
    titled = [
        t for t in near if t.capital and t.plain not in _TITLES and t.plain not in ("i", "and") and len(t.text) > 1
    ]
    return len(titled) < len(near) or len(near) < 2
