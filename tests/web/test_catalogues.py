"""The translations: whole, exact in what is filled in, and only in languages in which distress is heard."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from chiron.core.language.offered import OFFERED
from chiron.core.language.safety import RULES
from chiron.engine.library.importing import apart, bringing
from chiron.faces.web import language
from chiron.faces.web.fault_words import fault_words

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted(language.LOCALES.glob("*.po"))
_FILLED_IN = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?\w+>|\$[^$]+\$|%%")


def _messages(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=path.stem.replace("-", "_")) if message.id]


def _forms(words: object) -> list[str]:
    return [words] if isinstance(words, str) else [str(form) for form in words]  # type: ignore[attr-defined]


def test_every_language_offered_is_one_in_which_distress_is_heard() -> None:
    tags = {offered.tag for offered in language.offered()}
    assert tags == set(OFFERED)
    assert tags <= set(RULES)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_whole(path: Path) -> None:
    empty = [m.id for m in _messages(path) if not all(_forms(m.string)) or m.fuzzy]
    assert empty == [], "run `python tools/catalogues.py` and translate what is empty"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_what_is_filled_in_stays(path: Path) -> None:
    odd = []
    for message in _messages(path):
        source = [sorted(_FILLED_IN.findall(form)) for form in _forms(message.id)]
        for form in _forms(message.string):
            if sorted(_FILLED_IN.findall(form)) not in source:
                odd.append(form)
            if form[:1].isspace() != _forms(message.id)[0][:1].isspace():
                odd.append(form)
    assert odd == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Write something first.", "Escribe algo primero."),
        ("Enter the class's name.", "Escribe el nombre de la clase."),
        (
            "There were too many tries. Wait 5 minutes and try again.",
            "Hubo demasiados intentos. Espera 5 minutos e inténtalo otra vez.",
        ),
        ("Line 3: Choose at least one role.", "Línea 3: Elige al menos una función."),
        ("Ben {1} is no learner.", "Ben {1} no es estudiante."),
        ("Not a sentence of ours", "Not a sentence of ours"),
        ("", ""),
    ],
)
def test_errors_are_said_in_the_language_in_use(said: str, shown: str) -> None:
    with language.using("es"):
        assert fault_words(said) == shown
    assert fault_words(said) == said


OF_UPLOADS = [
    apart.TOO_LARGE,
    apart.TOO_LONG,
    apart.STOPPED,
    apart.STUMBLED.format("{0}"),
    bringing.STUMBLED.format("{0}"),
    bringing.STUMBLED_OVER_ONE.format("{0}"),
    "The file could not be read: {0}.",
    "It holds no review of a card.",
    "{0} holds no Anki collection. Choose an .apkg or .colpkg that Anki exported.",
    "{0}: it cannot be read ({1}). Export it from Anki again.",
    "The course names packages/{0}.zip, which is not here. Put it there and publish again.",
    "packages/{0}.zip cannot be played. {1}",
    "packages/{0}.zip is not the file that was read with the course; publish it again.",
    "It holds no {0} at its root.",
    "This package cannot be played. {0}",
    "There is no such package here.",
]


def test_the_catalogues_hold_what_the_source_says(tmp_path: Path) -> None:
    """And with them what is said of an upload, wherever it is said from."""
    path = tmp_path / "chiron.pot"
    done = subprocess.run(
        [sys.executable, "tools/catalogues.py", "--check", "--template", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with path.open("rb") as file:
        gathered = {message.id for message in read_po(file)}
    assert {said for said in OF_UPLOADS if said not in gathered} == set()
