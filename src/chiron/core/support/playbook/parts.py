"""What every shape of a playbook is made of: ids, texts, amounts, and parts that refuse what they do not know."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

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
Day = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
"""A date as ISO 8601 writes it; ``date.fromisoformat`` reads it where it is a day of the calendar."""
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of the day, ``09:30``."""
Weekday = Annotated[str, Field(pattern=r"^(mon|tue|wed|thu|fri|sat|sun)$")]


class Part(BaseModel):
    """Whatever stands in a playbook: unknown fields are refused, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    told: ClassVar[frozenset[str]] = frozenset()
    """The fields that people read, and that another language says in its own words."""
