# ruff: noqa: E501 - patterns are data
"""Whether a text tells the answer of a step about words: picked, typed, ordered or paired.

What counts: a sentence that says which one is right ("the answer is ...", "choose ...", "... is correct", "option 2"); in
quoted text also a sentence, read with its title, that holds the right words together with a good part of what the prompt
asks; the right order of three or more items; both halves of a pair in one sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.known import terms
from chiron.core.language.text import fold, sentences

_CHOOSES = re.compile(
    r"\b(?:answers?(?: here| to this)?(?: is| are|:)|right (?:one|word|option|answer)s?(?: is| are|:)|correct (?:one|word|option|answer)s?"
    r"(?: is| are|:)|choose|pick|tick|select|write|type|fill in|it(?:'s| is) called|look(?:ing)? for(?: is)?|respuestas?(?: es| son|:)"
    r"|correcta(?: es)?|elige|marca|escribe|se llaman?|solution(?: is|:)|solucion(?: es|:)|goes with|matches|belongs to|va con)\b"
)
_CONFIRMS = re.compile(
    r"\b(?:is|are|es|son) (?:the )?(?:right|correct|answer|correcta|correcto|la respuesta|la correcta)\b"
)
_NOT = re.compile(r"\b(?:not|never|isn't|aren't|wrong|don't|no)\b")
SHARE = 0.34
"""A sentence holding this share of the prompt's content words speaks about the prompt ..."""
WORDS = 3
"""... and so does one that holds this many."""
CLOSE = 0.75
"""Share of a long option's words that says the option."""


def _holds(sentence: set[str], words: Sequence[str]) -> bool:
    wanted = set(words)
    if not wanted:
        return False
    found = len(wanted & sentence) / len(wanted)
    return found >= (CLOSE if len(wanted) > 3 else 1)


def _about(sentence: set[str], prompt: set[str]) -> bool:
    shared = prompt & sentence
    return len(shared) >= WORDS or (len(shared) > 0 and len(shared) / len(prompt) >= SHARE)


def _asserted(sentence: str, form: str) -> bool:
    """The form stands after words that choose, or before words that confirm."""
    folded, wanted = _even(sentence), _even(form)
    at = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", folded) if wanted else None
    if at is None:
        return False
    before, after = folded[: at.start()], folded[at.end() :]
    if _NOT.search(before) or _NOT.search(after):
        return False
    return bool(_CHOOSES.search(before) or _CONFIRMS.search(after)) or not (before + after).strip()


@lru_cache(maxsize=1_000)
def _even(text: str) -> str:
    """Folded, with Markdown and maths marks, commas and the final stop taken away."""
    return re.sub(r"\s+", " ", re.sub(r"[*_`$\"“”]|[.,!]+(?=\s|$)", "", fold(text))).strip()


def _numbered(sentence: str, keys: StepKeys) -> bool:
    """ "The second option", "option 2", "B": a place instead of the words."""
    if keys.kind not in ("choice", "multiple-choice"):
        return False
    places = [place for place, option in enumerate(keys.options) if option in keys.forms]
    ordinals = ("first", "second", "third", "fourth", "fifth", "sixth")
    folded = fold(sentence)
    for place in places:
        names = [
            rf"(?:option|number|answer|opcion) (?:{place + 1}|{chr(97 + place)})\b",
            rf"(?:is|es) \(?{chr(97 + place)}\)?(?:$|[.)!])",
        ]
        if place < len(ordinals):
            names.append(rf"{ordinals[place]} (?:one|option|answer)")
        if any(re.search(rf"\b{name}", folded) for name in names) and not _NOT.search(folded):
            return True
    return False


def told(text: str, title: str | None, keys: StepKeys, quoted: bool) -> str | None:
    """The sentence that tells the answer; None where none does."""
    prompt_words = set(terms(keys.shown, keys.language))
    for option in (*keys.options, *keys.forms):
        prompt_words -= set(terms(option, keys.language))
    if any(len(sentences(form)) > 1 and _asserted(text, form) for form in keys.forms):
        return text
    if keys.kind not in ("order", "match"):
        lead = f"{title}: " if title and quoted else ""
        for sentence in sentences(text):
            held = set(terms(lead + sentence, keys.language))
            for form in keys.forms:
                if _asserted(sentence, form) or _numbered(sentence, keys):
                    return sentence
                if quoted and _holds(held, terms(form, keys.language)) and _about(held, prompt_words):
                    return sentence
                if not keys.options and _typed_out(sentence, form, keys):
                    return sentence
    return _ordered(text, keys, quoted) or _paired(text, title, keys, quoted) or _filled(text, keys)


def _typed_out(sentence: str, form: str, keys: StepKeys) -> bool:
    """A word to be typed, said in a text where it could be read off, though it is not on the screen."""
    wanted = terms(form, keys.language)
    if not wanted or set(wanted) <= set(terms(keys.shown, keys.language)):
        return False
    said = terms(sentence, keys.language)
    size = len(wanted)
    there = any(said[place : place + size] == wanted for place in range(len(said) - size + 1))
    return there and _about(set(said), set(terms(keys.shown, keys.language)))


def _filled(text: str, keys: StepKeys) -> str | None:
    """A text with gaps, said with its gaps filled."""
    wanted = Counter(terms(keys.whole, keys.language))
    held = wanted & Counter(terms(text, keys.language))
    return text if wanted and held.total() >= 0.9 * wanted.total() else None


def _ordered(text: str, keys: StepKeys, quoted: bool) -> str | None:
    if len(keys.sequence) < 2:
        return None
    if _in_a_row(text, keys.sequence):
        return text
    said = terms(text, keys.language)
    counts = Counter(word for item in keys.sequence for word in set(terms(item, keys.language)))
    places = []
    for item in keys.sequence:
        own = [word for word in terms(item, keys.language) if counts[word] == 1]
        wanted = own or terms(item, keys.language)
        hits = [said.index(word) for word in wanted if word in said]
        places.append(min(hits) if wanted and len(hits) >= CLOSE * len(set(wanted)) else None)
    found = [place for place in places if place is not None]
    enough = min(3, len(keys.sequence)) if quoted else len(keys.sequence)
    return text if len(found) >= enough and found == sorted(found) and len(set(found)) == len(found) else None


def _in_a_row(text: str, sequence: Sequence[str]) -> bool:
    """Every item as it is written, one soon after the other in the right order."""
    items = (rf"(?<!\w){re.escape(_even(item))}(?!\w)" for item in sequence)
    return re.search(r".{0,20}?".join(items), _even(text)) is not None


def _paired(text: str, title: str | None, keys: StepKeys, quoted: bool) -> str | None:
    for sentence in sentences(text):
        held = set(terms(f"{title}: {sentence}" if title and quoted else sentence, keys.language))
        says = quoted or "→" in sentence or _CHOOSES.search(fold(sentence))
        if not says:
            continue
        for left, right in keys.pairs:
            if _holds(held, terms(left, keys.language)) and _holds(held, terms(right, keys.language)):
                return sentence
    return None
