"""All the right options among several."""

from __future__ import annotations

from chiron.core.learning.interactions.base import Form, Unread
from chiron.core.learning.interactions.options import Fields, Options, first_blame
from chiron.core.words import Json, Outcome, Verdict


class MultipleChoice(Options):
    """See README.md beside this file."""

    kind = "multiple-choice"
    home = __package__ or ""

    def read(self, task: Json, form: Form) -> Json:
        """The options picked, at least one."""
        chosen = self.known(task, list(form.get("answer", ())))
        if not chosen:
            raise Unread("pick-some")
        return {"chosen": chosen}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if all right options and no other are picked; credit for right ones less wrong ones."""
        picked, right = set(response["chosen"]), set(key["right"])
        if picked == right:
            return self.right_verdict()
        credit = max(0.0, (len(picked & right) - len(picked - right)) / len(right))
        misconception, feedback = first_blame(key, response["chosen"])
        return Verdict(
            Outcome.PARTLY if credit else Outcome.INCORRECT,
            self.checker,
            credit=credit,
            misconception=misconception,
            feedback=feedback,
            parts={name: name in right for name in response["chosen"]},
        )

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """No right option."""
        found = super().faults(spec, task, key)
        if not key["right"]:
            found.append("No option is right.")
        return found

    def guess(self, task: Json) -> float:
        """One of the sets of options that are not empty."""
        return float(1 / (2 ** len(task["options"]) - 1))
