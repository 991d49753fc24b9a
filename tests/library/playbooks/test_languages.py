"""Other languages of a playbook: whole, under the same ids, and nothing but texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from chiron.core.support.playbook.languages import lay
from chiron.core.support.playbook.playbook import Playbook
from chiron.engine.library.playbooks.checking import check
from chiron.engine.library.playbooks.reading import read_playbook

from ..playbook_example import dump, write_playbook

FILES = {
    "products": "products/tea.es.yaml", "intents": "intents/orders.es.yaml", "flows": "flows/return-item.es.yaml",
    "messages": "messages.es.yaml", "offers": "offers.es.yaml", "macros": "macros.es.yaml",
    "stages": "stages.es.yaml", "outside": "outside.es.yaml",
}  # fmt: skip


def told(folder: Path) -> list[str]:
    return [str(fault) for fault in check(folder, date(2026, 11, 22)).faults]


def spanish(folder: Path) -> Path:
    """The example with a whole Spanish: every text with ES before it."""
    write_playbook(folder)
    playbook = read_playbook(folder)
    head: dict[str, Any] = {}
    others: dict[str, dict[str, Any]] = {name: {} for name in FILES.values()}
    for path in lay(playbook, {}).missing:
        kind = path[0]
        value = _marked(_at(playbook, path))
        if kind == "articles":
            continue
        into = head if kind not in FILES else others[FILES[kind]]
        _put(into, path[2:] if kind == "flows" else path, value)
    dump(folder, "playbook.es.yaml", head)
    for name, value in others.items():
        dump(folder, name, value)
    article = folder / "articles" / "sending-back.es.md"
    article.write_text("---\ntitle: Devolver algo\n---\nTienes {limit.return.days} días.\n", "utf-8")
    file = folder / "playbook.yaml"
    file.write_text(file.read_text().replace("languages: [en]", "languages: [en, es]"))
    return folder


def _at(part: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        listed = isinstance(part, tuple)
        part = next(one for one in part if one.id == name) if listed else getattr(part, name)
    return part


def _marked(value: Any) -> Any:
    return [f"ES {one}" for one in value] if isinstance(value, tuple) else f"ES {value}"


def _put(into: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        into = into.setdefault(name, {})
    into[path[-1]] = value


def change(folder: Path, name: str, path: tuple[str, ...], value: Any) -> None:
    """Write another value into a file; None takes it out."""
    file = folder / name
    held = yaml.safe_load(file.read_text("utf-8"))
    inner = held
    for one in path[:-1]:
        inner = inner.setdefault(one, {})
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    dump(folder, name, held)


def test_a_whole_language_has_no_fault_and_is_laid_over(tmp_path: Path) -> None:
    folder = spanish(tmp_path)
    assert told(folder) == []
    own = read_playbook(folder)
    assert own.message["closing"].text == "Thank you for writing."
    assert own.product["mint-leaf"].every_variant[0].id == "mint-leaf/100 g"
    other = own.in_language("es-MX")
    assert other.message["closing"].text == "ES Thank you for writing."
    assert other.article["sending-back"].text == "Tienes {limit.return.days} días."
    assert other.product["mint-leaf"].image is not None
    assert other.product["mint-leaf"].image.alt == "ES Green leaves in a white bowl"
    assert other.flow["return-item"].facts[0].choices[1].title == "ES It arrived damaged"
    assert other.intent["thanks"].examples == ("ES thank you", "ES great that helped")
    assert other.tone.voice.startswith("ES ")
    assert other.help_desk.queues[0].title == "ES Orders"
    # Nothing but texts differs, and what is not translated stays.
    assert [one.price for one in other.products] == [one.price for one in own.products]
    assert other.flow["return-item"].steps == own.flow["return-item"].steps
    assert other.message["apology"].manners == own.message["apology"].manners
    assert own.in_language("en") is own
    assert own.in_language("fr") is own
    assert own.in_language("es") is other


def test_the_own_language_stays_where_a_language_is_partly_there() -> None:
    laid = lay(_small(), {"tone": {"voice": "Amable."}})
    assert laid.part.tone.voice == "Amable."
    assert laid.part.survey.question == "How was it?"
    assert ("survey", "question") in laid.missing
    assert ("tone", "voice") not in laid.missing


def _small() -> Playbook:
    from tests.core.support.flows.driving import playbook

    return playbook()


@pytest.mark.parametrize(
    ("name", "path", "value", "message"),
    [
        ("messages.es.yaml", ("messages", "closing"), None, "messages.closing is not said in 'es': text."),
        ("products/tea.es.yaml", ("products", "mint-leaf", "summary"), None, "products.mint-leaf is not said"),
        ("products/tea.es.yaml", ("products", "mint-leaf", "price"), 1, "There is no text called 'price'"),
        ("products/tea.es.yaml", ("products", "mint"), {"title": "x"}, "nothing called 'mint' here"),
        ("products/tea.es.yaml", ("products", "mint-leaf", "title"), ["x"], "`title`"),
        ("products/tea.es.yaml", ("products", "mint-leaf", "title"), "", "`title`"),
        ("products/tea.es.yaml", ("products",), ["x"], "Ids are needed here"),
        ("products/tea.es.yaml", ("sizes",), "x", "There is no text called 'sizes'"),
        ("flows/return-item.es.yaml", ("steps",), {"do-it": {"guard": []}}, "no text called 'guard'"),
        ("playbook.es.yaml", ("actions",), {"return": {"customer": {"days": 999}}}, "actions"),
        ("playbook.es.yaml", ("tone", "emoji"), True, "There is no text called 'emoji'"),
        ("playbook.es.yaml", ("overlays",), {"en": {}}, "There is no text called 'overlays'"),
        ("messages.es.yaml", ("messages", "closing", "text"), "Gracias {cliente}", "No fact fills {cliente}"),
        ("messages.es.yaml", ("messages", "closing", "text"), "{customer.name}", "{customer.name} may be unknown"),
        ("messages.es.yaml", ("messages", "closing", "text"), "<b>Gracias</b>", "HTML stands in the text"),
        ("offers.es.yaml", ("offers", "next-time", "guards"), [], "There is no text called 'guards'"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_told_in_its_file(
    tmp_path: Path, name: str, path: tuple[str, ...], value: Any, message: str
) -> None:
    folder = spanish(tmp_path)
    change(folder, name, path, value)
    found = told(folder)
    assert any(one.startswith(f"{name}:") and message in one for one in found), found


def test_languages_and_their_files_agree(tmp_path: Path) -> None:
    folder = spanish(tmp_path)
    file = folder / "playbook.yaml"
    file.write_text(file.read_text().replace("languages: [en, es]", "languages: [en]"))
    assert any("The language 'es' is not listed." in one for one in told(folder))
    file.write_text(file.read_text().replace("languages: [en]", "languages: [es]"))
    assert any("'es' is the playbook's own language." in one for one in told(folder))


def test_a_text_that_is_translated_twice(tmp_path: Path) -> None:
    folder = spanish(tmp_path)
    dump(folder, "products/more.es.yaml", {"products": {"mint-leaf": {"title": "Menta"}}})
    assert any("products.mint-leaf.title` is translated twice" in one for one in told(folder))


def test_a_broken_original_calls_forth_no_fault_of_its_translation(tmp_path: Path) -> None:
    folder = spanish(tmp_path)
    change(folder, "messages.yaml", ("messages",), _without_text(folder))
    assert [one.split(":")[0] for one in told(folder)] == ["messages.yaml"]


def _without_text(folder: Path) -> list[Any]:
    every: list[Any] = yaml.safe_load((folder / "messages.yaml").read_text("utf-8"))["messages"]
    return [{**one, "text": 3} if one["id"] == "closing" else one for one in every]
