"""A real shelf of two hundred products: what customers say of their own things is found among them."""

from __future__ import annotations

from pathlib import Path

import pytest

import chiron
from chiron.core.support.context import Named, Names, context, read
from chiron.core.support.context.shelf import names_of
from chiron.core.support.customer import fold
from chiron.core.support.events import By
from chiron.core.support.kinds import MessageSaid, OrderDelivered, OrderShipped
from chiron.engine.library.playbooks.reading import read_playbook
from tests.core.support.customer.makers import at, order, touch

NORTHWAY = Path(chiron.__file__).parents[2] / "playbooks" / "northway"
BEN = fold(
    [
        touch("o1", order("NW-20001", "tarn-2", "peg-set-y"), days=-60),
        touch("d1", OrderDelivered(order="NW-20001"), days=-55),
        touch("o2", order("NW-20002", "fellwalk-mid", "hut-slipper"), days=-12),
        touch("d2", OrderDelivered(order="NW-20002"), days=-8),
        touch("o3", order("NW-20003", "squall-shell", "down-lumen"), days=-2),
        touch("s3", OrderShipped(order="NW-20003"), days=-1),
    ]
)


@pytest.fixture(scope="module")
def names() -> Names:
    """How customers may call what Northway sells."""
    return names_of(read_playbook(NORTHWAY))


def test_a_product_has_words_in_every_language_and_its_shelves(names: Names) -> None:
    shell = names["squall-shell"]
    assert (shell.title, shell.shelves) == ("Squall Shell", ("Jackets", "Chaquetas"))
    assert {"Vantling", "lake blue", "azul lago", "Chubasquero Squall"} <= set(shell.words)
    assert isinstance(shell, Named)


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", "The Tarn 2 has a ripped floor", "tarn-2"),
        ("", "are the slippers machine washable", "hut-slipper"),
        ("", "I'm after a refund on my boots", "fellwalk-mid"),
        ("", "my tent pegs bent on the first night", "peg-set-y"),
        ("", "The jacket hasn't come yet", "? down-lumen squall-shell"),
        ("", "Do you have the Gale Pro in stock?", "gale-pro"),
        ("", "How long does delivery to Spain take?", ""),
        ("", "can i still change the address for order 20003", "NW-20003"),
        ("", "Las botas marrones me hacen daño", "fellwalk-mid"),
        ("", "La tienda que compré gotea", "tarn-2"),
        ("are the slippers machine washable", "And the boots?", "fellwalk-mid"),
        ("> Do you mean the Squall Shell or the Lumen Down Jacket?", "the shell", "squall-shell"),
        ("> Do you mean the Squall Shell or the Lumen Down Jacket?", "the latter", "down-lumen"),
        ("> Do you mean the Squall Shell or the Lumen Down Jacket?", "neither, the boots", "fellwalk-mid"),
    ],
)
def test_what_customers_say_of_their_things(names: Names, before: str, text: str, expected: str) -> None:
    by = By.CHIRON if before.startswith(">") else By.CUSTOMER
    said = [touch("m", MessageSaid(case="c1", message="m", by=by, text=before))] if before else []
    reading = read(context(said, "c1", BEN, names), text, BEN, names, at(60))
    if expected.startswith("?"):
        assert not reading.found
        assert sorted(ref.id for ref in reading.unclear) == expected.split()[1:]
    else:
        assert [ref.id for ref in reading.refs] == expected.split()
