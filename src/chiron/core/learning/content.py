"""A course's content as JSON, and its fingerprint: the version under which it is kept and named in events."""

from __future__ import annotations

import json
from hashlib import sha256

from chiron.core.learning.course import Course
from chiron.core.words import Json


def to_content(course: Course) -> Json:
    """The course as JSON, without what has its default, so that a new optional field changes no version."""
    return course.model_dump(mode="json", exclude_defaults=True)


def from_content(content: Json) -> Course:
    """The course back from its content."""
    return Course.model_validate(content)


def fingerprint(course: Course) -> str:
    """SHA-256 of the canonical JSON (keys sorted, no spaces, UTF-8), as 64 hexadecimal digits."""
    text = json.dumps(to_content(course), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode()).hexdigest()
