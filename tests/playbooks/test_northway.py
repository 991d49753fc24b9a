"""Northway, the outdoor shop that ships: sound, large enough, in two languages, and at one with itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from chiron.core.support.playbook import Playbook
from chiron.engine.library.playbooks.checking import check
from chiron.engine.library.playbooks.reading import read_playbook

NORTHWAY = Path(__file__).parents[2] / "playbooks" / "northway"
TODAY = date(2026, 11, 22)
FIGURES = (
    ("sleeping-bag-temperature", "drift-0", "weight"),
    ("sleeping-bag-temperature", "moss-0", "weight"),
    ("mat-r-value", "hollow-air", "r-value"),
    ("mat-r-value", "hollow-air-lite", "r-value"),
    ("mat-r-value", "hollow-winter", "r-value"),
    ("mat-r-value", "hollow-camp", "r-value"),
    ("mat-r-value", "hollow-foam", "r-value"),
    ("mat-r-value", "pip-mat", "r-value"),
    ("mat-r-value", "hollow-camp", "weight"),
    ("choosing-a-tent", "cairn-2", "weight"),
    ("choosing-a-tent", "tarn-2", "weight"),
    ("choosing-a-tent", "skerry-2", "weight"),
    ("choosing-a-tent", "skerry-2", "water-column"),
    ("choosing-a-tent", "tarn-2", "water-column"),
    ("choosing-a-tent", "cairn-2", "water-column"),
    ("choosing-a-tent", "tarp-3x3", "weight"),
    ("choosing-a-tent", "bivy-shell", "weight"),
    ("layering", "down-lumen", "weight"),
    ("layering", "fibre-hearth", "weight"),
    ("layering", "zephyr-wind", "weight"),
    ("layering", "squall-shell", "water-column"),
    ("layering", "gale-pro", "water-column"),
    ("stoves-and-fuels", "stove-wisp", "weight"),
    ("water-treatment", "filter-rill", "pores"),
    ("water-treatment", "filter-rill", "filters"),
    ("water-treatment", "filter-lock", "pores"),
    ("bikepacking-setup", "bag-saddle", "load"),
    ("bikepacking-setup", "bag-frame-4", "length"),
    ("bikepacking-setup", "pannier-pair", "load"),
    ("care-of-lamps-and-batteries", "lamp-wick-450", "hours-low"),
    ("children-outdoors", "pip-bag-moss", "warm-to"),
)
"""Where an article repeats a figure of the catalogue."""
WORKSHOP = {"new sole": 79, "slider": 15, "patch": 12, "shortened": 12, "climbing shoes resoled": 49}


@cache
def northway() -> Playbook:
    return read_playbook(NORTHWAY)


def test_the_check_finds_nothing() -> None:
    found = check(NORTHWAY, TODAY)
    assert [str(fault) for fault in found.faults] == []


def test_it_is_as_large_as_a_mid_sized_shop() -> None:
    shop = northway()
    assert len(shop.products) >= 150
    assert len(shop.articles) >= 60
    assert len(shop.intents) >= 40
    assert len(shop.flows) >= 20
    assert all(len(one.examples) >= 15 for one in shop.intents)
    assert sum(len(one.examples) for one in shop.intents) >= 1_500
    assert all(one.near_misses for one in shop.intents)
    assert len(shop.outside) >= 80


def test_every_description_says_something_and_none_is_said_twice() -> None:
    told = Counter(one.description for one in northway().products)
    assert max(told.values()) == 1
    assert all(len(one.description.split()) >= 15 for one in northway().products)


def test_articles_answer_at_the_length_of_an_answer() -> None:
    for article in northway().articles:
        assert 110 <= len(article.text.split()) <= 420, article.id
        assert article.questions, article.id


@pytest.mark.parametrize(("article", "product", "attribute"), FIGURES)
def test_articles_repeat_the_catalogue_s_figures(article: str, product: str, attribute: str) -> None:
    value = northway().product[product].attributes[attribute]
    assert isinstance(value, int | float)
    numbers = {float(one.replace(",", "")) for one in _NUMBER.findall(northway().article[article].text)}
    assert float(value) in numbers


_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?")


def test_guarantees_are_those_of_the_article() -> None:
    years = {"tents": {2, 5}, "packs": {2, 5}, "bikepacking": {2, 5}, "footwear": {2}, "lights": {2}, "jackets": {2, 3}}
    for product in northway().products:
        assert product.guarantee_years in years.get(product.category, {2, 3, 5}), product.id
    assert all(
        one.guarantee_years == 5 for one in northway().products if {"people", "seasons"} <= one.attributes.keys()
        and one.category == "tents" and one.id not in {"bivy-shell", "tarp-3x3"}
    )  # fmt: skip


def test_the_limit_temperature_is_below_comfort_and_warmer_bags_weigh_more() -> None:
    bags = [one for one in northway().products if "comfort" in one.attributes and "limit" in one.attributes]
    assert len(bags) >= 8
    for bag in bags:
        assert float(bag.attributes["limit"]) < float(bag.attributes["comfort"])  # type: ignore[arg-type]
    drift = sorted(
        (bag for bag in bags if bag.id.startswith("drift-") and bag.id != "drift-0-women"),
        key=lambda bag: -float(bag.attributes["comfort"]),  # type: ignore[arg-type]
    )
    weights = [float(bag.attributes["weight"]) for bag in drift]  # type: ignore[arg-type]
    assert weights == sorted(weights)
    assert [bag.price for bag in drift] == sorted(bag.price for bag in drift)


def test_what_is_dangerous_or_personal_does_not_come_back_like_the_rest() -> None:
    shop = northway()
    assert all(one.returns == "none" for one in shop.products if one.id.startswith("gas-"))
    life = {
        "harness-lintel",
        "rope-9-8",
        "helmet-tor",
        "ferrata-set",
        "transceiver-echo",
        "crampon-rime",
        "pip-harness",
    }
    assert all(shop.product[one].returns == "sealed" for one in life)


def test_nothing_is_offered_where_something_is_wrong() -> None:
    quiet = {one.id for one in northway().stages if not one.offers}
    assert {"in-trouble", "waiting", "sending-back"} <= quiet
    for offer in northway().offers:
        assert not quiet & set(offer.stages), offer.id
        assert offer.guards, offer.id
        assert offer.limits.budget is not None or offer.gives.kind in {"advice", "points"}, offer.id


def test_whoever_may_be_in_danger_is_with_a_person_in_one_step() -> None:
    flow = northway().flow["safety-incident"]
    assert flow.steps[0].kind == "hand-over"
    assert "112" in northway().message["safety-first"].text
    assert northway().intent["safety-incident"].person
    assert northway().intent["safety-incident"].priority == "urgent"


def test_the_workshop_s_prices_are_the_same_everywhere() -> None:
    repairs = northway().article["repairs"].text
    for work, price in WORKSHOP.items():
        rows = [row for row in repairs.splitlines() if work.removeprefix("new ").removesuffix("d") in row]
        assert any(row.rstrip(" |").endswith(f" {price}") for row in rows) or work == "new sole", work
    for article in ("choosing-boots", "care-of-boots"):
        assert "79 euros" in northway().article[article].text
    assert "a new sole 79" in northway().message["claim-over"].text


def test_spanish_says_every_message_and_at_least_six_examples_of_every_intent() -> None:
    spanish = northway().overlays["es"]
    assert spanish["messages"].keys() == northway().message.keys()
    assert spanish["products"].keys() == northway().product.keys()
    assert spanish["articles"].keys() == northway().article.keys()
    for intent in northway().intents:
        assert len(spanish["intents"][intent.id]["examples"]) >= 6, intent.id


@pytest.mark.skipif(
    find_spec("numpy") is None or find_spec("scipy") is None, reason="needs the extra `support`: numpy and scipy"
)
def test_examples_kept_aside_are_read_as_their_intent_by_words_alone() -> None:
    from chiron.core.support.intents.reader import Read
    from chiron.core.support.intents.training import train

    def likeliest(found: Read) -> str | None:
        return found.ranked[0][0] if found.ranked else None

    shop = northway()
    kept = {one.id: [text for place, text in enumerate(one.examples) if place % 5 != 2] for one in shop.intents}
    reader = train(kept, outside=shop.outside)
    tried = [(text, one.id) for one in shop.intents for text in one.examples[2::5]]
    right = sum(likeliest(reader.read(text)) == intent for text, intent in tried)
    assert right / len(tried) >= 0.6
    near = [(each.text, each.intent) for one in shop.intents for each in one.near_misses if each.intent != "outside"]
    apart = sum(likeliest(reader.read(text)) == intent for text, intent in near)
    assert apart / len(near) >= 0.75
