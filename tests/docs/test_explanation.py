"""What explains the learner model: its pictures are the model's own, and what it names is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs/explanation").glob("*.md"))
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+\.svg)\)")
MODEL = (ROOT / "docs/explanation/the-learner-model.md").read_text("utf-8")
RESULTS = (ROOT / "benchmarks/RESULTS.md").read_text("utf-8")


def test_the_pictures_are_as_the_model_is_now() -> None:
    done = subprocess.run(
        [sys.executable, "tools/draw_estimates.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_picture_says_in_words_what_it_shows(page: Path) -> None:
    for told, name in PICTURE.findall(page.read_text("utf-8")):
        drawn = (page.parent / name).read_text("utf-8")
        assert len(told) > 60, name
        # A number that the words give is one that the picture gives.
        shown = re.sub(r"<[^>]+>", " ", drawn)
        assert [each for each in re.findall(r"\d+", told) if not re.search(rf"\b{each}\b", shown)] == [], name


def test_the_teachers_page_has_pictures() -> None:
    assert len(PICTURE.findall((ROOT / "docs/explanation/what-chiron-knows-of-a-learner.md").read_text("utf-8"))) == 3


def test_every_figure_that_is_quoted_was_measured() -> None:
    names = re.findall(r"^\| `([a-z0-9.-]+)` \|", MODEL, re.M)
    assert len(names) >= 10
    assert [name for name in names if f"| `{name}` |" not in RESULTS] == []


def test_every_module_that_is_named_is_there() -> None:
    tree = ROOT / "src/chiron"
    named = re.findall(r"`((?:core|engine|faces)/[a-z_/]+(?:\.py)?)`", MODEL)
    assert len(named) >= 8
    assert [name for name in named if not (tree / name).exists()] == []


def test_the_readme_leads_to_every_explanation() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [page.stem for page in PAGES if f"docs/explanation/{page.name}" not in readme] == []
