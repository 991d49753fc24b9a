"""Which passwords may be used, and how they are kept."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.errors import InvalidInput, Unavailable
from chiron.engine.people import passwords
from chiron.engine.people.passwords import Passwords, obvious, read_password

QUICK = Passwords(rounds=1, memory=64, at_once=2)
KNOWN = ("Ada Lovelace", "ada.lovelace", "Hillside School")


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd!2026",
        "passwordpassword",
        "123456789012",
        "987654321098",
        "abcdefghijkl",
        "qwertyuiop12",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "12121212121212",
        "hillside2026!",
        "AdaLovelace99",
        "lovelace-ada-7",
        "Sunshine-2026!",
        "letmein!letmein!",
        "qwerty-asdfgh-zxcvbn",
    ],
)
def test_the_obvious_is_refused(password: str) -> None:
    assert obvious(password, KNOWN)
    with pytest.raises(InvalidInput):
        read_password(password, staff=True, known=KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "turnip velvet canoe",
        "monday monkey maths",
        "Xk7#pQ2!vR9z",
        "ο Σωκράτης πίνει",
        "我喜欢吃苹果和香蕉以及葡萄",
        "adaptable-otter-42",
        "🦊🐙🦉🐢🦋🐌🦀🐝🐞🦗🦂🐡",
    ],
)
def test_what_is_long_and_unrelated_may_be_used(password: str) -> None:
    assert read_password(password, staff=True, known=KNOWN) == password


def test_staff_need_twelve_characters_and_learners_eight() -> None:
    assert read_password("velvet 4 u", staff=False) == "velvet 4 u"
    with pytest.raises(InvalidInput, match="12 characters"):
        read_password("velvet 4 u", staff=True)
    with pytest.raises(InvalidInput, match="8 characters"):
        read_password("velvet", staff=False)
    with pytest.raises(InvalidInput, match="256"):
        read_password("turnip " * 40, staff=True)
    with pytest.raises(InvalidInput, match="control"):
        read_password("turnip\x00velvet canoe", staff=True)


@given(st.text(min_size=1, max_size=40))
@settings(max_examples=200)
def test_judging_a_password_always_ends_in_yes_or_no(password: str) -> None:
    assert obvious(password, KNOWN) in {True, False}


async def test_a_password_is_kept_as_argon2id_and_recognised() -> None:
    kept = await QUICK.make("turnip velvet canoe")
    assert kept.startswith("$argon2id$")
    assert "turnip" not in kept
    assert await QUICK.check(kept, "turnip velvet canoe")
    assert not await QUICK.check(kept, "turnip velvet canoes")
    assert await QUICK.make("turnip velvet canoe") != kept


async def test_compatible_spellings_are_one_password() -> None:
    kept = await QUICK.make("cafe\u0301 turnip ﬁsh")
    assert await QUICK.check(kept, "café turnip fish")


async def test_nothing_kept_lets_nobody_in() -> None:
    assert not await QUICK.check(None, "nobody has this password")
    assert not await QUICK.check("not a hash", "turnip")
    assert not await QUICK.check(None, "x" * 1_000_000)


async def test_a_name_that_is_not_there_costs_one_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = Passwords(rounds=1, memory=64, at_once=1)
    kept = await hasher.make("turnip velvet canoe")
    await hasher.check(None, "x")
    verified: list[str] = []
    inner = hasher._hasher

    class Counting:
        def verify(self, against: str, password: str) -> bool:
            verified.append(against)
            return inner.verify(against, password)

    monkeypatch.setattr(hasher, "_hasher", Counting())
    await hasher.check(None, "a guess")
    await hasher.check(kept, "a guess")
    assert len(verified) == 2
    assert verified[0].split("$")[:4] == verified[1].split("$")[:4]


async def test_other_costs_make_a_hash_stale() -> None:
    kept = await QUICK.make("turnip velvet canoe")
    assert not QUICK.stale(kept)
    assert Passwords(rounds=2, memory=64).stale(kept)


async def test_a_crowd_is_turned_away_rather_than_queued_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_MOST_WAITING", 3)
    crowd = Passwords(rounds=1, memory=64, at_once=1)
    results = await asyncio.gather(*(crowd.make("turnip") for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(result, Unavailable) for result in results) == 5
    assert (await crowd.make("turnip")).startswith("$argon2id$")
