"""The learner's way where a language model words what the tutor decided: with a good one, and with the worst."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from chiron.engine.people.person import AgeBand, Person, Role
from chiron.main.demo.cast import TEACHER
from tests.browser.conftest import Open
from tests.browser.house import ALGEBRA, Served
from tests.browser.provider import FAULTS, KIND, SAYS, Provider, agree, choose
from tests.browser.steps import answer, begin, right, sent
from tests.browser.test_access import looked_at


@pytest.fixture
def ada(served: Served) -> Iterator[Person]:
    """Grown up, and agreed; nobody else's school asks a model before or after."""
    made = served.learner(age_band=AgeBand.ADULT)
    agree(served, made)
    yield made
    choose(served)


def last_words(page: Page) -> str:
    """What the tutor said last, with its source, once it is whole."""
    expect(page.locator(".talk tutor-stream")).to_have_count(0)
    return page.locator(".talk .said-by-tutor").last.inner_text()


def hint(page: Page) -> str:
    """Take the next hint; its words."""
    sent(page, "#hint")
    return last_words(page)


def test_with_a_good_model_the_tutor_speaks_in_its_words(
    visit: Open, served: Served, provider: Provider, ada: Person
) -> None:
    choose(served, KIND)
    page = begin(visit, ada)
    expect(page.locator("#with-ai")).to_be_visible()
    answer(page, served, ada, well=False)
    expect(page.locator(".step.not-yet .verdict")).to_have_text("Not yet")
    said = hint(page)
    assert SAYS in said
    assert "Written by a language model" in said
    asked = len(provider.asked)
    page.reload()
    assert SAYS in last_words(page)
    assert len(provider.asked) == asked, "what was said is not asked again"
    assert answer(page, served, ada)
    assert served.count(ada, "step.attempted") == 2


def test_with_the_worst_models_the_learner_is_helped_and_the_operator_sees_why(
    visit: Open, served: Served, provider: Provider, ada: Person
) -> None:
    page = begin(visit, ada)
    step = served.open_step(ada)
    assert step is not None
    provider.leak = list(right(step)["answer"])[-1]
    heard: list[str] = []
    for model in ("reveal", "html", "hang"):
        choose(served, model)
        heard.append(hint(page))
        assert "Written by a language model" not in heard[-1]
        assert f"answer is {provider.leak}" not in page.locator("main").inner_text()
    assert len(set(heard)) == 3, "each hint is another"
    words = page.locator(".talk .said-by-tutor .said").all_inner_texts()
    assert len(words) == len(set(words)), "nothing is said twice"
    assert answer(page, served, ada)
    assert (served.count(ada, "hint.taken"), served.count(ada, "step.attempted")) == (3, 1)
    listed = visit("/school/turns?only=failed", who=served.staff(Role.OPERATOR))
    told = listed.locator("main").inner_text()
    for why in ("it said the answer", "no answer of a language model", "did not answer in time"):
        assert why in told
    listed.locator('main a[href*="/school/turn?"]').first.click()
    expect(listed.get_by_role("heading", level=1)).to_have_text("How this came about")
    assert looked_at(listed, False) == []
    talk = visit(f"/teacher/learner/{ada.id}/conversation?course={ALGEBRA}", who=served.person(TEACHER))
    talk.get_by_role("link", name="How this came about").first.click()
    expect(talk.get_by_role("heading", name="Decided again")).to_be_visible()
    assert looked_at(talk, False) == []


@pytest.mark.slow
@pytest.mark.parametrize("model", ["flatter", *FAULTS])
def test_with_any_bad_model_a_question_is_answered_and_the_evidence_is_kept(
    visit: Open, served: Served, provider: Provider, ada: Person, model: str
) -> None:
    choose(served, model)
    page = begin(visit, ada)
    answer(page, served, ada, well=False)
    said = hint(page)
    assert len(said.split()) > 4
    assert "genius" not in said
    for _ in range(8):
        if not answer(page, served, ada):
            break
    assert served.count(ada, "hint.taken") == 1
    assert served.count(ada, "step.attempted") >= 2
    assert served.open_step(ada) is None
