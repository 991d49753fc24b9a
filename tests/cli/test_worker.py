"""How letters leave, as the settings say, and the worker by command."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from chiron.adapters.mail.folder import FolderMail
from chiron.adapters.mail.smtp import SmtpMail
from chiron.core.errors import InvalidInput
from chiron.engine.people import schools, store
from chiron.engine.records import outbox
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.faces.cli import office, worker
from chiron.main.app import house_of, speaking_rooms
from chiron.main.demo import seed
from chiron.main.post import mail_of, work
from chiron.main.settings import Settings


def settings(home: Path, **env: str) -> Settings:
    return Settings.from_environment({"CHIRON_HOME": str(home), **env})


def test_letters_stay_in_chiron_unless_the_operator_says_how_they_leave(home: Path, tmp_path: Path) -> None:
    assert mail_of(settings(home)) is None
    assert isinstance(mail_of(settings(home, CHIRON_MAIL="smtp://name:hunter2@mail.example:587")), SmtpMail)
    near = mail_of(settings(home, CHIRON_MAIL="folder"))
    far = mail_of(settings(home, CHIRON_MAIL=str(tmp_path / "post")))
    assert isinstance(near, FolderMail)
    assert isinstance(far, FolderMail)
    assert (near.folder, far.folder) == (home / "mail", tmp_path / "post")


def test_a_password_in_the_setting_is_not_shown(home: Path) -> None:
    assert "hunter2" not in repr(settings(home, CHIRON_MAIL="smtp://name:hunter2@mail.example"))
    with pytest.raises(InvalidInput) as refused:
        settings(home, CHIRON_MAIL="name:hunter2@mail.example")
    assert "hunter2" not in refused.value.message
    assert refused.value.details["field"] == "CHIRON_MAIL"


def test_links_lead_where_people_find_chiron(home: Path) -> None:
    assert settings(home).public_address == "http://127.0.0.1:8000/"
    behind = {"CHIRON_ALLOWED_HOSTS": "school.example,other.example", "CHIRON_BASE_PATH": "/tutor", "CHIRON_HTTPS": "1"}
    assert settings(home, **behind).public_address == "https://school.example/tutor/"


async def test_the_worker_by_command_writes_what_is_due(
    endpoint: Endpoint, database: Database, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    chosen = settings(home, CHIRON_MAIL="folder")
    await seed(house_of(chosen, database))
    school = await schools.only(database)
    assert school is not None
    assert school.alert_adult is not None
    async with database.school(school.id) as conn:
        adult = await store.view_person(conn, school.alert_adult)
        await store.set_preferences(conn, adult.id, {"mail": "okoro@school.example"}, "en")
        await outbox.post(conn, "distress", None, {"subject": str(adult.id)})

    async def prepared(*_: object) -> Endpoint:
        return replace(endpoint, server=None)

    monkeypatch.setattr(office, "prepare", prepared)

    async def deliver(database: Database, once: bool) -> int:
        return await work(chosen, database, once, partial(speaking_rooms, chosen, database))

    desk = office.Office(chosen, choose=lambda **_: None, work=deliver)  # type: ignore[arg-type, return-value]
    assert await worker.run(argparse.Namespace(once=True), desk) == 0
    assert "1 delivered" in capsys.readouterr().out
    (file,) = (home / "mail").glob("*.eml")
    assert "okoro@school.example" in file.read_text()
