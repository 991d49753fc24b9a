"""The table, the closed forms, the fit and the artefact, by value and property."""

from __future__ import annotations

from dataclasses import replace

import pytest

np = pytest.importorskip("numpy")
sparse = pytest.importorskip("scipy.sparse")

from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from chiron.core.errors import InvalidInput  # noqa: E402
from chiron.core.support.recommend import linear  # noqa: E402
from chiron.core.support.recommend.fit import fit  # noqa: E402
from chiron.core.support.recommend.model import Model  # noqa: E402
from chiron.core.support.recommend.ranking import held_back, ndcg  # noqa: E402
from chiron.core.support.recommend.table import LEAST, Met, Table, confidences  # noqa: E402
from tests.core.support.recommend.goods import QUICK, bought_together, learnt  # noqa: E402

cells_of = st.tuples(st.integers(2, 12), st.integers(2, 12), st.integers(0, 10**6))


def by_chance(many: int, size: int, seed: int) -> sparse.csr_matrix:
    """People by items, at least one cell, confidences near 1."""
    draw = np.random.default_rng(seed)
    dense = (draw.random((many, size)) < 0.4) * (0.5 + draw.random((many, size)))
    dense[0, 0] = 1
    return sparse.csr_matrix(dense.astype(np.float32))


@settings(max_examples=100, deadline=None)
@given(cells_of, st.floats(0.5, 20))
def test_ease_among_people_is_ease_among_items(shape: tuple[int, int, int], ridge: float) -> None:
    cells = by_chance(*shape)
    counts, met = (np.maximum(np.asarray(cells.sum(axis=axis)).ravel(), 1e-6) for axis in (0, 1))
    weighed = (met / met.mean())[:, None] ** (-linear.PEOPLE / 2) * cells.toarray()
    ridges = ridge * counts.mean() * np.maximum(counts / counts.mean(), 0.02) ** linear.OFTEN
    inverse = np.linalg.inv(weighed.T @ weighed + np.diag(ridges))
    expected = -inverse / np.diag(inverse)
    np.fill_diagonal(expected, 0)
    assert np.allclose(linear.ease(cells, ridge), expected, atol=2e-3)


def test_ease_solves_its_least_squares() -> None:
    # Each column is the ridge regression of an item upon all others.
    cells = by_chance(30, 6, 3)
    dense = cells.toarray()
    ridge = 2.0 * dense.sum(axis=0).mean()
    weights = linear.ease(cells, 2.0, people=0.0, often=0.0)
    for item in range(6):
        others = [other for other in range(6) if other != item]
        x = dense[:, others]
        expected = np.linalg.solve(x.T @ x + ridge * np.eye(5), x.T @ dense[:, item])
        assert np.allclose(weights[others, item], expected, atol=1e-4)


@settings(max_examples=60, deadline=None)
@given(cells_of)
def test_every_form_is_finite_and_says_nothing_of_an_item_for_itself(shape: tuple[int, int, int]) -> None:
    cells = by_chance(*shape)
    for weights in (
        linear.ease(cells, 5), linear.paths(cells, 0.4), linear.smooth(cells, 3), linear.cosine(cells),
    ):  # fmt: skip
        assert weights.shape == (shape[1], shape[1])
        assert np.isfinite(weights).all()
        assert not np.diag(weights).any()


def test_paths_are_chances_of_walking() -> None:
    # a is met by one person who met b too; b by two, of whom the other met c: a -> b 1/2, b -> a 1/2 * 1/2.
    cells = sparse.csr_matrix(np.array([[1, 1, 0], [0, 1, 1]], np.float32))
    weights = linear.paths(cells, beta=0.0, alpha=1.0)
    assert np.allclose(weights, [[0, 0.5, 0], [0.25, 0, 0.25], [0, 0.5, 0]])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=30), st.floats(0.1, 100))
def test_confidences_forget_the_unit(cells: list[tuple[int, int]], unit: float) -> None:
    rows, strengths = np.array([row for row, _ in cells]), np.array([float(one) for _, one in cells])
    found = confidences(rows, strengths)
    assert np.allclose(found, confidences(rows, strengths * unit))
    assert found.mean() == pytest.approx(1, abs=1e-5)
    assert found.min() >= LEAST * 0.9
    for row in set(rows.tolist()):
        mine = [(strength, one) for strength, one in zip(strengths[rows == row], found[rows == row], strict=True)]
        assert all(x <= y + 1e-6 for (a, x) in mine for (b, y) in mine if a <= b)


@settings(max_examples=60, deadline=None)
@given(cells_of, st.floats(0, 0.9))
def test_holding_back_parts_what_each_person_met(shape: tuple[int, int, int], share: float) -> None:
    cells = by_chance(*shape)
    kept, held = held_back(cells, share, 7)
    assert np.allclose((kept + held).toarray(), cells.toarray())
    assert not kept.multiply(held).nnz
    for row in range(shape[0]):
        assert held[row].nnz == round(cells[row].nnz * share)


def test_ndcg_by_value() -> None:
    met = sparse.csr_matrix(np.array([[1, 0, 0, 0], [0, 0, 0, 1]], np.float32))
    held = sparse.csr_matrix(np.array([[0, 0, 1, 0], [0, 0, 0, 0]], np.float32))
    scores = np.array([[9, 3, 2, 1], [1, 2, 3, 4]], np.float32)
    # What was met first is left out, so that the right one stands second; who has nothing held back does not count.
    assert ndcg(scores, met, held, 2) == (pytest.approx(1 / np.log2(3)), 1.0)
    assert ndcg(scores, met, held, 1) == (0.0, 0.0)


def test_what_is_bought_together_is_learnt() -> None:
    model = learnt()
    assert model.rank({"stove": 1.0}, 1)[0].item == "gas"
    assert model.rank({"stove": 1.0}, 1)[0].because == ("stove",)
    assert model.because({"stove": 1.0, "wax": 2.0}, "gas")[0] == "stove"
    table = bought_together()
    both = table.cells.toarray() > 0
    stove, gas = (table.items.index(item) for item in ("stove", "gas"))
    assert model.together("stove", "gas") == (both[:, stove] & both[:, gas]).sum()


def test_what_was_only_looked_at_is_not_bought_together() -> None:
    table = Table.of(Met(f"p{n}", item, 1.0, item != "gas") for n in range(9) for item in ("stove", "gas", f"x{n % 2}"))
    model = fit(table, settings=QUICK)
    assert model.speaks("stove", "gas") != 0
    assert model.together("stove", "gas") == 0


def test_the_same_table_gives_the_same_artefact_and_it_is_read_again() -> None:
    model = learnt()
    assert model.written() == learnt().written()
    again = Model.read(model.written())
    assert again.written() == model.written()
    assert again.rank({"stove": 1.0, "pegs": 2.0}, 4) == model.rank({"stove": 1.0, "pegs": 2.0}, 4)


@settings(max_examples=100, deadline=None)
@given(st.binary(min_size=1, max_size=60), st.integers(0, 400))
def test_what_is_no_artefact_is_refused(noise: bytes, cut: int) -> None:
    for bad in (noise, learnt_bytes()[: -1 - cut], noise + learnt_bytes()):
        with pytest.raises(InvalidInput):
            Model.read(bad)


KEPT: list[bytes] = []


def learnt_bytes() -> bytes:
    if not KEPT:
        KEPT.append(learnt().written())
    return KEPT[0]


def test_an_erased_person_leaves_no_trace_in_the_next_fit() -> None:
    table = bought_together()
    model = fit(table, settings=QUICK)
    assert model.uses("p07")
    met = [Met(person, item) for person, item in _pairs(table) if person != "p07"]
    again = fit(table.without({"p07"}), settings=QUICK)
    assert not again.uses("p07")
    assert set(again.people) == {one.person for one in met} == set(model.people) - {"p07"}


def _pairs(table: Table) -> list[tuple[str, str]]:
    rows, columns = table.cells.nonzero()
    return [(table.people[row], table.items[column]) for row, column in zip(rows, columns, strict=True)]


def test_few_neighbours_are_kept_where_few_are_asked_for() -> None:
    model = fit(bought_together(), settings=replace(QUICK, near=2))
    assert (np.diff(model.starts) <= 2).all()
    assert model.rank({"stove": 1.0}, 1)[0].item == "gas"


def test_items_are_never_ranked_for_who_met_them_and_strangers_do_no_harm() -> None:
    model = learnt()
    met = {"stove": 1.0, "nobody-knows": 3.0}
    assert "stove" not in [one.item for one in model.rank(met, 99)]
    assert model.rank({}, 99)[0].item in model.items
    assert model.rank(dict.fromkeys(model.items, 1.0), 5) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("uvwxyz")), min_size=1, max_size=12))
def test_any_small_table_is_fitted_or_refused(pairs: list[tuple[str, str]]) -> None:
    table = Table.of(Met(*pair) for pair in pairs)
    if len(table.people) < 2 or len(table.items) < 2:
        with pytest.raises(InvalidInput):
            fit(table, settings=QUICK)
        return
    model = fit(table, {"u": {"red": 1.0}, "v": {"red": 0.5}}, QUICK)
    assert np.isfinite(model.weights).all()
    assert all(np.isfinite(one.score) for one in model.rank({"u": 1.0}, 6))


@pytest.mark.parametrize("strength", [0.0, -1.0, float("nan"), float("inf")])
def test_a_strength_that_means_nothing_is_refused(strength: float) -> None:
    with pytest.raises(InvalidInput):
        Table.of([Met("p", "i", strength)])


def test_nothing_met_is_refused() -> None:
    with pytest.raises(InvalidInput):
        Table.of([])
