"""How a message sounds: negation, degree, faces, whose feeling it is, and what no text may break."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.language.feelings import EMOTIONS, NOTHING, Said, read
from chiron.core.language.feelings.head import NUMBERS, OUTPUTS, SENTIMENTS, from_json, heads, kept, numbers, terms
from chiron.core.language.feelings.lexicon import LANGUAGES, lexicon, look_up, parsed, spoken, weighed
from chiron.core.language.feelings.signs import plain, signs
from chiron.core.language.text import fold

TEXT = st.text(max_size=300)
TURNS = st.lists(st.builds(Said, st.booleans(), st.text(max_size=80)), max_size=6)


def told(text: str, language: str = "en") -> dict[str, float]:
    """What the feeling words of a message tell."""
    return {name: value for name, value in weighed(look_up(signs(text), language)).items() if value}


@settings(max_examples=150)
@given(TEXT, TURNS, st.sampled_from(["", "en", "es", "fr"]))
def test_no_text_breaks_it_and_chances_are_chances(text: str, before: list[Said], language: str) -> None:
    found = read(text, before, language)
    chances = [found.confidence, found.dissatisfied, found.hurried, *(felt.chance for felt in found.emotions)]
    assert all(0 <= chance <= 1 for chance in chances)
    assert found.sentiment in SENTIMENTS
    assert {felt.emotion for felt in found.emotions} <= set(EMOTIONS)
    assert [felt.chance for felt in found.emotions] == sorted((felt.chance for felt in found.emotions), reverse=True)
    assert read(text, before, language) == found


@given(st.text(alphabet=" \n.,;:-()…", max_size=20))
def test_nothing_said_is_nothing_read(text: str) -> None:
    if not signs(text).told:
        assert read(text) == NOTHING


@given(TEXT)
def test_plain_text_has_no_addresses_and_no_runs_of_spaces(text: str) -> None:
    found = plain(text)
    assert "http://" not in found
    assert found == " ".join(found.split())


@given(TEXT)
def test_each_word_has_its_marks(text: str) -> None:
    found = signs(text)
    assert len(found.words) == len(found.turned) == len(found.others)
    assert 0 <= found.shouted <= 1


def test_faces_hashtags_and_addresses() -> None:
    found = signs("@shop #NeverAgain 😡 https://shop.example/x :( <3")
    assert found.words == ("never", "again", "😡", ":(", ":)")
    assert found.tags == ("neveragain",)
    assert plain("Nice #GreatBoots 😊") == "Nice Great Boots smiling face with smiling eyes"


def test_negation_turns_gladness_into_disappointment_and_takes_anger_away() -> None:
    assert set(told("I am happy")) == {"joy"}
    assert set(told("I am not happy")) == {"disappointment"}
    assert told("I am not angry") == {}
    assert set(told("no estoy contento", "es")) == {"disappointment"}


def test_no_negation_reaches_across_a_clause() -> None:
    assert set(told("No, I am happy")) == {"joy"}
    assert set(told("not yet but happy")) == {"joy"}


def test_degree_moves_what_is_told() -> None:
    weak, bare, strong = (told(f"I am {word}annoyed")["frustration"] for word in ("slightly ", "", "extremely "))
    assert weak < bare < strong <= 1


def test_the_longest_phrase_counts_once() -> None:
    assert told("no problem, take your time") == {}
    assert "gratitude" in told("thank you so much")
    assert told("I would love to know") == {}


def test_whose_feeling_it_is() -> None:
    assert told("My mother was happy") == {}
    assert "joy" in told("My mother made me happy")
    assert told('The review says "worst tent ever"') == {}
    assert told("Do you sell the Fury headlamp?") == {}
    assert "anger" in told("Fury is all I feel")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("where is the parcel", ("en",)),
        ("dónde está el paquete", ("es",)),
        ("ok", ()),
        ("I am furious with you. ¿Dónde está mi pedido?", ("es", "en")),
    ],
)
def test_the_languages_are_those_of_the_small_words(text: str, languages: tuple[str, ...]) -> None:
    assert set(spoken(signs(text).words)) == set(languages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_a_lexicon_can_be_met(language: str) -> None:
    kept_ = lexicon(language)
    entries = [entry for found in (*kept_.whole.values(), *kept_.beginnings.values()) for entry in found]
    assert len(entries) > 400
    for entry in entries:
        text = " ".join(entry.words)
        assert fold(text) == text, text
        assert 0 < entry.strength <= 1
        met = kept_.at(signs(text).words, 0)
        assert met is not None, text
        assert len(met.words) >= 1


def test_an_unknown_kind_of_feeling_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind"):
        parsed("boredom 0.5: yawn")


def test_trouble_before_makes_the_same_words_more_dissatisfied() -> None:
    calm = read("Please look again for order 10023")
    before = [
        Said(True, "Please look for order 10023"), Said(False, "Sorry, I could not find that order."),
        Said(True, "Order 10023, please look again"), Said(False, "Unfortunately there is no such order."),
    ]  # fmt: skip
    assert read("Please look again for order 10023", before).dissatisfied > calm.dissatisfied + 0.2
    assert read("Thank you so much, perfect!").dissatisfied < calm.dissatisfied


def test_a_language_that_nobody_reads_tells_nothing_but_its_faces() -> None:
    assert read("Wo ist mein Paket?").chance(*EMOTIONS) < 0.5
    assert read("Wo ist mein Paket? 😡😡").chance("anger") > 0.6


def test_heads_are_whole_and_small_and_say_what_they_were_learnt_from() -> None:
    words, alone = heads()
    assert len(words.rows) >= 1_000
    assert not alone.rows
    again = from_json(kept(words, ""))
    found = signs("I am so glad, thank you")
    known = numbers(found, weighed(look_up(found, "en")))
    assert len(known) == len(NUMBERS)
    assert again.chances(terms(found), known) == words.chances(terms(found), known)
    chances = words.chances(terms(found), known)
    assert tuple(chances) == OUTPUTS
    assert sum(chances[name] for name in SENTIMENTS) == pytest.approx(1)


def test_a_head_of_other_outputs_is_refused() -> None:
    with pytest.raises(ValueError, match="other outputs"):
        from_json({**kept(heads()[1], ""), "outputs": ["glee"]})


def test_reasons_are_the_words_that_told_it() -> None:
    assert "furious" in read("I am furious about this").because
    assert read("Where is the parcel?").because == ()
