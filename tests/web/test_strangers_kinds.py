"""A stranger's kind of step on the pages: its widget's files, its words as text, and what holds when it is gone."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chiron.core.learning import interactions
from chiron.core.learning.course import Course
from chiron.faces.web.house import House
from tests.core.tiny import HINTS, tiny
from tests.samples.stranger import GRADER, forget, put
from tests.web import conftest
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT, begin, state_of

KIND = "odd-words"
SECRET = "the-key-of-this-step"
ODD = (
    GRADER.format(kind=KIND)
    .replace('{"kind": "same"}', '{"note": "\'><script>alert(1)</script>", "options": ["x"], "first": 3}')
    .replace('"answer": "yes"}', f'"answer": "{SECRET}"}}')
    .replace(
        'return {"typed": only(form)}',
        """
        if only(form) == "unread":
            raise Unread("Not <b>read</b> at all.", 3)
        if only(form) == "unknown":
            raise Unread("a-code-of-mine")
        if only(form) == "crash":
            return 1 / 0
        return {"typed": only(form)}""",
    )
    .replace(
        "return self.right_verdict()",
        """
        if response["typed"] == "stuck":
            while True:
                pass
        if response["typed"] == "crash later":
            return 1 / 0
        return Verdict(Outcome.INCORRECT, self.checker, note="Not <i>yet</i> there.")""",
    )
)
INPUTS = [
    {"field": "answer", "label": {"en": "Your <em>words</em>", "es": "Tus palabras"}},
    {"field": "answer.more", "label": "More", "hint": "As much as you like", "rows": 4},
]
STEP = {
    "id": "write",
    "kind": KIND,
    "prompt": "Write.",
    "hints": dict.fromkeys(HINTS, "Think."),
    "solution": "Words.",
}


def odd() -> Course:
    """The tiny course with a stranger's step for every problem."""
    body = tiny().model_dump(mode="json")
    for template in (each for unit in body["units"] for skill in unit["skills"] for each in skill["templates"]):
        template.update(parameters={}, prompt="A problem.", steps=[STEP], solution="Words.")
    return Course.model_validate(body)


@pytest.fixture(autouse=True)
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    put(tmp_path, "odd_words", KIND, text=ODD, inputs=INPUTS, files={"notes.txt": "x", "other.js": "y"})
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(conftest, "tiny", odd)
    forget()
    assert interactions.installed(KIND), interactions.strangers().left_out
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
async def ada(browser_of, people: People, rooms: House) -> AsyncIterator[Browser]:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "the exam", "minutes": "60", "until": ""})
    await begin(browser)
    yield browser
    await rooms.tutoring.graders.close()


async def sent(ada: Browser, people: People, rooms: House, words: str) -> str:
    """The page after an answer."""
    item = (await state_of(rooms, people.ada)).state.item
    found = await ada.post(f"{AT}/practice/answer", {"item": item.id, "step": "write", "answer": words})
    assert found.status_code in (200, 303), found.text
    if found.status_code == 303:
        await ada.get(f"{AT}/practice")
    return ada.page


async def attempts(people: People, rooms: House) -> tuple:
    return (await state_of(rooms, people.ada)).state.item.step("write").attempts


def script(page: str) -> tuple[str, str]:
    found = re.search(rf'<script type="module" src="(/static/kinds/{KIND}/[^"]+)" integrity="([^"]+)"></script>', page)
    assert found is not None
    return found[1], found[2]


async def test_the_page_names_the_module_and_its_hash_and_shows_the_task_but_no_key(ada: Browser) -> None:
    path, integrity = script(ada.page)
    found = await ada.get(path)
    assert found.status_code == 200
    assert integrity == "sha384-" + base64.b64encode(hashlib.sha384(found.content).digest()).decode()
    assert path == f"/static/kinds/{KIND}/{hashlib.sha256(found.content).hexdigest()[:16]}/widget.js"
    assert found.headers["content-type"] == "text/javascript; charset=utf-8"
    assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert found.headers["x-content-type-options"] == "nosniff"
    page = (await ada.get(f"{AT}/practice")).text
    policy = (await ada.get(f"{AT}/practice")).headers["content-security-policy"]
    assert "script-src 'self';" in policy
    element = re.search(rf"<chiron-kind-{KIND} [^>]*data-task='([^']*)'>", page)
    assert element is not None
    assert "<script>alert" not in page
    assert SECRET not in html.unescape(page)
    sheet = re.search(rf'<link rel="stylesheet" href="(/static/kinds/{KIND}/[^"]+\.css)" integrity="sha384-', page)
    assert sheet is not None
    assert (await ada.get(sheet[1])).headers["content-type"] == "text/css; charset=utf-8"


async def test_the_manifests_inputs_stand_there_without_scripts(ada: Browser) -> None:
    assert '<label for="answer">Your &lt;em&gt;words&lt;/em&gt;</label>' in ada.page
    assert re.search(r'<input class="input full" type="text" id="answer" name="answer"', ada.page)
    assert re.search(r'<textarea [^>]*name="answer.more" rows="4" aria-describedby="answer-more-hint"', ada.page)


async def test_only_what_the_manifest_names_is_served(ada: Browser) -> None:
    path, _ = script(ada.page)
    folder, _, name = path.rpartition("/")
    wrong = [f"{folder}/{other}" for other in ("other.js", "notes.txt", "grader.py", "chiron-kind.json", "", "x.css")]
    wrong += [f"/static/kinds/{KIND}/{'0' * 16}/{name}", f"/static/kinds/numeric/{folder[-16:]}/{name}"]
    wrong += [f"{folder}/..%2f{name}", f"{folder}/../{folder[-16:]}/./{name}/", f"{folder}/%2e%2e/grader.py"]
    for other in wrong:
        assert (await ada.client.get(other)).status_code == 404, other
    assert (await ada.client.post(path)).status_code in (403, 404, 405)


async def test_its_own_words_are_shown_as_text(ada: Browser, people: People, rooms: House) -> None:
    page = await sent(ada, people, rooms, "unread")
    assert "Not &lt;b&gt;read&lt;/b&gt; at all." in page
    assert "This could not be read." in await sent(ada, people, rooms, "unknown")
    assert "This could not be read." in await sent(ada, people, rooms, "crash")
    assert not await attempts(people, rooms)
    assert "Not &lt;i&gt;yet&lt;/i&gt; there." in await sent(ada, people, rooms, "anything")
    (attempt,) = await attempts(people, rooms)
    assert (attempt.outcome, attempt.note) == ("incorrect", "Not <i>yet</i> there.")


async def test_what_it_cannot_grade_goes_to_a_person(ada: Browser, people: People, rooms: House) -> None:
    assert "This could not be checked here. A person looks at it." in await sent(ada, people, rooms, "crash later")
    assert (await attempts(people, rooms))[0].outcome == "person"


async def test_one_that_never_ends_is_stopped_and_goes_to_a_person(ada, people, rooms) -> None:
    assert "This takes too long to check here. A person looks at it." in await sent(ada, people, rooms, "stuck")
    assert (await attempts(people, rooms))[0].outcome == "person"
    assert (await ada.get(f"{AT}/today")).status_code == 200


async def test_when_it_is_gone_the_page_says_so_and_nothing_else_breaks(
    ada: Browser, people: People, rooms: House, browser_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sent(ada, people, rooms, "anything")
    monkeypatch.setattr("chiron.core.learning.interactions.found", lambda *_: interactions.Found({}, ()))
    forget()
    rooms.shelf._held.clear()
    page = html.unescape((await ada.get(f"{AT}/practice")).text)
    assert "This step needs the kind “odd-words”, which is not installed here." in page
    before = len(await attempts(people, rooms))
    assert "not installed here" in await sent(ada, people, rooms, "anything")
    assert len(await attempts(people, rooms)) == before
    for path in (f"{AT}/today", f"{AT}/map", f"{AT}/progress", f"{AT}/lessons", "/courses", "/my-data"):
        assert (await ada.get(path)).status_code == 200, path
    dana = await browser_of(people.dana)
    for path in ("/teacher", f"/teacher/learner?learner={people.ada.id}", "/inbox"):
        assert (await dana.get(path)).status_code in (200, 303, 404), path


async def test_what_cannot_be_answered_here_says_nothing_of_the_learner(ada, people, rooms, monkeypatch) -> None:
    monkeypatch.setattr("chiron.core.learning.interactions.found", lambda *_: interactions.Found({}, ()))
    forget()
    await ada.post(f"{AT}/practice/start", {"purpose": "test", "skill": "second", "put_away": "yes"})
    await ada.get(f"{AT}/practice")
    item = (await state_of(rooms, people.ada)).state.item
    await ada.post(f"{AT}/practice/answer", {"item": item.id, "step": "write", "unsure": "yes"})
    state = (await state_of(rooms, people.ada)).state
    assert state.item.finished
    assert [one.outcome for one in await attempts(people, rooms)] == ["person"]
    assert not state.estimates
