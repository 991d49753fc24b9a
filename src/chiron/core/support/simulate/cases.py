"""Cases of a simulated customer: what they write and why, who answers, how it ends and how it is rated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from chiron.core.support.events import By, Channel
from chiron.core.support.kinds import (
    CaseClosed,
    CaseHandedOver,
    CaseOpened,
    CaseRated,
    CaseReopened,
    MessageSaid,
    PromiseKept,
    PromiseMade,
)
from chiron.core.support.playbook import Playbook
from chiron.core.support.simulate.diary import Diary, working

_SAID = {
    "where-is-order": "order-late",
    "missing-parcel": "missing-trace",
    "damaged-on-arrival": "damage-person",
    "wrong-item": "wrong-next",
    "missing-item": "missing-send",
    "complaint": "complaint-handed",
    "payment-failed": "payment-help",
}
"""What the desk says to an intent: messages of the playbook, used where they hold no slots."""
_CHANNELS = ((Channel.CHAT, 0.6), (Channel.MAIL, 0.3), (Channel.PHONE, 0.1))


@dataclass(slots=True)
class Reason:
    """Why a case is opened. ``hard`` is the chance that a person is needed."""

    intent: str
    order: str | None = None
    product: str | None = None
    hard: float = 0.15


class Cases:
    """The help desk as a customer meets it."""

    def __init__(self, playbook: Playbook, chance: Random) -> None:
        self._playbook = playbook
        self._chance = chance
        self._count = 0

    def open(self, diary: Diary, at: datetime, reason: Reason) -> datetime:
        """Write a case from its opening to its rating; when it was closed."""
        chance = self._chance
        self._count += 1
        name = f"K-{diary.who.ref[2:]}-{self._count:03d}"
        channel = chance.choices([one for one, _ in _CHANNELS], [share for _, share in _CHANNELS])[0]
        opened = CaseOpened(case=name, intent=reason.intent, order=reason.order, product=reason.product)
        diary.write(at, opened, channel)
        talk = _Talk(diary, name, reason, channel)
        at = talk.says(at, By.CUSTOMER, self._heard(diary.who.language, reason.intent))
        at = talk.says(at + timedelta(seconds=chance.randint(2, 50)), By.CHIRON, self._answer(reason.intent))
        begun = at
        needed = chance.random() < reason.hard
        if needed:
            at = self._by_person(talk, at)
        elif chance.random() < 0.35:
            at = talk.says(at + timedelta(minutes=chance.randint(1, 20)), By.CUSTOMER, self._thanks(diary.who.language))
        return self._close(talk, at, (at - begun) / timedelta(hours=1), needed)

    def _by_person(self, talk: _Talk, at: datetime) -> datetime:
        chance = self._chance
        diary, name = talk.diary, talk.case
        at += timedelta(seconds=20)
        diary.write(at, CaseHandedOver(case=name, to=By.AGENT, reason=talk.reason.intent), Channel.SYSTEM)
        at = working(at + timedelta(hours=chance.expovariate(1 / 5.0)))
        at = talk.says(at, By.AGENT, self._agents(talk.reason.intent))
        if chance.random() < 0.5:
            due = at + timedelta(days=chance.randint(1, 5))
            promise = f"P-{name[2:]}"
            words = "Back with an answer by then."
            body = PromiseMade(promise=promise, text=words, case=name, order=talk.reason.order, due=due)
            diary.write(at + timedelta(seconds=30), body, talk.channel)
            late = chance.random() < 0.1
            kept = due + (timedelta(days=2) if late else -timedelta(hours=chance.randint(1, 20)))
            at = max(at + timedelta(minutes=5), kept)
            diary.write(at, PromiseKept(promise=promise), Channel.SYSTEM)
            diary.felt(at, -0.5 if late else 0.1)
        return at

    def _close(self, talk: _Talk, at: datetime, hours: float, needed: bool) -> datetime:
        chance, diary, name = self._chance, talk.diary, talk.case
        solved = chance.random() < (0.92 if hours < 48 else 0.8)
        at += timedelta(minutes=chance.randint(5, 90))
        diary.write(at, CaseClosed(case=name, how="resolved" if solved else "abandoned"), Channel.SYSTEM)
        if not solved and chance.random() < 0.5:
            at += timedelta(hours=chance.randint(5, 70))
            diary.write(at, CaseReopened(case=name), talk.channel)
            at = talk.says(at, By.CUSTOMER, self._heard(diary.who.language, talk.reason.intent))
            at = talk.says(at + timedelta(hours=chance.randint(1, 9)), By.AGENT, self._agents(talk.reason.intent))
            at += timedelta(minutes=30)
            diary.write(at, CaseClosed(case=name), Channel.SYSTEM)
        stars = self._stars(hours, solved, needed)
        diary.felt(at, 0.15 * (stars - 3))
        if chance.random() < 0.35:
            at += timedelta(hours=2)
            diary.write(at, CaseRated(case=name, stars=stars), Channel.MAIL)
        return at

    def _stars(self, hours: float, solved: bool, needed: bool) -> int:
        much = self._chance.gauss(4.4 if solved else 2.2, 0.8) - min(hours, 96) / 60 - (0.2 if needed else 0.0)
        return max(1, min(5, round(much)))

    def _heard(self, language: str, intent: str) -> str:
        told = self._playbook.overlays.get(language, {}).get("intents", {}).get(intent, {}).get("examples")
        examples: Sequence[str] = told or self._playbook.intent[intent].examples
        return self._chance.choice(examples)

    def _thanks(self, language: str) -> str:
        return self._heard(language, "thanks") if "thanks" in self._playbook.intent else "Thanks"

    def _answer(self, intent: str) -> str:
        known = self._playbook.intent[intent]
        if known.article is not None:
            return f"{self._playbook.article[known.article].title}."
        return self._plain(_SAID.get(intent, ""))

    def _agents(self, intent: str) -> str:
        macros = [one.text for one in self._playbook.macros if intent in one.intents and "{" not in one.text]
        return self._chance.choice(macros) if macros else self._plain("")

    def _plain(self, message: str) -> str:
        found = self._playbook.message.get(message)
        return found.text if found is not None and "{" not in found.text else "I am looking into it."


@dataclass(slots=True)
class _Talk:
    diary: Diary
    case: str
    reason: Reason
    channel: Channel
    count: int = 0

    def says(self, at: datetime, by: By, text: str) -> datetime:
        """One message; the time of it."""
        self.count += 1
        known = self.reason.intent if by is By.CUSTOMER and self.count == 1 else None
        body = MessageSaid(
            case=self.case, message=f"{self.case}-{self.count}", by=by, text=text, intent=known,
            language=self.diary.who.language,
        )  # fmt: skip
        self.diary.write(at, body, self.channel)
        return at
