"""A course in a second language: what its overlays may say, what is named where they lack or change something."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from chiron.core.learning.content import fingerprint
from chiron.core.learning.course import Course
from chiron.core.learning.generate import generate
from chiron.core.learning.translation import in_language
from chiron.engine.library.checking import check, look_over
from chiron.engine.library.live import Live
from chiron.engine.library.reading import read_course
from chiron.engine.library.shelf import Shelf
from chiron.engine.library.translating import write_overlays
from chiron.engine.library.yamls import parse_yaml
from chiron.engine.records.database import Database

from .example import write_example
from .overlay import FILES, write_spanish

TENS = "tens_and_ones"


def test_a_whole_translation_has_no_fault_and_is_offered(tmp_path: Path) -> None:
    folder = write_spanish(tmp_path)
    assert [str(one) for one in check(folder, 40)] == []
    assert look_over(folder).notes == ()
    assert read_course(folder).tongues == ("en", "es")


def test_items_are_the_same_in_both_languages_but_for_their_words(tmp_path: Path) -> None:
    course = read_course(write_spanish(tmp_path))
    spanish = in_language(course, "es")
    for skill, template in course.templates:
        for seed in range(12):
            one, other = generate(course, skill, template, seed), generate(spanish, skill, template, seed)
            assert one.parameters == other.parameters
            assert one.prompt != other.prompt
            keys = [[{**step.key, "wrong": [], "misconceptions": {}} for step in each.steps] for each in (one, other)]
            assert keys[0] == keys[1]
    assert spanish.locale.decimal == ","
    assert spanish.skills["carrying"].lesson.startswith("## Diez")
    assert spanish.flows.check_in == ("Llevas tres seguidos. ¿Cómo va?", "¿Sigues?")


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "message"),
    [
        (TENS, "Mira el número @n.", "Mira el número @t.", 7, "lacks the replacement @{n}"),
        (TENS, "Mira el número @n.", "Mira el número @m.", 7, "There is no parameter called 'm'"),
        (TENS, "El número 130", "El número 103", 17, "lacks the number 130"),
        ("carrying", "Calcula $@a + @b$.", "Calcula $@a - @b$.", 7, "lacks the maths $@{a}+@{b}$"),
        (TENS, "count-tens:", "count-ten:", 6, "no text called 'count-ten'"),
        (TENS, "          - {text: las unidades}\n", "", 25, "The original has 3 entries here, the translation 2"),
        (TENS, "text: las unidades", "text: las decenas", 22, "Two options read the same"),
        ("course", "title: Sumar", "offer: never\ntitle: Sumar", 1, "`offer` is 'never'"),
        ("course", "title: Sumar", "locale: {decimal: ';'}\ntitle: Sumar", 1, "`locale` is not"),
    ],
)
def test_a_changed_translation_is_named_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, line: int, message: str
) -> None:
    told = [fault for fault in check(write_spanish(tmp_path, **{file: (old, new)}), 20) if message in fault.message]
    assert [(one.file.rpartition("/")[2], one.line) for one in told] == [(f"{file.replace('_', '-')}.es.yaml", line)]


def test_a_missing_text_is_noted_and_keeps_the_language_from_learners(tmp_path: Path) -> None:
    folder = write_spanish(tmp_path, carrying=("    prompt: Calcula $@a + @b$.\n", ""))
    assert check(folder, 20) == []
    (note,) = look_over(folder).notes
    assert note.file == "units/first-steps/carrying.es.yaml"
    assert "templates.sum.prompt" in note.message
    assert read_course(folder).tongues == ("en",)


def test_an_author_may_offer_it_partly_and_a_template_is_in_one_language_only(tmp_path: Path) -> None:
    folder = write_spanish(
        tmp_path,
        carrying=("    prompt: Calcula $@a + @b$.\n", ""),
        course=("title: Sumar", "offer: partly\ntitle: Sumar"),
    )
    course = read_course(folder)
    assert course.tongues == ("en", "es")
    item = generate(in_language(course, "es"), "carrying", "sum", 1)
    assert item.prompt.startswith("Work out")
    assert item.steps[0].prompt == "What is the sum?"


def test_a_lesson_may_not_be_forgotten(tmp_path: Path) -> None:
    folder = write_spanish(tmp_path)
    (folder / "units/first-steps/carrying.es.md").unlink()
    (note,) = look_over(folder).notes
    assert (note.file, note.line) == ("units/first-steps/carrying.es.md", 1)


def test_overlays_are_of_the_version_and_their_notes_are_not(tmp_path: Path) -> None:
    plain = fingerprint(read_course(write_example(tmp_path / "plain")))
    folder = write_spanish(tmp_path / "spanish")
    whole = fingerprint(read_course(folder))
    write_overlays(folder, "es")
    assert "made_from:" in (folder / "course.es.yaml").read_text("utf-8")
    assert plain != whole == fingerprint(read_course(folder))


def test_files_for_a_translator_hold_every_text_below_its_original(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    first = write_overlays(folder, "es")
    assert {Path(name).name for name in first.files} == {Path(name).name for name in FILES if name.endswith(".yaml")}
    text = (folder / "units/first-steps/tens-and-ones.es.yaml").read_text("utf-8")
    assert '    # Look at the number @n.\n    prompt: ""\n' in text
    assert check(folder, 5) == []
    assert read_course(folder).tongues == ("en",)
    again = write_overlays(folder, "es")
    assert again.files == ()
    assert again.missing == first.missing != ()


def test_what_was_translated_stays_where_files_are_written_again(tmp_path: Path) -> None:
    folder = write_spanish(tmp_path, tens_and_ones=("    prompt: Mira el número @n.\n", ""))
    whole = in_language(read_course(write_spanish(tmp_path / "whole")), "es")
    write_overlays(folder, "es")
    path = folder / "units/first-steps/tens-and-ones.es.yaml"
    path.write_text(path.read_text("utf-8").replace('prompt: ""', "prompt: Mira el número @n."), "utf-8")
    assert in_language(read_course(folder), "es").units == whole.units


def test_a_file_that_cannot_be_read_is_named_and_left_alone(tmp_path: Path) -> None:
    folder = write_spanish(tmp_path)
    file = next(folder.glob("units/*/*.es.yaml"))
    for broken in ("title: {note: a, b\n", "- a list\n"):
        file.write_text(broken, "utf-8")
        done = write_overlays(folder, "es")
        assert file.read_text("utf-8") == broken
        assert str(file.relative_to(folder)) in {fault.file for fault in done.faults}


def test_a_changed_original_is_named_until_somebody_says_that_it_fits(tmp_path: Path) -> None:
    folder = write_spanish(tmp_path)
    write_overlays(folder, "es")
    path = folder / "units/first-steps/carrying.yaml"
    path.write_text(path.read_text("utf-8").replace("Begin with the ones.", "Start with the ones."), "utf-8")
    assert [one.message for one in look_over(folder).notes] == [
        "The original of `templates.sum` changed since it was translated."
    ]
    assert read_course(folder).tongues == ("en", "es")
    assert write_overlays(folder, "es", fits=True).stale == ()
    assert look_over(folder).notes == ()


async def test_a_version_names_the_language_that_it_was_read_in(
    database: Database, school: UUID, tmp_path: Path
) -> None:
    async with database.school(school) as conn:
        version = await Shelf().publish(conn, read_course(write_spanish(tmp_path)))
        shelf = Shelf()
        spanish, read_as = await shelf.course(conn, "adding-in-tens", version, "es-MX")
        assert (read_as, spanish.title) == (f"{version}.es", "Sumar por decenas")
        again, _ = await Shelf().course(conn, "adding-in-tens", read_as)
        assert again == spanish
        english, plain = await shelf.course(conn, "adding-in-tens", read_as, "fr")
        assert (plain, english.title) == (version, "Adding in tens")
        (shelved,) = await shelf.on_shelf(conn, lambda _: "es")
    assert shelved.course is spanish


def test_words_that_are_drawn_are_compared_as_the_author_wrote_them(tmp_path: Path) -> None:
    cell = "{choice: [{name: plant cell, wall: 'yes'}, {name: animal cell, wall: 'no'}]}"
    folder = write_spanish(
        tmp_path,
        tens_and_ones=(
            "  which-digit:\n    prompt: Mía escribe @{10*t + o}.\n",
            "  which-digit:\n    parameters:\n      cell: [{name: célula vegetal}, {name: célula animal}]\n"
            "      many: {walls: paredes, one wall: una pared}\n"
            "    prompt: '@{cell.name}: @many, @{10*t + o}'\n",
        ),
    )
    path = folder / "units/first-steps/tens-and-ones.yaml"
    text = path.read_text("utf-8").replace(
        "    prompt: Mia writes @{10*t + o}.\n", "    prompt: '@{cell.name}: @many, @{10*t + o}'\n"
    )
    many = "if(cell.wall == 'yes', 'walls', 'one wall')"
    head, found, rest = text.partition("      o: {integer: [1, 9], except: [t]}\n")
    assert found
    path.write_text(f'{head}{found}      cell: {cell}\n      many: {{compute: "{many}"}}\n{rest}', "utf-8")
    assert [str(one) for one in check(folder, 20)] == []
    course = read_course(folder)
    seen = set()
    for seed in range(8):
        english, spanish = (generate(each, "tens-and-ones", "which-digit", seed) for each in (course, _spanish(course)))
        assert english.parameters == spanish.parameters
        assert english.parameters["cell"]["name"] in ("plant cell", "animal cell")
        seen.add((english.prompt.partition(",")[0], spanish.prompt.partition(",")[0]))
    assert seen == {
        ("plant cell: walls", "célula vegetal: paredes"),
        ("animal cell: one wall", "célula animal: una pared"),
    }


def _spanish(course: Course) -> Course:
    return in_language(course, "es")


def test_an_author_sees_a_translation_before_it_is_whole(tmp_path: Path) -> None:
    live = Live(write_spanish(tmp_path, carrying=("    prompt: Calcula $@a + @b$.\n", "")))
    course, version = live.read(live.now(), "es-MX") or (None, "")
    assert course is not None
    assert version == f"{live.now().version}.es"
    assert generate(course, "tens-and-ones", "count-tens", 1).prompt.startswith("Mira el número")
    assert live.read(live.now(), "fr") == (live.now().course, live.now().version)


def test_a_folder_of_very_many_languages_is_refused_and_not_read(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    for first in "abc":
        for last in "abcdefghijklmnopqrstuvwxyz":
            (folder / f"course.{first}{last}.yaml").write_text("offer: partly\n", "utf-8")
    faults = [str(one) for one in check(folder, 1)]
    assert any("more than 60 languages" in one for one in faults)


WRITTEN = """# Ana tradujo esto.

templates:
  sum:  # la suma
    solution: |
      1. Suma las unidades: $@{mod(a, 10)} + @{mod(b, 10)}$.

      2. Suma las decenas.

    # Esto va después.
    prompt:   'Calcula $@a + @b$.'

    steps:
      total: {prompt: ¿Cuánto es?}
title: "Llevar"   # corto
"""


def test_what_somebody_wrote_stays_to_the_byte_where_texts_are_missing(tmp_path: Path) -> None:
    folder = write_spanish(tmp_path)
    file = folder / "units/first-steps/carrying.es.yaml"
    file.write_text(WRITTEN, "utf-8")
    write_overlays(folder, "es")
    once = file.read_text("utf-8")
    body = once.split("\n# What the parts")[0]
    kept = [line for line in body.split("\n") if line in WRITTEN.split("\n")]
    assert "\n".join(kept).rstrip("\n") == WRITTEN.rstrip("\n")
    made = parse_yaml("carrying.es.yaml", body).value
    assert made["title"] == "Llevar"
    assert made["objective"] == ""
    assert made["misconceptions"]["forgets-carry"]["feedback"] == ""
    assert made["templates"]["sum"]["prompt"] == "Calcula $@a + @b$."
    assert made["templates"]["sum"]["steps"]["total"] == {"prompt": "¿Cuánto es?"}
    write_overlays(folder, "es")
    assert file.read_text("utf-8") == once


def test_a_text_added_to_the_original_is_put_in_where_it_belongs(tmp_path: Path) -> None:
    folder = write_spanish(tmp_path)
    file = folder / "units/first-steps/tens-and-ones.es.yaml"
    before = file.read_text("utf-8")
    line = "          next_step: Tapa la última cifra y lee lo que queda.\n"
    assert line in before
    file.write_text(before.replace(line, "") + "# Fin.\n", "utf-8")
    write_overlays(folder, "es")
    after = file.read_text("utf-8")
    assert after.count("next_step:") == before.count("next_step:")
    added = [each for each in after.split("\n# What the parts")[0].split("\n") if each not in before.split("\n")]
    assert added[0].lstrip().startswith("# ")
    assert [each for each in added if each.strip() and not each.lstrip().startswith("#")] == ['          next_step: ""']
    assert "# Fin.\n" in after
