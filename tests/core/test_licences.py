"""Licences as people say them, and what they forbid; and what a course took from whom."""

from __future__ import annotations

import pytest

from chiron.core.learning.licences import as_said, deed, forbids, sources
from tests.core.others import others
from tests.core.tiny import tiny


@pytest.mark.parametrize(
    ("licence", "said", "address", "forbidden"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", ()),
        ("CC-BY-SA-3.0", "CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/", ()),
        ("CC-BY-NC-4.0", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/", ("commercial",)),
        (
            "CC-BY-NC-SA-4.0",
            "CC BY-NC-SA 4.0",
            "https://creativecommons.org/licenses/by-nc-sa/4.0/",
            ("commercial",),
        ),
        ("CC-BY-ND-4.0", "CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/", ("changed",)),
        ("CC BY-NC-ND 2.0", "CC BY-NC-ND 2.0", "", ("commercial", "changed")),
        ("CC0-1.0", "CC0-1.0", "", ()),
        ("MIT", "MIT", "", ()),
        ("http://creativecommons.org/licenses/by-nc-sa/4.0/", None, "", ("commercial",)),
        ("Creative Commons Attribution-NonCommercial-NoDerivs 3.0", None, "", ("commercial", "changed")),
        ("Creative Commons Attribution 4.0", None, "", ()),
        ("no derivatives", None, "", ("changed",)),
        ("© 2020 A. B., all rights reserved", None, "", ("any",)),
        ("", "", "", ("any",)),
        ("CC-BY-4.0 or later, \u202e", None, "", ()),
    ],
)
def test_a_licence_is_said_and_understood(
    licence: str, said: str | None, address: str, forbidden: tuple[str, ...]
) -> None:
    assert as_said(licence) == (licence if said is None else said)
    assert deed(licence) == address
    assert forbids(licence) == forbidden


def test_what_came_from_whom_is_counted() -> None:
    found = {(one.origin.title, one.problems, one.texts) for one in sources(others())}
    assert found == {("Balances & Scales", 0, 2), ("Free <b>Items</b>", 3, 0)}
    assert sources(tiny()) == ()
