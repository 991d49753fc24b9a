"""Every language that is offered is whole: rules, safety words, help lines, interface lines."""

from __future__ import annotations

import re
import string

import pytest

from chiron.core.language.lines import ENGLISH, LINES, line
from chiron.core.language.offered import OFFERED, offered
from chiron.core.language.rules import LANGUAGES, Intent
from chiron.core.language.safety import RULES, Category
from chiron.core.language.stopwords import STOPWORDS
from tests.core.language_data import LANGUAGE, rows

each_language = pytest.mark.parametrize("language", OFFERED)


@each_language
def test_a_language_reads_every_intent(language: str) -> None:
    assert {cue.intent for cue in LANGUAGES[language].cues} == set(Intent) - {Intent.QUESTION, Intent.DISTRESS}
    assert STOPWORDS[language]
    told = {intent for intent, written, _, _ in rows(LANGUAGE / "reading.examples.txt", 4) if written == language}
    assert told == {intent.value for intent in Intent}


@each_language
def test_a_language_has_safety_words_for_every_category(language: str) -> None:
    assert {rule.category for rule in RULES[language].rules} == set(Category)
    told = {(verdict, category) for verdict, category, written, _ in examples() if written == language}
    assert told == {("stop", category.value) for category in Category} | {("allow", "-")}


@each_language
def test_a_language_has_every_line_with_the_same_fields(language: str) -> None:
    assert LINES[language].keys() == ENGLISH.keys()
    for code, text in LINES[language].items():
        assert fields(text) == fields(ENGLISH[code]), code
        assert "!" not in text.replace("¡", ""), "the tutor is calm"


def test_a_tag_finds_its_language_and_others_fall_back() -> None:
    assert [offered(tag) for tag in ("es-MX", "ES", "en_GB", "fr", "")] == ["es", "es", "en", "en", "en"]
    assert line("stuck", "fr") == ENGLISH["stuck"]
    with pytest.raises(KeyError):
        line("no-such-line", "en")


def test_no_rule_is_written_twice() -> None:
    for language in RULES.values():
        patterns = [rule.pattern.pattern for rule in (*language.rules, *language.themes)]
        assert len(patterns) == len(set(patterns))
        assert all(re.compile(pattern) for pattern in patterns)


def examples() -> list[list[str]]:
    return list(rows(LANGUAGE / "safety" / "examples.txt", 4))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
