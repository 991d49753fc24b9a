"""What nothing says of a file: its encoding, its columns, the names that another product gave."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from chiron.engine.library.importing.bringing import Brought, bring
from chiron.engine.library.importing.texts import decoded
from tests.library.importing.fakes import templates

TEXTS = {
    "shift_jis": "問題,答え\n日本の首都は?,東京",
    "euc_jp": "問題,答え\n日本の首都は?,東京",
    "windows-1251": "Вопрос;Ответ\nСтолица России?;Москва",
    "koi8-r": "Вопрос;Ответ\nСтолица России?;Москва",
    "windows-1252": "Frage;Antwort\nWie heißt die Hauptstadt von Österreich?;Wien\n«À bientôt» – où ça? l’été déjà",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_an_encoding_that_nobody_says_is_told_by_its_letters(encoding: str) -> None:
    assert decoded(TEXTS[encoding].encode(encoding)) == (TEXTS[encoding], encoding)


@pytest.mark.parametrize("text", ["é", "ÀÉÈÙ ÄÖÜ ÇÇ", "naïve – “quoted”", "Übung é à ç ñ ÀÉÈ ß"])
def test_a_few_accents_are_western(text: str) -> None:
    assert decoded(text.encode("windows-1252")) == (text, "windows-1252")


def test_two_encodings_in_one_file_are_read_line_by_line() -> None:
    data = "::a:: año? {=sí}\n".encode() + "::b:: año? {=sí}\n".encode("windows-1252")
    assert decoded(data) == ("::a:: año? {=sí}\n::b:: año? {=sí}\n", "windows-1252 and utf-8")


def sheet(place: Path, name: str, text: str) -> tuple[Brought, list[dict[str, Any]]]:
    """What comes of a sheet, and its steps."""
    path = place / name
    path.write_text(text, "utf-8")
    brought = bring(path)
    return brought, [template["steps"][0] for _, template in templates(brought.composed)]


def test_terms_with_their_meanings_need_no_ending_that_says_so(tmp_path: Path) -> None:
    _, steps = sheet(tmp_path, "set.txt", "nucleus\tholds DNA\nribosome\tmakes proteins\nvacuole\tstores water\n")
    assert [step["accept"] for step in steps] == [["holds DNA"], ["makes proteins"], ["stores water"]]
    _, steps = sheet(tmp_path, "terms.csv", "Name,Meaning\nnucleus,holds DNA\nribosome,makes proteins\n")
    assert [step["accept"] for step in steps] == [["holds DNA"], ["makes proteins"]]


def test_options_from_b_on_stand_beside_the_right_answer(tmp_path: Path) -> None:
    _, steps = sheet(tmp_path, "a.csv", "Question,Correct answer,Option B,Option C\nPeru?,Lima,Quito,Bogota\n")
    assert [(one["text"], one.get("right", False)) for one in steps[0]["options"]] == [
        ("Lima", True), ("Quito", False), ("Bogota", False)
    ]  # fmt: skip


def test_what_a_person_grades_by_is_no_answer_for_learners(tmp_path: Path) -> None:
    _, steps = sheet(
        tmp_path, "a.csv", "Question,Answer,Type\nTell of your town.,,Open-Ended\nTell of your day.,,Open-Ended\n"
    )
    assert {step["solution"] for step in steps} == {"A person reads this answer."}


def test_names_from_notion_are_names_again(tmp_path: Path) -> None:
    number = "8f3a1c2b3d4e5f60718293a4b5c6d7e8"
    with zipfile.ZipFile(tmp_path / "notion.zip", "w") as made:
        made.writestr(f"Biology {number}.md", "Cells are small.")
        made.writestr(f"Biology {number}/Plants {number}.md", "# Plants\n\nPlants are green.")
    units = bring(tmp_path / "notion.zip").composed.content["units"]
    assert [(unit["title"], [one["title"] for one in unit["readings"]]) for unit in units] == [
        ("Biology", ["Biology", "Plants"])
    ]


def test_texts_that_say_no_language_tell_their_own(tmp_path: Path) -> None:
    text = "La membrana es una capa que separa la célula de lo que está fuera. El agua pasa por los poros de la capa. "
    (tmp_path / "nota.md").write_text(f"# Membranas\n\n{text * 5}", "utf-8")
    assert bring(tmp_path / "nota.md").composed.content["locale"]["language"] == "es"
