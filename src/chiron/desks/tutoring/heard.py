"""What is noted of the asking of a model beside its words: when they came, and what the prompt was made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from time import perf_counter

from chiron.core.language.privacy import Veil, roster
from chiron.core.language.prompts import Ground, build
from chiron.core.language.prompts.measured import digest, parts
from chiron.core.words import Json
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.dialogue.converse import Sentence, Spoken, Whole
from chiron.ports.telemetry import Facts, Part, Span


class Heard:
    """Follows one asking. ``first`` and ``whole`` are milliseconds; ``first`` is None where no sentence was shown
    before the whole."""

    def __init__(self, ground: Ground) -> None:
        """Begin now."""
        self._began = perf_counter()
        self._ground = ground
        self.first: float | None = None
        self.whole = 0.0

    def saw(self, event: Spoken) -> None:
        """Note the time of a sentence and of the whole."""
        now = round((perf_counter() - self._began) * 1000.0, 1)
        if isinstance(event, Sentence) and self.first is None:
            self.first = now
        if isinstance(event, Whole):
            self.whole = now

    def told(self) -> dict[str, Json]:
        """Fields of ``words.checked``."""
        prompt = build(self._ground)
        took = {"first": self.first, "whole": self.whole}
        named = {name: each for name, each in took.items() if each is not None}
        return {"took": named, "parts": [list(each) for each in parts(prompt).items()], "digest": digest(prompt)}

    def tell(self, desk: TutoringDesk, turn: str, whole: Whole, names: Sequence[str]) -> None:
        """Tell the operator's tools how it went; its words only where that is switched on, without
        ``names`` even then."""
        if desk.telemetry is None:
            return
        facts: dict[str, str | int | float | bool] = {"chiron.turn": turn, "chiron.ended": whole.ended}
        if whole.by is not None:
            facts["gen_ai.request.model"] = whole.by
        if whole.used:
            facts["gen_ai.usage.input_tokens"] = sum(each.prompt for each in whole.used)
            facts["gen_ai.usage.output_tokens"] = sum(each.completion for each in whole.used)
            facts["chiron.cost"] = float(sum(each.cost for each in whole.used if each.cost is not None))
        rules: list[tuple[str, Facts]] = [
            ("stopped", {"chiron.rule": each.rule, "chiron.sentence": each.sentence, "chiron.asking": each.asking})
            for each in whole.stopped
        ]
        made = [Part("first words", 0.0, self.first)] if self.first is not None else []
        made += [Part(name, self.whole, 0.0, told) for name, told in rules]
        words = _words(self._ground, whole, names) if desk.telemetry.content else {}
        fault = whole.ended if whole.ended not in ("done", "stopped", "authored") else None
        began = desk.clock() - timedelta(milliseconds=self.whole)
        desk.telemetry.tell(Span("words", began, self.whole, facts, tuple(made), words, fault))


def _words(ground: Ground, whole: Whole, names: Sequence[str]) -> dict[str, str]:
    """What was asked and said, with placeholders for names, addresses and numbers of people."""
    veil = Veil(roster(names))
    prompt = "\n".join(part.text for part in build(ground) if part.role == "user")
    said = " ".join(piece.text for piece in whole.words.pieces)
    return {"chiron.prompt": veil.hide(prompt), "chiron.said": veil.hide(said)}
