"""One right option among several."""

from __future__ import annotations

from chiron.core.learning.interactions.base import Form, Unread
from chiron.core.learning.interactions.options import Fields, Options
from chiron.core.words import Json, Verdict


class Choice(Options):
    """See README.md beside this file."""

    kind = "choice"
    home = __package__ or ""

    def read(self, task: Json, form: Form) -> Json:
        """The one option picked."""
        chosen = self.known(task, list(form.get("answer", ())))
        if len(chosen) != 1:
            raise Unread("pick-one")
        return {"chosen": chosen}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if it is the right option."""
        (picked,) = response["chosen"]
        if picked in key["right"]:
            return self.right_verdict()
        return self.wrong_verdict(key, key["wrong"].get(picked))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """Not exactly one right option."""
        found = super().faults(spec, task, key)
        if len(key["right"]) != 1:
            found.append(f"{len(key['right'])} options are right; a choice needs exactly one.")
        return found

    def guess(self, task: Json) -> float:
        """One of the options."""
        return 1 / len(task["options"])
