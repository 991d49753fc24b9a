"""Intents and articles: examples that stand in two intents, intents that nothing answers, articles past their date."""

from __future__ import annotations

from datetime import date

from chiron.core.language.text import squeeze, words
from chiron.core.support.playbook.facts import shapes
from chiron.core.support.playbook.knowledge import Article, Intent
from chiron.engine.library import faults as where
from chiron.engine.library.playbooks.looking import Look, meant

ENOUGH = 12
"""So many examples an intent of a good playbook has."""
ENOUGH_OUTSIDE = 20
STALE_DAYS = 550
"""An article that nobody has looked at for so long is noted."""
OUTSIDE = "outside"


def knowledge_faults(look: Look) -> None:
    """Tell the faults of intents, of what is out of scope, and of articles."""
    _intents(look)
    _examples(look)
    for path, article in look.every("articles"):
        _dates(look, path, article)


def said(text: str) -> str:
    """A message as the reading of messages would see it: messages that are one here are told apart by nothing."""
    return squeeze(" ".join(words(text)))


def _intents(look: Look) -> None:
    known = {*shapes(), *(fact.id for flow in look.playbook.flows for fact in flow.facts)}
    for path, intent in look.every("intents"):
        if intent.id == OUTSIDE:
            look.fault((*path, "id"), "`outside` is the name of what is out of scope.", "Give the intent another id.")
        _answer(look, path, intent)
        for number, name in enumerate(intent.needs):
            if name not in known:
                remedy = meant(name, known, "Name one of docs/reference/playbooks.md, or one that a flow declares.")
                look.fault((*path, "needs", number), f"There is no fact {name!r}.", remedy)
        if len(intent.examples) < ENOUGH:
            message = f"{intent.id!r} has {len(intent.examples)} examples."
            look.note((*path, "examples"), message, f"Write {ENOUGH} or more, as customers would write them.")
        article = look.playbook.article.get(intent.article or "")
        if article is not None and article.audience == "agents":
            message = f"The article {article.id!r} is for agents, and answers customers here."
            look.fault((*path, "article"), message, "Name another one, or open it to customers.")


def _answer(look: Look, path: where.Path, intent: Intent) -> None:
    answers = intent.answers
    if intent.person and not answers:
        return
    if not answers:
        remedy = "Name a `flow`, an `article` or a `message`; or write `person: true`."
        look.fault(path, f"Nothing answers the intent {intent.id!r}.", remedy)
    elif len(answers) > 1:
        kinds = " and ".join(kind for kind, _ in answers)
        look.fault((*path, answers[1][0]), f"The intent {intent.id!r} has both {kinds} for an answer.", "Keep one.")


def _examples(look: Look) -> None:
    """Every message stands in one place only."""
    stands: dict[str, tuple[str, where.Path]] = {}
    for path, intent in look.every("intents"):
        for number, text in enumerate(intent.examples):
            _stand(look, stands, text, intent.id, (*path, "examples", number))
    for path, text in look.every("outside"):
        _stand(look, stands, text, OUTSIDE, path)
    if 0 < len(look.playbook.outside) < ENOUGH_OUTSIDE or not look.playbook.outside:
        message = f"There are {len(look.playbook.outside)} examples of what is out of scope."
        look.note(("outside",), message, f"Write {ENOUGH_OUTSIDE} or more in outside.yaml.")
    for path, intent in look.every("intents"):
        for number, near in enumerate(intent.near_misses):
            _near(look, stands, intent.id, near.text, near.intent, (*path, "near_misses", number))


def _stand(look: Look, stands: dict[str, tuple[str, where.Path]], text: str, intent: str, path: where.Path) -> None:
    plain = said(text)
    if not plain:
        look.fault(path, f"{text!r} holds no word.", "Write a message as customers would.")
        return
    other = stands.setdefault(plain, (intent, path))
    if other[1] == path:
        return
    file, line = look.places.of(other[1])
    if other[0] == intent:
        look.fault(path, f"{text!r} stands twice in {intent!r}; first in {file}:{line}.", "Keep one of them.")
    else:
        message = f"{text!r} is an example of {intent!r} and of {other[0]!r} ({file}:{line})."
        look.fault(path, message, "Leave it where it belongs; the other one may name it as a near miss.")


def _near(
    look: Look, stands: dict[str, tuple[str, where.Path]], intent: str, text: str, meant_one: str, path: where.Path
) -> None:
    if meant_one == intent:
        look.fault(path, f"A near miss of {intent!r} is said to be {intent!r}.", "Name what it is instead.")
    elif meant_one != OUTSIDE:
        look.refer((*path, "intent"), "intents", (meant_one,))
    stand = stands.get(said(text))
    if stand is not None and stand[0] != meant_one:
        file, line = look.places.of(stand[1])
        message = (
            f"The near miss {text!r} is an example of {stand[0]!r} in {file}:{line}, and said to be {meant_one!r}."
        )
        look.fault(path, message, "Let both say the same.")


def _dates(look: Look, path: where.Path, article: Article) -> None:
    begins = date.fromisoformat(article.valid_from) if article.valid_from else None
    until = date.fromisoformat(article.valid_until) if article.valid_until else None
    if begins is not None and until is not None and until < begins:
        look.fault((*path, "valid_until"), "The article ends before it begins.", "Correct one of the two days.")
    elif until is not None and until < look.today:
        remedy = "Take the article out, or say until when it holds now."
        look.fault((*path, "valid_until"), f"The article {article.id!r} has been past its date since {until}.", remedy)
    elif begins is not None and begins > look.today:
        look.note(
            (*path, "valid_from"), f"The article {article.id!r} holds only from {begins}.", "Nothing need be done."
        )
    if article.reviewed is not None:
        looked = date.fromisoformat(article.reviewed)
        if looked > look.today:
            look.fault((*path, "reviewed"), f"{looked} is still to come.", "Write the day on which it was looked at.")
        elif (look.today - looked).days > STALE_DAYS:
            message = f"Nobody has looked at {article.id!r} since {looked}."
            look.note((*path, "reviewed"), message, "Read it again, and write the day.")
