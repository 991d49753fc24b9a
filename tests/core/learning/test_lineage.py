"""What was learnt follows skills and items from version to version, and comes back where an author goes back."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from chiron.core.learning import commands as c
from chiron.core.learning.content import to_content
from chiron.core.learning.course import Course
from chiron.core.learning.fitted.parameters import Fitted, Known
from chiron.core.learning.generate import generate
from chiron.core.learning.lineage.fitting import fitted_along
from chiron.core.learning.lineage.lines import PLAIN
from chiron.core.learning.lineage.naming import under
from chiron.core.learning.lineage.shape import shape_of
from chiron.core.learning.lineage.stepping import step_between
from chiron.core.learning.state import LearnerState, to_bytes
from tests.core.changing import Author, History
from tests.core.learner import Learner
from tests.core.tiny import tiny


def practise(ada: Learner, answers: int, seed: int = 5) -> None:
    """Some work, right and wrong, with hints, over all skills."""
    chance = Random(seed)
    for _ in range(answers):
        if ada.state.session is None or ada.state.session.ended is not None:
            ada.start("skill", chance.choice(list(ada.frame.course.skills)))
        elif ada.state.item is None or (ada.state.item.finished and chance.random() < 0.4):
            ada.do(c.Finish("", None))
        elif ada.state.item.finished:
            ada.go_on()
        else:
            ada.study()
            if chance.random() < 0.2:
                ada.hint()
            ada.answer() if chance.random() < 0.7 else ada.answer("1")


def learner_of(history: History, course: Course, answers: int = 60, seed: int = 1) -> Learner:
    """Ada, who has worked in a version."""
    ada = Learner(course, seed)
    ada.frame = replace(ada.frame, version=history.publish(course))
    practise(ada, answers, seed)
    return ada


def opportunities(state: LearnerState) -> dict[str, int]:
    return {name: record.opportunities for name, record in state.skills.items() if record.opportunities}


def test_a_new_name_is_the_only_thing_that_changes():
    history = History()
    ada = learner_of(history, tiny(), 120)
    assert history.state(ada.events) == ada.state
    author = Author(tiny())
    author.rename("second", "renamed")
    author.rename_item("renamed", "one", "anew")
    history.publish(author.course)
    expected = to_bytes(ada.state).replace(b'"second"', b'"renamed"').replace(b'"second/', b'"renamed/')
    told = to_bytes(history.state(ada.events))
    assert b'"anew"' in told, "the item that is renamed was met"
    assert told.replace(b"anew", b"one") == expected


def test_rolling_back_gives_the_state_from_before():
    history = History()
    ada = learner_of(history, tiny())
    author = Author(tiny())
    author.rename("first", "begin")
    author.move("second", "two", "third")
    author.merge("third", "second")
    history.publish(author.course)
    changed = history.state(ada.events)
    assert "first" not in changed.skills
    history.publish(tiny())
    assert history.state(ada.events) == ada.state
    assert history.lineage.mark, "what is learnt under the version in between has other names now"


def test_the_same_names_leave_everything_as_it_is():
    history = History()
    ada = learner_of(history, tiny())
    author = Author(tiny())
    author.skill("first")["title"] = "The first"
    author.remove_item("third", "one")
    history.publish(author.course)
    assert history.lineage.mark == "" == PLAIN.mark
    assert history.frame(history.published[0].version).course is history.courses[history.published[0].version]
    assert history.state(ada.events) == ada.state


def test_an_item_takes_its_answers_along_to_another_skill():
    history = History()
    ada = learner_of(history, tiny(), 120)
    author = Author(tiny())
    met = ada.state.record("second").trace[-1].template
    author.move("second", met, "third")
    history.publish(author.course)
    now, before = history.state(ada.events), ada.state
    counts, old = opportunities(now), opportunities(before)
    assert sum(counts.values()) == sum(old.values())
    assert counts["third"] > old["third"]
    assert met not in {trace.template for trace in now.record("second").trace}


def test_two_skills_that_became_one_are_folded_as_one():
    history = History()
    ada = learner_of(history, tiny(), 120)
    author = Author(tiny())
    author.merge("second", "first")
    history.publish(author.course)
    now, old = opportunities(history.state(ada.events)), opportunities(ada.state)
    assert now == {"first": old["first"] + old["second"], "third": old["third"]}


def test_parts_of_a_split_skill_get_the_answers_to_their_own_items():
    history = History()
    ada = learner_of(history, tiny(), 120)
    author = Author(tiny())
    author.split("second", "half", ["one"])
    history.publish(author.course)
    state = history.state(ada.events)
    now, old = opportunities(state), opportunities(ada.state)
    assert now["second"] + now["half"] == old["second"]
    assert {trace.template for trace in state.record("half").trace} == {"one"}


def test_what_goes_is_kept_and_comes_back():
    history = History()
    ada = learner_of(history, tiny())
    author = Author(tiny())
    author.remove("second")
    history.publish(author.course)
    assert history.state(ada.events) == ada.state, "a skill that went stays known under its name"
    author.rename("first", "begin")
    history.publish(author.course)
    assert "second" in history.state(ada.events).skills
    history.publish(tiny())
    assert history.state(ada.events) == ada.state


def test_a_name_that_is_used_again_does_not_draw_old_answers_to_it():
    history = History()
    ada = learner_of(history, tiny())
    author = Author(tiny())
    author.rename("second", "renamed")
    history.publish(author.course)
    spare = Author(tiny()).skill("second")
    for item in spare["templates"]:
        item["prompt"] = "Another thing: $@b$."
    author.skills_around("third").append(spare)
    history.publish(author.course)
    state = history.state(ada.events)
    assert "second" not in state.skills
    assert state.skills["renamed"].opportunities == ada.state.skills["second"].opportunities


def test_skills_that_changed_names_with_each_other_are_told_apart():
    tree = Author(tiny())
    for item in tree.skill("second")["templates"]:
        item["prompt"] = "Other words: $x + @b = @c$."
    history = History()
    ada = learner_of(history, tree.course)
    tree.rename("first", "between")
    tree.rename("second", "first")
    tree.rename("between", "second")
    history.publish(tree.course)
    now, old = opportunities(history.state(ada.events)), opportunities(ada.state)
    assert (now["first"], now["second"]) == (old["second"], old["first"])


def test_a_skill_that_was_renamed_and_lost_an_item_before_anybody_published():
    author = Author(tiny())
    author.rename("second", "renamed")
    author.move("renamed", "three", "third")
    old, new = shape_of(to_content(tiny())), shape_of(to_content(author.course))
    assert step_between(old, new).item(("second", "three")) == ("third", "three-renamed")
    assert step_between(new, old).item(("third", "three-renamed")) == ("second", "three")


def test_an_item_that_only_stands_elsewhere_is_found_by_what_it_asks():
    """By hand, in a folder, without a word of where it was."""
    tree = Author(tiny())
    tree.skill("second")["templates"][0]["prompt"] = "Alone of its kind: $x + @b = @c$."
    old, item = shape_of(to_content(tree.course)), tree.skill("second")["templates"].pop(0)
    tree.skill("third")["templates"].append({**item, "id": "elsewhere"})
    step = step_between(old, shape_of(to_content(tree.course)))
    assert dict(step.items) == {("second", "one"): ("third", "elsewhere")}


def test_two_items_that_became_one_stay_two_where_they_are_made_again():
    tree = Author(tiny())
    for item in tree.skill("third")["templates"]:
        item["prompt"] = "The third's own: $x + @b = @c$."
    history = History()
    version, old = history.publish(tree.course), tree.course
    del tree.skill("third")["templates"][0]
    tree.skill("second")["templates"][0]["was"] = ["third/one"]
    history.publish(tree.course)
    today = under(old, history.lineage.line(version))
    assert today.names.items["third", "one"] == ("second", "one-third")
    made = generate(today.course, "second", "one-third", 7)
    assert made.prompt == generate(old, "third", "one", 7).prompt


@pytest.mark.parametrize("seed", range(12))
def test_whatever_an_author_does_no_answer_is_lost_or_counted_twice(seed):
    chance, history = Random(seed), History()
    ada = learner_of(history, tiny(), 80, seed)
    total = sum(opportunities(ada.state).values())
    author = Author(tiny())
    for number in range(8):
        author.at_random(chance, number)
        history.publish(author.course)
        state = history.state(ada.events)
        assert sum(opportunities(state).values()) == total
        assert set(opportunities(state)) <= set(author.course.skills)
        frame = history.frame(history.published[0].version)
        for event in ada.events:
            heard = frame.heard(event)
            assert frame.said(heard.kind, heard.draft.about, dict(heard.body))[0] == event.draft.about
    history.publish(tiny())
    assert history.state(ada.events) == ada.state


@pytest.mark.parametrize("seed", range(6))
def test_an_item_that_is_open_while_its_course_changes_is_the_same_item_and_goes_on(seed):
    chance, history = Random(seed), History()
    ada = learner_of(history, tiny(), 30, seed)
    while ada.state.item is None or ada.state.item.finished:
        practise(ada, 1, seed + 100)
    before = ada.step, ada.state.item
    author, version = Author(tiny()), ada.frame.version
    for number in range(6):
        author.at_random(chance, number)
    history.publish(author.course)
    ada.state, ada.frame = history.state(ada.events), history.frame(version)
    assert (ada.step.prompt, ada.step.key) == (before[0].prompt, before[0].key)
    ada.study()
    ada.answer()
    told = ada.drafts[-2].about
    assert (told.version, told.template, told.seed) == (version, before[1].template, before[1].seed)
    assert ada.state == history.state(ada.events), "folding again gives the same"


def test_what_was_fitted_follows_and_the_surer_of_two_stays():
    history = History()
    version = history.publish(tiny())
    author = Author(tiny())
    author.merge("second", "first")
    author.rename("third", "last")
    history.publish(author.course)
    fitted = Fitted(
        0.0,
        1.0,
        1.0,
        {"first": Known(0.5, 0.3, 10), "second": Known(0.1, 0.1, 90), "third": Known(1.0, 0.2, 5)},
        {"third/one": Known(0.2, 0.2, 9)},
    )
    now = fitted_along(fitted, history.lineage.line(version))
    assert now.skills == {"first": Known(0.1, 0.1, 90), "last": Known(1.0, 0.2, 5)}
    assert now.templates == {"last/one": Known(0.2, 0.2, 9)}
