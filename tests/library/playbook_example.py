"""The playbook of docs/reference/playbooks.md, written out as files."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "playbooks.md"
_BLOCK = re.compile(r"^```(?:yaml|markdown) (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def playbook_files() -> dict[str, str]:
    """Name -> text of every file in the reference's example."""
    return dict(_BLOCK.findall(REFERENCE.read_text("utf-8")))


def write_playbook(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Write the example below a folder; each change (file, old, new) replaces a text, which must occur."""
    files = playbook_files()
    for name, old, new in changes:
        assert old in files[name], f"{old!r} is not in {name}"
        files[name] = files[name].replace(old, new)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def dump(folder: Path, name: str, value: object) -> None:
    """Write a file of YAML."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")
