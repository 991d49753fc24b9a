"""The second port, on which packages are played: claimed where it is free, and never in the way of the first."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from serving import free_port

from chiron.core.errors import InvalidInput
from chiron.faces.cli.start import PortTaken, claim_beside
from chiron.main.settings import Settings

HOME = Path("nowhere")


def test_a_port_that_nobody_chose_may_be_taken(capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        assert claim_beside(Settings(HOME, port=port - 1)) is None
        assert "CHIRON_PLAY_PORT" in capsys.readouterr().err
        with pytest.raises(PortTaken, match="CHIRON_PLAY_PORT"):
            claim_beside(Settings(HOME, port=port - 1, play_port=port))
    assert claim_beside(Settings(HOME, play_port=0)) is None
    listener = claim_beside(Settings(HOME, play_port=port))
    assert listener is not None
    assert listener.getsockname()[1] == port
    listener.close()


def test_the_settings_of_the_play_origin() -> None:
    read = Settings.from_environment
    plain = read({"CHIRON_HOME": "/x", "CHIRON_PORT": "9000"})
    assert (plain.play_port, plain.played_on, plain.play_url) == (None, 9001, "")
    chosen = read({"CHIRON_HOME": "/x", "CHIRON_PLAY_PORT": "9005", "CHIRON_PLAY_URL": "https://*.play.example/"})
    assert (chosen.played_on, chosen.play_url) == (9005, "https://*.play.example")
    assert read(chosen.to_environment()) == chosen
    assert read({"CHIRON_HOME": "/x", "CHIRON_PLAY_PORT": "0"}).played_on == 0
    for wrong in ("play.example", "ftp://play.example", "https://play.example/path", "https://a b", "https://x;y"):
        with pytest.raises(InvalidInput, match="CHIRON_PLAY_URL"):
            read({"CHIRON_HOME": "/x", "CHIRON_PLAY_URL": wrong})
    with pytest.raises(InvalidInput, match="host name of Chiron's own"):
        read({"CHIRON_HOME": "/x", "CHIRON_ALLOWED_HOSTS": "a.example", "CHIRON_PLAY_URL": "https://a.example:8443"})
    with pytest.raises(InvalidInput, match="CHIRON_PORT"):
        Settings(HOME, port=9000, play_port=9000)
