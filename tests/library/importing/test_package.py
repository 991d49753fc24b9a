"""A course's folder as a zip: the same bytes again, checked as it is, and back without a byte changed."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from chiron.core.errors import InvalidInput
from chiron.engine.library.checking import check
from chiron.engine.library.importing.opening import Unusable, open_path
from chiron.engine.library.importing.package import as_folder, pack, root, take
from tests.library.example import write_example


def texts(folder: Path) -> dict[str, bytes]:
    """Every file as it stands."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_it_comes_back_byte_for_byte_and_packs_the_same(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "course")
    count = pack(folder, tmp_path / "one.zip")
    assert take(open_path(tmp_path / "one.zip"), tmp_path / "back") == count
    assert texts(tmp_path / "back") == texts(folder)
    for file in (tmp_path / "back").rglob("*"):
        os.utime(file, (0, 0))
    pack(tmp_path / "back", tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_checker_takes_the_package_as_it_is(tmp_path: Path) -> None:
    pack(write_example(tmp_path / "course"), tmp_path / "one.zip")
    with as_folder(tmp_path / "one.zip") as folder:
        assert check(folder, samples=5) == []
    assert not folder.exists()


def test_a_folder_around_it_does_no_harm(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "course")
    with zipfile.ZipFile(tmp_path / "zipped.zip", "w") as packed:
        for name, data in texts(folder).items():
            packed.writestr(f"my course/{name}", data)
    opened = open_path(tmp_path / "zipped.zip")
    assert root(opened) == "my course/"
    take(opened, tmp_path / "back")
    assert texts(tmp_path / "back") == texts(folder)


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "C:\\out.txt"])
def test_a_name_that_leads_outside_refuses_the_whole(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as packed:
        packed.writestr("course.yaml", "format: 1\n")
        packed.writestr(name, "out")
    with pytest.raises(Unusable, match="whole or not at all"):
        take(open_path(tmp_path / "bad.zip"), tmp_path / "back")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bad.zip"]


def test_what_is_hidden_stays_and_links_are_told(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "course")
    count = pack(folder, tmp_path / "one.zip")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("secret")
    (folder / ".env").write_text("secret")
    assert pack(folder, tmp_path / "one.zip") == count
    (folder / "link.md").symlink_to(tmp_path / "one.zip")
    with pytest.raises(InvalidInput, match=r"link\.md is a link"):
        pack(folder, tmp_path / "one.zip")


def test_no_course_no_package(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"course\.yaml"):
        pack(tmp_path, tmp_path / "one.zip")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    pack(write_example(tmp_path / "course"), tmp_path / "one.zip")
    with pytest.raises(InvalidInput, match="--to"):
        take(open_path(tmp_path / "one.zip"), tmp_path / "there")
