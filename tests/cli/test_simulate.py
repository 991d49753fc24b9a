"""``chiron simulate``: what a policy does to a class, in the terminal and as a drawing."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from chiron.main import command

COURSE = Path(__file__).parents[2] / "courses" / "foundations-of-algebra"
SMALL = ("--learners", "3", "--sittings", "2", "--minutes", "10")


def test_it_tells_what_the_policy_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["simulate", str(COURSE), *SMALL]) == 0
    said = capsys.readouterr().out
    for words in ("Skills known at the end with 'gain'", "by minute", "weak-reader", "negative-numbers", "tuck"):
        assert words in said


def test_the_same_seed_gives_the_same_class_and_another_policy_another_way(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for extra in (["--policy", "order"], ["--policy", "order"], ["--policy", "steady"], ["--seed", "2"]):
        assert command.main(["simulate", str(COURSE), *SMALL, *extra]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert len(set(said)) == 3


@pytest.mark.parametrize("name", ["class.svg", "class.html"])
def test_the_drawing_stands_by_itself(name: str, tmp_path: Path) -> None:
    out = tmp_path / name
    assert command.main(["simulate", str(COURSE), *SMALL, "--kind", "fast", "--out", str(out)]) == 0
    drawn = out.read_text("utf-8")
    assert "href" not in drawn
    assert "<script" not in drawn
    assert drawn.startswith("<svg" if name.endswith("svg") else "<!doctype html>")
    svg = drawn[drawn.index("<svg") : drawn.index("</svg>") + 6]
    texts = [node.text for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert any("Foundations of Algebra" in (text or "") for text in texts)
    assert len(texts) > 12


@pytest.mark.parametrize("extra", [["--learners", "0"], ["--minutes", "x"], ["--kind", "gifted"], ["--policy", "dice"]])
def test_what_it_cannot_do_it_says(extra: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["simulate", str(COURSE), *extra])
    assert ended.value.code == 2
    assert "usage: chiron simulate" in capsys.readouterr().err


def test_a_folder_without_a_course_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["simulate", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_drawing_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "none" / "x.svg"
    assert command.main(["simulate", str(COURSE), *SMALL, "--out", str(out)]) == 1
    assert str(out) in capsys.readouterr().err
