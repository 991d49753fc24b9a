"""Files that may be hostile: read within bounds, and everything that is not read is told."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from chiron.core.errors import BrokenPlaybook
from chiron.engine.library import files
from chiron.engine.library.playbooks import gathering
from chiron.engine.library.playbooks.checking import check
from chiron.engine.library.playbooks.reading import read_playbook

from ..playbook_example import write_playbook


def told(folder: Path) -> list[str]:
    return [str(fault) for fault in check(folder, date(2026, 11, 22)).faults]


def test_a_sound_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "mint.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "README.md").write_text("What this is.")
    (tmp_path / ".git").mkdir()
    playbook = read_playbook(write_playbook(tmp_path))
    assert [one.id for one in playbook.product["mint-leaf"].every_variant] == ["mint-leaf/100 g", "mint-leaf/250 g"]
    assert playbook.articles[0].text.startswith("You have {limit.return.days} days")


def test_a_broken_folder_raises_with_every_fault(tmp_path: Path) -> None:
    folder = write_playbook(
        tmp_path, ("products/tea.yaml", "price: 650", "price: x"), ("offers.yaml", "holdout: 0.2", "holdout: 2")
    )
    with pytest.raises(BrokenPlaybook) as raised:
        read_playbook(folder)
    assert len(raised.value.details["faults"]) == 2  # type: ignore[arg-type]
    assert "(1 more)" in raised.value.message


def test_no_folder_and_no_playbook(tmp_path: Path) -> None:
    assert told(tmp_path / "none") == [".:1: There is no folder 'none'. Give the folder that holds playbook.yaml."]
    assert told(tmp_path) == [
        "playbook.yaml:1: There is no file playbook.yaml. Write it, or give the folder that holds it."
    ]


@pytest.mark.parametrize("name", ["products/tea.yaml", "articles/sending-back.md", "messages.yaml", "playbook.yaml"])
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path, name: str) -> None:
    folder = write_playbook(tmp_path / "shop")
    secret = tmp_path / "secret.txt"
    secret.write_text("id: secret\n")
    (folder / name).unlink()
    (folder / name).symlink_to(secret)
    found = told(folder)
    assert any(one.startswith(f"{name}:1: The file is a link out of the playbook's folder.") for one in found)
    assert not any("secret" in one for one in found)


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = write_playbook(tmp_path / "shop")
    (folder / "articles").rename(tmp_path / "elsewhere")
    (folder / "articles").symlink_to(tmp_path / "elsewhere")
    assert any("link out of the playbook's folder" in one for one in told(folder))


def test_a_pipe_does_not_hold_the_reader_up(tmp_path: Path) -> None:
    folder = write_playbook(tmp_path)
    (folder / "outside.yaml").unlink()
    os.mkfifo(folder / "outside.yaml")
    assert any("This is not a plain file." in one for one in told(folder))


def test_too_large_files_and_lists_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_playbook(tmp_path)
    with (folder / "outside.yaml").open("a") as file:
        file.write("#" * (files.MAXIMUM_FILE + 1))
    assert any(one.startswith("outside.yaml:1: The file is larger than 512 kB.") for one in told(folder))
    write_playbook(tmp_path)
    monkeypatch.setitem(gathering.MOST, "products", 1)
    assert any("more than 1 products" in one for one in told(folder))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("flows/Return.yaml", "title: x\n", "is no name of a file of flows"),
        ("flow/return.yaml", "title: x\n", "Nothing reads this file."),
        ("products/boots.yml", "products: []\n", "is no name of a file of products"),
        ("notes.txt", "buy tea\n", "Nothing reads this file."),
        ("products/tea.english.yaml", "products: {}\n", "is no name of a file of products"),
        ("intents/more.yaml", "- a\n- b\n", "must hold fields"),
        ("intents/more.yaml", "intents: &a [*a]\n", "Anchors and aliases"),
        ("intents/more.yaml", "intents: !!python/object:os.system [x]\n", "The tag"),
        (
            "intents/more.yaml",
            "intents: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
            "nested deeper",
        ),
        ("intents/more.yaml", "intents:\n  - {id: a\n", "This is not YAML"),
        ("intents/more.yaml", "intents:\n  - plain\n", "intents/more.yaml:2:"),
        ("intents/more.yaml", "intents: words\n", "must be a list"),
        ("articles/more.md", "---\ntitle: A\nsource: B\n---\n\n", "The article has no text."),
        ("articles/more.md", "---\ntitle: A\nsource: B\ntext: c\n---\nx\n", "The text stands below."),
        ("articles/more.md", "---\n- a\n---\nx\n", "front matter must hold fields"),
        ("articles/more.md", "---\nid: other\ntitle: A\nsource: B\n---\nx\n", "differs from the file's name"),
        ("articles/more.md", "---\ntitle: A\nsource: B\n---\nx\u0000y\n", "control character"),
    ],
)
def test_other_files_that_do_not_belong(tmp_path: Path, name: str, text: str, message: str) -> None:
    folder = write_playbook(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    found = told(folder)
    assert any(message in one for one in found), found


def test_lists_of_other_files_do_not_stand_in_the_head(tmp_path: Path) -> None:
    folder = write_playbook(
        tmp_path, ("playbook.yaml", "title: Kettle & Leaf\n", "title: A\nproducts: []\noverlays: {}\n")
    )
    assert [one.split(": ")[1] for one in told(folder)] == [
        "`products` does not stand in playbook.yaml. Write it in its own file; see docs/reference/playbooks.md.",
        "`overlays` does not stand in playbook.yaml. Write it in its own file; see docs/reference/playbooks.md.",
    ]
