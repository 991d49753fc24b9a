"""What ``chiron doctor`` says of settings that work together, and of those that do not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from chiron.faces.cli import doctor
from chiron.main.settings import Settings


@pytest.mark.parametrize(
    ("https", "proxies", "well", "told"),
    [
        (False, (), True, "none"),
        (True, ("127.0.0.1",), True, "believed from 127.0.0.1"),
        (False, ("10.0.0.2", "10.0.0.3"), True, "believed from 10.0.0.2, 10.0.0.3"),
        (True, (), False, "no proxy is named"),
        (True, ("*",), False, "anybody's forwarding headers"),
        (False, ("127.0.0.1", "*"), False, "anybody's forwarding headers"),
    ],
)
def test_a_proxy_is_named_where_https_is_on_and_never_anybody(
    https: bool, proxies: tuple[str, ...], well: bool, told: str, tmp_path: Path
) -> None:
    finding = doctor.proxy(Settings(tmp_path, https=https, proxies=proxies))
    assert finding.well is well
    assert told in finding.told
    assert ("CHIRON_PROXIES" in finding.remedy) is not well


class Nothing:
    """An office with settings and no records."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def database(self) -> None:
        raise LookupError


async def test_the_proxy_is_among_what_is_looked_at(tmp_path: Path) -> None:
    seen = []
    with suppress(LookupError):
        async for finding in doctor.examine(Nothing(Settings(tmp_path, https=True, programs="person"))):  # type: ignore[arg-type]
            seen.append(finding)
    assert [(one.what, one.well) for one in seen if one.what == "Proxy"] == [("Proxy", False)]
