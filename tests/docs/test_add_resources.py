"""The page on resources: its example, put where it says, is a right part of a course."""

from __future__ import annotations

import re
from pathlib import Path

from chiron.engine.library.checking import look_over
from chiron.engine.library.reading import open_partly
from tests.library.example import write_example

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-resources.md"


def test_the_example_of_the_page_is_right_and_its_licence_is_told(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```yaml resources\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    write_example(tmp_path)
    file = next(one for one in sorted(tmp_path.glob("units/*/*.yaml")) if "templates:" in one.read_text("utf-8"))
    file.write_text(block + re.sub(r"^resources:.*?(?=^\S)", "", file.read_text("utf-8"), flags=re.M | re.S), "utf-8")
    found = look_over(tmp_path)
    assert found.faults == ()
    assert sum("forbids" in note.message for note in found.notes) == 2
    course = open_partly(tmp_path).course
    assert course is not None
    assert course.resources_by_id["capitals-film"].minutes == 4
