"""What every shape of a course is made of: ids, texts, and parts that refuse what they do not know."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
"""Lower-case words joined by hyphens."""
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
"""Markdown with ``$...$`` maths; ``@name`` and ``@{formula}`` are replaced in templates."""


class Part(BaseModel):
    """Whatever stands in a course: unknown fields are refused, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
