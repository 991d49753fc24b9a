"""What stands in for a kind of step that is not installed here: its items still show, and nobody is judged on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, escaped
from chiron.core.learning.unread import Unread
from chiron.core.words import Json, Outcome, Verdict


class Anything(BaseModel):
    """Whatever an author wrote for a kind that is not here."""

    model_config = ConfigDict(extra="allow", frozen=True)


class Missing(Kind):
    """A kind that a published course uses and that is no longer here."""

    version = 0
    home = ""
    Spec = Anything

    def __init__(self, kind: str) -> None:
        """Stand in for ``kind``."""
        self.kind = kind

    def make(self, spec: Any, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """Nothing to show and nothing to know."""
        return {}, {}

    def read(self, task: Json, form: Form) -> Json:
        """Nothing can be read. Raises Unread."""
        raise Unread("not-installed")

    def typed(self, response: Json) -> Typed:
        """Nothing to fill in again."""
        return {}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Only a person can say."""
        return Verdict(Outcome.PERSON, self.checker, note="not-checked")

    def describe(self, task: Json, response: Json) -> str:
        """The response as it was typed, or as it is kept."""
        if isinstance(response, dict) and isinstance(response.get("typed"), str):
            return escaped(response["typed"])
        return escaped(json.dumps(response, ensure_ascii=False))

    def answer(self, task: Json, key: Json) -> str:
        """Nobody here knows it."""
        return ""

    def right(self, task: Json, key: Json) -> Typed | None:
        """Only a person can say."""
        return None

    def faults(self, spec: Any, task: Json, key: Json) -> list[str]:
        """That it is missing."""
        return [f"This step needs the kind {self.kind!r}, which is not installed here."]
