"""The house rules hold for this tree, and each finds what is planted."""

from __future__ import annotations

from pathlib import Path

import pytest
import rules

ROOT = Path(__file__).absolute().parents[2]
TREE = ROOT / "src" / "chiron"

STRANGERS_FILES = frozenset(
    {
        "engine/library/importing/formats/anki/collection.py",  # an Anki deck is a SQLite file that somebody uploads
    }
)
"""Readers of a format that is itself a database. They are no stores: nothing is kept there, and they only select."""
MADE_FILES = frozenset(
    {
        "engine/library/exporting/anki.py",  # an Anki deck is a SQLite file, made in memory
    }
)
"""Writers of a format that is itself a database. They are no stores: the file is handed over, never read again."""
SQL_EXEMPT: frozenset[str] = STRANGERS_FILES | MADE_FILES
"""Files that are no store and yet hold SQL, each with a reason."""

ENVIRONMENT_EXEMPT = frozenset(
    {
        "main/settings.py",
        "engine/records/server.py",  # hands the environment on, changed, to the server's own programs
    }
)


READERS = frozenset(
    {
        "learning/interactions/wheels.py",  # the kinds of step that installed packages add
        "learning/mastery/__init__.py",  # learner models that installed packages add
        "learning/policies/__init__.py",  # policies that installed packages add
        "learning/answers/model.py",  # the trained grader of short answers, which ships with Chiron
        "language/answering/heads.py",  # the weights that choose a sentence, which ship with Chiron
        "language/feelings/head.py",  # the weights that read feelings, which ship with Chiron
        "language/feelings/lexicon.py",  # the words that tell feelings, which ship with Chiron
        "learning/prediction/parameters.py",  # the trained weights, which ship with Chiron
    }
)
"""What core may read, and why it is as pure as an import: docs/house.md, "What core may read"."""


def test_core_asks_nothing_of_the_machine() -> None:
    assert rules.impure(TREE / "core", READERS) == []


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import datetime\nx = datetime.date.today()",
        "import random\nx = random.random()",
        "import random\nrandom.seed(3)",
        "import random\nx = random.Random()",
        "from random import choice",
        "from uuid import uuid4",
        "import uuid\nx = uuid.uuid4()",
        "x = open('/etc/passwd')",
        "print('here')",
        "x = eval('1')",
        "from importlib.resources import files",
        "from importlib.metadata import entry_points",
        "import importlib.resources.abc",
        "def f(place):\n    return place.read_bytes()",
        "def f(place):\n    return [each for each in place.iterdir()]",
    ],
)
def test_an_impure_core_is_found(tmp_path: Path, code: str) -> None:
    (tmp_path / "planted.py").write_text(code)
    assert len(rules.impure(tmp_path)) >= 1


def test_who_may_read_what_is_installed_may_do_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "reader.py").write_text("from importlib.resources import files\n")
    assert rules.impure(tmp_path, frozenset({"reader.py"})) == []
    (tmp_path / "reader.py").write_text("from importlib.resources import files\nx = open('a')\n")
    assert len(rules.impure(tmp_path, frozenset({"reader.py"}))) == 1


def test_pure_code_passes(tmp_path: Path) -> None:
    code = "import random\nfrom uuid import UUID\ndef f(chance: random.Random, id: UUID) -> float:\n"
    (tmp_path / "fine.py").write_text(code + "    return random.Random(3).random() + chance.random()\n")
    assert rules.impure(tmp_path) == []


def test_sql_stands_in_stores() -> None:
    assert rules.stray_sql(TREE, SQL_EXEMPT) == []


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1 FROM person",
        "select name from person",
        "\n        INSERT INTO event (id) VALUES (1)",
        "UPDATE person SET name = %s",
        "DELETE FROM event",
        "WITH x AS (SELECT 1) SELECT * FROM x",
        "CREATE TABLE secret (id uuid)",
        "GRANT ALL ON event TO chiron_app",
    ],
)
def test_stray_sql_is_found(tmp_path: Path, sql: str) -> None:
    (tmp_path / "turn.py").write_text(f"QUERY = {sql!r}\n")
    (tmp_path / "store.py").write_text(f"QUERY = {sql!r}\n")
    assert len(rules.stray_sql(tmp_path, frozenset())) == 1


@pytest.mark.parametrize("text", ["Select the right answer.", "Update your settings", "Drop it here", "With love"])
def test_prose_is_no_sql(tmp_path: Path, text: str) -> None:
    (tmp_path / "turn.py").write_text(f"TEXT = {text!r}\n")
    assert rules.stray_sql(tmp_path, frozenset()) == []


def test_who_reads_a_strangers_database_only_selects_and_knows_no_database_of_chirons() -> None:
    for place in STRANGERS_FILES:
        code = (TREE / place).read_text()
        found = rules.stray_sql(TREE / place.rpartition("/")[0], frozenset())
        assert found
        assert all(line.split(": ", 1)[1].lstrip("'\"").startswith("SELECT ") for line in found)
        assert "mode=ro" in code
        assert "chiron.engine.records" not in code
        assert "psycopg" not in code


def test_who_makes_a_file_that_is_a_database_knows_no_database_of_chirons() -> None:
    for place in MADE_FILES:
        code = (TREE / place).read_text()
        assert 'sqlite3.connect(":memory:")' in code
        assert "chiron.engine.records" not in code
        assert "psycopg" not in code


def test_the_environment_is_read_in_one_place() -> None:
    assert rules.environment_readers(TREE, ENVIRONMENT_EXEMPT) == []


@pytest.mark.parametrize(
    "code", ["import os\nx = os.environ['A']", "import os\nx = os.getenv('A')", "from os import environ"]
)
def test_another_reader_of_the_environment_is_found(tmp_path: Path, code: str) -> None:
    (tmp_path / "planted.py").write_text(code)
    assert len(rules.environment_readers(tmp_path, frozenset())) == 1


def test_everything_says_what_it_is_for(tmp_path: Path) -> None:
    assert rules.without_docstring(TREE) == []
    (tmp_path / "planted.py").write_text("x = 1\n")
    assert rules.without_docstring(tmp_path) == ["planted.py"]


def test_every_folder_of_python_is_a_package(tmp_path: Path) -> None:
    assert rules.without_package(TREE) == []
    (tmp_path / "planted.py").write_text("")
    assert rules.without_package(tmp_path) == [tmp_path.as_posix()]


def test_files_are_small(tracked: list[Path], tmp_path: Path) -> None:
    code = [path for path in tracked if path.suffix in {".py", ".ts", ".css", ".html"}]
    assert rules.too_long(code) == []
    (tmp_path / "planted.py").write_text("x = 1\n" * 401)
    assert len(rules.too_long([tmp_path / "planted.py"])) == 1


def test_no_registry_and_no_machine_in_the_tree(tracked: list[Path]) -> None:
    own = {Path(__file__).name, "rules.py"}
    assert rules.addresses([path for path in tracked if path.name not in own]) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://pypi.org/simple",
        '"resolved": "https://registry.npmjs.org/htmx.org/-/htmx.org-2.0.11.tgz"',
        "wheel @ https://files.pythonhosted.org/packages/a.whl",
        "cd /home/ada/chiron",
        'ROOT = "/work/main"',
    ],
)
def test_a_planted_address_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "planted.txt").write_text(f"fine\n{line}\n")
    assert len(rules.addresses([tmp_path / "planted.txt"])) == 1


def test_links_of_the_documentation_resolve(tracked: list[Path]) -> None:
    pages = [path for path in tracked if path.suffix == ".md" and "courses" not in path.relative_to(ROOT).parts[:1]]
    assert rules.broken_links(pages) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A heading\n[a](page.md#a-heading) [b](#a-heading) [c](gone.md) [d](page.md#gone) `[e](no)`\n")
    assert [line.rpartition(" ")[2] for line in rules.broken_links([page])] == ["gone.md", "page.md#gone"]
