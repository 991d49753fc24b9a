"""Builds the wheel with the pages' scripts and styles and the sample courses in it, or not at all.

Node is needed here and only here; whoever installs the wheel needs none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/chiron/faces/web/static/built")


class WholeWheel(BuildHookInterface[Any]):
    """Refuses to make a wheel whose pages would come without style or whose shelf would be empty."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check and add what is not Python; an editable install takes both from the checkout."""
        if version == "editable" or self.target_name != "wheel":
            return
        built, courses = Path(self.root) / BUILT, Path(self.root) / "courses"
        if not list(built.glob("*.css")) or not list(built.glob("*.js")):
            raise SystemExit(f"{BUILT} is empty: build the pages' scripts and styles first (make assets).")
        if not list(courses.glob("*/course.yaml")):
            raise SystemExit("courses/ is empty: a wheel comes with the sample courses.")
        build_data["force_include"][str(courses)] = "chiron/courses"
        build_data["force_include"][str(built)] = f"{BUILT.relative_to('src')}"
