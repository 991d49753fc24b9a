"""The course of docs/reference/course-format.md, written out as files."""

from __future__ import annotations

import re
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "course-format.md"
_BLOCK = re.compile(r"^```(?:yaml|markdown) (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def example_files() -> dict[str, str]:
    """Name -> text of every file in the reference's example."""
    return dict(_BLOCK.findall(REFERENCE.read_text("utf-8")))


def write_example(folder: Path, **changes: tuple[str, str]) -> Path:
    """Write the example below a folder; each change replaces a text in a file (named by its stem), and must occur."""
    files = example_files()
    for stem, (old, new) in changes.items():
        (name,) = [name for name in files if Path(name).stem == stem.replace("_", "-") and name.endswith(".yaml")]
        assert old in files[name], f"{old!r} is not in {name}"
        files[name] = files[name].replace(old, new)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
