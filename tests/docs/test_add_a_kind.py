"""The page about kinds of step: its commands do what it says, and what it quotes is the sample's own source."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from chiron.core.learning.interactions.manifest import LARGEST, LARGEST_FILE, Input, Manifest, Widget
from tests.docs.test_how_to import ROOT, blocks
from tests.samples.stranger import COURSE, SAMPLE, run

PAGE = ROOT / "docs/how-to/add-a-kind-of-step.md"
REFERENCE = ROOT / "docs/reference/kind-manifest.md"
COUNT = re.compile(r"\b\d+ of Chiron")


def test_the_commands_run_in_their_order_and_say_what_the_page_says(tmp_path: Path, home: Path) -> None:
    place, target = tmp_path / "number-line", tmp_path / "installed"
    shutil.copytree(SAMPLE, place)
    shutil.copytree(COURSE, place / "marking-numbers")
    lines = [line for label, body in blocks(PAGE, "sh") if label == "tried" for line in body.splitlines()]
    assert len(lines) == 4
    told = ""
    for line in lines:
        done = run(line, place, PIP_TARGET=str(target), PYTHONPATH=str(target), CHIRON_HOME=str(home))
        told += done.stdout
        if line != "chiron doctor":  # which may find something amiss in this machine
            assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    ((_, said),) = [block for block in blocks(PAGE, "text") if block[0] == "said"]
    assert COUNT.sub("N of Chiron", said.strip()) in COUNT.sub("N of Chiron", told)
    assert "no fault found" in told


@pytest.mark.parametrize("kind", ["toml", "json", "python", "js", "yaml"])
def test_what_the_page_quotes_is_in_the_sample(kind: str) -> None:
    quoted = [block for block in blocks(PAGE, kind) if block[0].startswith("file=")]
    assert quoted
    for label, body in quoted:
        name = label.removeprefix("file=")
        place = COURSE if kind == "yaml" else SAMPLE
        assert body in (place / name).read_text("utf-8"), name


def test_the_reference_names_every_field_and_bound() -> None:
    text = REFERENCE.read_text("utf-8")
    for shape in (Manifest, Widget, Input):
        for name in shape.model_fields:
            assert f"`{name}`" in text or f'"{name}"' in text, name
    assert f"{LARGEST // 1000} kB" in text
    assert f"{LARGEST_FILE // 1000} kB" in text
