"""The settings: what the environment says, and what it may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiron.core.errors import InvalidInput
from chiron.main.settings import Settings, is_loopback


def test_defaults_need_no_environment() -> None:
    settings = Settings.from_environment({})
    assert (settings.host, settings.port, settings.demo, settings.database_url) == ("127.0.0.1", 8000, False, None)
    assert settings.home.is_absolute()
    assert settings.address == "http://127.0.0.1:8000/"


def test_a_checkout_keeps_its_data_to_itself() -> None:
    home = Settings.from_environment({"HOME": "/nowhere"}).home
    assert home == Path(__file__).absolute().parents[2] / ".chiron"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHIRON_PORT", "eighty"),
        ("CHIRON_PORT", "0"),
        ("CHIRON_PORT", "65536"),
        ("CHIRON_PORT", "-1"),
        ("CHIRON_PORT", "9" * 5000),
        ("CHIRON_PORT", "٨٠"),
        ("CHIRON_WORKERS", "0"),
        ("CHIRON_HTTPS", "maybe"),
        ("CHIRON_BASE_PATH", "tutor"),
        ("CHIRON_BASE_PATH", "/a b"),
        ("CHIRON_BASE_PATH", "//elsewhere.example"),
        ("CHIRON_BASE_PATH", '/"><script>'),
    ],
)
def test_what_cannot_work_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Settings.from_environment({name: value})
    assert name in refused.value.message
    assert refused.value.details["field"] == name


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "school.example"])
def test_the_demo_school_is_served_on_this_machine_only(host: str) -> None:
    with pytest.raises(InvalidInput, match="--no-demo"):
        Settings.from_environment({"CHIRON_HOST": host, "CHIRON_DEMO": "1"})
    assert Settings.from_environment({"CHIRON_HOST": host}).host == host


def test_settings_survive_the_way_through_the_environment() -> None:
    settings = Settings(
        home=Path("/srv/chiron"),
        port=81,
        host="::1",
        database_url="postgresql://db/chiron",
        base_path="/tutor",
        allowed_hosts=("a.example", "b.example"),
        https=True,
        demo=True,
        workers=3,
        proxies=("10.0.0.1",),
        graders=2,
        programs="person",
        policy="gain",
    )
    assert Settings.from_environment(settings.to_environment()) == settings
    assert settings.address == "http://[::1]:81/tutor/"


def test_only_this_machine_is_loopback() -> None:
    assert all(map(is_loopback, ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost"]))
    assert not any(map(is_loopback, ["0.0.0.0", "::", "10.0.0.1", "localhost.example", ""]))


def test_requests_may_carry_this_machines_names_unless_told_otherwise() -> None:
    assert "localhost" in Settings(home=Path("/x")).hosts
    assert Settings(home=Path("/x"), host="tutor.example").hosts[-1] == "tutor.example"
    assert Settings(home=Path("/x"), allowed_hosts=("tutor.example",)).hosts == ("tutor.example",)
