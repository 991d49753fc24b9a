"""What a message is about, that nobody knows, and that a reader can be kept."""

import hashlib
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.support.intents.keeping import keep, opened
from chiron.core.support.intents.reader import NOTHING, Reader
from chiron.core.support.intents.training import train

WHERE = (
    "where is my parcel", "when will my order arrive", "track my delivery", "my parcel has not come",
    "has my order been shipped", "delivery is late", "where is the order I placed", "parcel still not here",
)  # fmt: skip
RETURN = (
    "I want to return the boots", "how do I send something back", "return these shoes", "can I return it",
    "send back an item", "I would like to return my jacket", "returning a tent", "what is your return policy",
)  # fmt: skip
BROKEN = (
    "the zip is broken", "my jacket has a hole", "it fell apart", "the stove does not light", "the tent leaks",
    "it arrived damaged", "a strap is torn", "the sole came off",
)  # fmt: skip
POINTS = (
    "how many points do I have", "use my loyalty points", "points are missing", "redeem points", "I got no points",
    "when do points expire", "what are my points worth", "spend bonus points",
)  # fmt: skip
EXAMPLES = {"where": WHERE, "return": RETURN, "broken": BROKEN, "points": POINTS}
OUTSIDE = ("who won the football match", "tell me a joke", "what is the capital of France", "sing a song for me",
           "how tall is the Eiffel tower", "write a poem about spring")  # fmt: skip


def vector(text: str) -> list[float]:
    """A stand-in for a sentence encoder: every word's own direction, added up."""
    total = np.zeros(24)
    for word in re.findall(r"\w+", text.lower()):
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
        total += np.random.default_rng(seed).normal(size=24)
    return (total / max(float(np.linalg.norm(total)), 1e-9)).tolist()


EVERY = [text for texts in (*EXAMPLES.values(), OUTSIDE) for text in texts]
VECTORS = {text: vector(text) for text in EVERY}


@pytest.fixture(scope="module", params=["words", "meaning"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return train(EXAMPLES, OUTSIDE, VECTORS if request.param == "meaning" else None)


def test_it_reads_what_is_like_its_examples(reader: Reader) -> None:
    for text, intent in (
        ("my parcel is late", "where"), ("may I return a jacket?", "return"), ("redeem my bonus points", "points"),
        ("the zip of the tent is broken", "broken"),
    ):  # fmt: skip
        found = reader.read(text, vector(reader.mended(text)))
        assert found.intent == intent
        assert found.ranked[0] == (intent, found.probability)
        assert [chance for _, chance in found.ranked] == sorted((chance for _, chance in found.ranked), reverse=True)


def test_it_names_the_words_that_told(reader: Reader) -> None:
    assert reader.read("please redeem my points today", vector("redeem my points")).why[0] in {"points", "redeem"}


def test_a_misspelt_message_is_read_all_the_same(reader: Reader) -> None:
    text = "redem my poimts"
    assert reader.mended(text) == "redeem my points"
    assert reader.read(text, vector(reader.mended(text))).intent == "points"


def test_what_is_none_of_them_is_less_in_scope(reader: Reader) -> None:
    least = min(reader.read(text, vector(text)).scope for text in ("my parcel is late", "redeem my points"))
    for text in ("who won the world cup", "tell me a joke about France", "who sings that poem", "¿quién ganó?"):
        assert reader.read(text, vector(text)).scope < least


def test_where_no_word_is_known_nobody_knows(reader: Reader) -> None:
    for text in ("¿quién ganó?", "qwxz vbnq", "Wo bleibt denn bloß", "какой счёт"):
        assert reader.read(text) == NOTHING


def test_an_intent_hardly_likelier_than_the_others_is_not_known() -> None:
    many = {f"intent {at}": (f"please do thing{at}", f"could you do thing{at} for me") for at in range(12)}
    found = train(many).read("please do it for me")
    assert found.intent is None
    assert found.ranked[0][1] < 0.2
    assert train(many).read("do thing7 for me").intent == "intent 7"


@pytest.mark.parametrize("text", ["", " ", "?!", "\x00", "🙂", "—"])
def test_nothing_said_is_nothing_read(reader: Reader, text: str) -> None:
    assert reader.read(text) == NOTHING


def test_a_huge_message_is_read_by_its_ends(reader: Reader) -> None:
    assert reader.read("where is my parcel " + "x " * 100_000).ranked
    assert reader.read("\u202e" * 50_000) == NOTHING


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=300))
def test_no_text_raises(reader: Reader, text: str) -> None:
    found = reader.read(text)
    assert 0 <= found.probability <= 1.0001
    assert 0 <= found.scope <= 1


def test_without_its_vector_a_message_is_read_by_words() -> None:
    both, words = train(EXAMPLES, OUTSIDE, VECTORS), train(EXAMPLES, OUTSIDE)
    assert both.read("where is my parcel") == words.read("where is my parcel")
    assert words.read("where is my parcel", vector("where is my parcel")) == words.read("where is my parcel")


def test_a_vector_of_another_model_is_refused() -> None:
    with pytest.raises(ValueError, match="vectors of 24, not of 3"):
        train(EXAMPLES, OUTSIDE, VECTORS).read("where is my parcel", [1.0, 0.0, 0.0])


def test_a_kept_reader_reads_alike_to_the_bit(reader: Reader) -> None:
    again = opened(keep(reader))
    for text in ("my parcel is late", "redem my poimts", "who are you"):
        assert again.read(text, vector(text)) == reader.read(text, vector(text))
    assert again.mark == reader.mark


@pytest.mark.parametrize("damage", [{"shape": 2}, {"worded": None}, {"grams": {}}, {"by_words": {"kind": "|O"}}])
def test_a_damaged_reader_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="train it again"):
        opened(keep(train(EXAMPLES)) | damage)


def test_the_same_examples_in_any_order_make_the_same_reader() -> None:
    turned = {name: tuple(reversed(texts)) for name, texts in reversed(EXAMPLES.items())}
    one, other = train(EXAMPLES, OUTSIDE, VECTORS, seed=4), train(turned, OUTSIDE[::-1], VECTORS, seed=4)
    assert keep(one) == keep(other)


def test_the_mark_names_what_was_trained_on() -> None:
    mark = train(EXAMPLES).mark
    assert train(EXAMPLES | {"where": (*WHERE, "still waiting")}).mark != mark
    assert train(EXAMPLES, OUTSIDE).mark != mark
    assert train(EXAMPLES, (), VECTORS).mark != mark
    assert train(EXAMPLES, seed=1).mark != mark


@pytest.mark.parametrize("examples", [{"only": ("where is it",)}, {"a": ("one thing",), "b": ("another",)}])
def test_very_few_examples_do(examples: dict[str, tuple[str, ...]]) -> None:
    found = train(examples, (), {text: vector(text) for texts in examples.values() for text in texts})
    text = next(iter(examples.values()))[0]
    assert found.read(text, vector(text)).ranked[0][0] == next(iter(examples))


def test_no_example_is_a_fault() -> None:
    for examples in ({}, {"a": ()}, {"a": ("?",)}):
        with pytest.raises(ValueError, match="No intent has an example"):
            train(examples)


def test_a_missing_or_broken_vector_is_a_fault() -> None:
    with pytest.raises(ValueError, match="6 of 38 examples have no vector"):
        train(EXAMPLES, OUTSIDE, {text: VECTORS[text] for texts in EXAMPLES.values() for text in texts})
    with pytest.raises(ValueError, match="no number"):
        train(EXAMPLES, (), VECTORS | {WHERE[0]: [float("nan")] * 24})


def test_more_examples_than_can_be_learnt_from_are_drawn_by_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chiron.core.support.intents.training.MOST", 12)
    monkeypatch.setattr("chiron.core.support.intents.training.WORK", 200.0)
    found = train(EXAMPLES, OUTSIDE, VECTORS)
    assert found.worded.many <= 12
    assert set(found.intents) == set(EXAMPLES)
    assert found.read("where is my parcel", vector("where is my parcel")).ranked
