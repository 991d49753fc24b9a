"""What every shape of a playbook is made of: ids, texts, amounts, and parts that refuse what they do not know."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
"""Lower-case words joined by hyphens."""
FactName = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(-[a-z0-9]+)*){0,2}$", max_length=96)
]
"""What is known in a case: ``reason``, ``order.status``, ``limit.return.days``."""
Short = Annotated[str, Field(min_length=1, max_length=300)]
"""One line of plain words."""
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
"""Markdown; ``{fact}`` and ``{fact|words where it is unknown}`` are replaced, ``{{`` is a brace."""
Minor = Annotated[int, Field(strict=True, ge=0, le=100_000_000)]
"""An amount of money in minor units of the playbook's currency: 1250 is 12.50."""
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError("this day is not in the calendar") from None
    return text


Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
"""A date as ISO 8601 writes it, 2026-03-31; ``date.fromisoformat`` reads it."""
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of the day, ``09:30``."""
Weekday = Annotated[str, Field(pattern=r"^(mon|tue|wed|thu|fri|sat|sun)$")]


def _scalar(given: Any) -> Any:
    if isinstance(given, bool | int) or (isinstance(given, str) and 0 < len(given) <= 300):
        return given
    raise ValueError("a word, a whole number, true or false is needed")


Scalar = Annotated[bool | int | str, PlainValidator(_scalar)]
"""A value to compare with, as it was written: true is no 1."""


class Part(BaseModel):
    """Whatever stands in a playbook: unknown fields are refused, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    told: ClassVar[frozenset[str]] = frozenset()
    """The fields that people read, and that another language must say in its own words."""
    also: ClassVar[frozenset[str]] = frozenset()
    """Those that another language may say in its own words."""
