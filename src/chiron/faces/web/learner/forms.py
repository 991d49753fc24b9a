"""From a form to a command. The hidden ``key`` makes a form that is sent twice count once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

from chiron.core.errors import InvalidInput
from chiron.core.learning import commands as c
from chiron.faces.web.learner.access import one

Fields = dict[str, list[str]]
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}")


def key_of(form: Fields) -> str:
    """The idempotency key: the page's own, joined with what was typed.

    Someone who goes back and types another answer into the old page means another attempt; the same sent twice is one.
    Raises InvalidInput where the page's key is missing or odd.
    """
    key = one(form, "key")
    if not _KEY.fullmatch(key):
        raise InvalidInput("This page lost a part of itself. Load it again; what you did before is kept.", field="key")
    typed = "\0".join(f"{n}={v}" for n, vs in sorted(form.items()) if n.startswith("answer") or n == "text" for v in vs)
    return f"{key}-{hashlib.sha256(typed.encode('utf-8', 'replace')).hexdigest()[:12]}" if typed else key


def client_time(form: Fields) -> datetime | None:
    """What the browser's clock said, if it said something sensible (ISO 8601 with a zone)."""
    text = one(form, "client_time")
    if not text or len(text) > 40:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def answer(form: Fields) -> c.Command:
    """An answer; "I don't know" is a button of the same form."""
    item, step = one(form, "item"), one(form, "step")
    if "unsure" in form:
        return c.Unsure(key_of(form), client_time(form), item, step)
    return c.Answer(key_of(form), client_time(form), item, step)


def hint(form: Fields) -> c.Command:
    """The next rung after those that the page shows."""
    text = one(form, "rung", "0")
    rung = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return c.TakeHint(key_of(form), client_time(form), one(form, "item"), one(form, "step"), rung)


def show(form: Fields) -> c.Command:
    """The worked solution."""
    return c.ShowSolution(key_of(form), client_time(form), one(form, "item"), one(form, "step"))


def undo(form: Fields) -> c.Command:
    """Take the last try back."""
    return c.Undo(key_of(form), client_time(form), one(form, "item"), one(form, "step"))


def self_judge(form: Fields) -> c.Command:
    """One's own judgement of an answer that nobody else reads. Raises InvalidInput where neither was chosen."""
    if one(form, "right") not in ("yes", "no"):
        raise InvalidInput("Choose one of the two.", field="right")
    step, attempt, right = one(form, "step"), one(form, "attempt"), one(form, "right") == "yes"
    return c.SelfJudge(key_of(form), client_time(form), one(form, "item"), step, attempt, right)


def following(form: Fields) -> c.Command:
    """The next item."""
    return c.Next(key_of(form), client_time(form), one(form, "item"))


def skip(form: Fields) -> c.Command:
    """Another item instead."""
    return c.Skip(key_of(form), client_time(form), one(form, "item"))


def start(form: Fields) -> c.Command:
    """A sitting."""
    purpose, skill = one(form, "purpose", "practice"), one(form, "skill") or None
    return c.Start(key_of(form), client_time(form), purpose, skill, one(form, "put_away") == "yes", _minutes(form))


def _minutes(form: Fields) -> int | None:
    """How long the learner says they have; nothing for a sitting of the usual length. Raises InvalidInput."""
    text = one(form, "minutes").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise InvalidInput("Give the minutes that you have as a whole number, such as 20.", field="minutes")
    return int(text)


def study(form: Fields) -> c.Command:
    """From the worked example to one's own item."""
    return c.Study(key_of(form), client_time(form), one(form, "item"), one(form, "passed") == "yes")


def finish(form: Fields) -> c.Command:
    """The end of the sitting."""
    return c.Finish(key_of(form), client_time(form))


def one_more(form: Fields) -> c.Command:
    """One more question."""
    return c.OneMore(key_of(form), client_time(form))


def anyway(form: Fields) -> c.Command:
    """On without the break."""
    return c.GoOn(key_of(form), client_time(form))


def say(form: Fields) -> c.Command:
    """A message to the tutor."""
    return c.Say(key_of(form), client_time(form), one(form, "item"), one(form, "text"))


def resume(form: Fields) -> c.Command:
    """Back to the lesson."""
    return c.Resume(key_of(form), client_time(form))


def rate(form: Fields) -> c.Command:
    """Thumbs."""
    return c.Rate(key_of(form), client_time(form), one(form, "turn"), one(form, "helpful") == "yes", one(form, "text"))


def report(form: Fields) -> c.Command:
    """This looks wrong."""
    return c.Report(
        key_of(form),
        client_time(form),
        one(form, "what", "item"),
        one(form, "turn") or None,
        one(form, "item") or None,
        one(form, "attempt") or None,
        one(form, "skill") or None,
        one(form, "text"),
    )


def goal(form: Fields) -> c.Command:
    """A goal."""
    text = one(form, "minutes", "90").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise InvalidInput("Give the minutes a week as a whole number, such as 90.", field="minutes")
    return c.SetGoal(
        key_of(form), client_time(form), one(form, "goal"), one(form, "why"), one(form, "until") or None, int(text)
    )


def put_away(form: Fields) -> c.Command:
    """Not now: what was offered beside the question is put away."""
    return c.LeaveResource(
        key_of(form), client_time(form), resource=one(form, "resource"), how="put-away", offer=one(form, "offer")
    )


COMMANDS: dict[str, Callable[[Fields], c.Command]] = {
    "answer": answer,
    "hint": hint,
    "solution": show,
    "undo": undo,
    "self-judge": self_judge,
    "next": following,
    "skip": skip,
    "start": start,
    "finish": finish,
    "more": one_more,
    "anyway": anyway,
    "study": study,
    "say": say,
    "rate": rate,
    "resume": resume,
    "report": report,
    "put-away": put_away,
}
"""What can be done on the practice page, by the last word of the address."""
