"""The one place that opens a model: what the file says, what may leave this machine, and that nothing is loaded."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from chiron.adapters.llm.library import LibraryModel
from chiron.adapters.llm.product import Product, is_here
from chiron.core.errors import InvalidInput
from chiron.engine.library.shelf import Shelf
from chiron.engine.records.database import Database
from chiron.main.meaning import meaning_of, open_embedder
from chiron.main.models import configured_of, models_of, offers_of, open_model
from chiron.main.models_file import Configured, Local, read_models
from chiron.main.settings import Settings
from chiron.ports.embeddings import NoEmbeddings
from chiron.ports.llm import Ask, Bounds, Message, ModelError, Withheld
from tests.contracts.llm_server import Server

ASK = Ask((Message("user", "hi"),), bounds=Bounds(100.0, 200.0))
FILE = """
nothing_leaves = false
currency = "EUR"

[[model]]
name = "near"
provider = "ollama"
model = "llama"

[[model]]
name = "far"
provider = "openai"
model = "gpt"
key_env = "OUR_KEY"
prompt_price = 2.5
completion_price = "10"
"""

ONE = "[[model]]\nname = 'a'\nprovider = 'ollama'\nmodel = 'x'"

_SEEN: list[tuple[str, Any]] = []
_LISTENING = [False]


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _LISTENING[0] and event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        _SEEN.append((event, arguments[1] if event == "socket.connect" else arguments[0]))


@asynccontextmanager
async def sockets() -> AsyncIterator[list[tuple[str, Any]]]:
    """Every address that this process connects to or looks up meanwhile, as Python itself reports it."""
    if not getattr(sys, "_chiron_hears", False):
        sys.addaudithook(_hear)
        sys._chiron_hears = True  # type: ignore[attr-defined]
    _SEEN.clear()
    _LISTENING[0] = True
    try:
        yield _SEEN
    finally:
        _LISTENING[0] = False


def home_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "models.toml").write_text(text)
    return tmp_path


def test_without_a_file_there_are_no_models(tmp_path: Path) -> None:
    assert read_models(tmp_path) == Configured()


def test_the_file_says_which_there_are_and_where_their_keys_lie(tmp_path: Path) -> None:
    found = read_models(home_with(tmp_path, FILE), {"OUR_KEY": "sk-1"}.get)  # type: ignore[arg-type]
    near, far = found.products
    assert (near.url, near.here, near.key) == ("http://127.0.0.1:11434/v1", True, "")
    assert (far.url, far.here, far.key) == ("https://api.openai.com/v1", False, "sk-1")
    assert far.price is not None
    assert (str(far.price.prompt), str(far.price.completion), far.price.currency) == ("2.5", "10", "EUR")
    assert "sk-1" not in repr(found), "a key is in no message and in no log"


def test_a_key_may_lie_in_a_file_that_nobody_else_reads(tmp_path: Path) -> None:
    home_with(tmp_path, FILE.replace('key_env = "OUR_KEY"', 'key_file = "secrets/our-key"'))
    key = tmp_path / "secrets" / "our-key"
    key.parent.mkdir()
    key.write_text("sk-2\n")
    key.chmod(0o644)
    with pytest.raises(InvalidInput, match="chmod 600"):
        read_models(tmp_path)
    key.chmod(0o600)
    assert read_models(tmp_path).products[1].key == "sk-2"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("nothing_leaves = 'perhaps'", "nothing_leaves"),
        ("currency = 'euros'", "currency"),
        ("model = 'gpt'", "model"),
        ("nothing_leave = true", "nothing_leave"),
        ("[[model]]\nprovider = 'ollama'", "name"),
        ("[[model]]\nname = 'a'\nprovider = 'skynet'\nmodel = 'x'", "provider"),
        ("[[model]]\nname = 'a'\nprovider = 'ollama'", "model"),
        ("[[model]]\nname = 'a'\nprovider = 'fake'\nmodel = 'x'", "model"),
        ("[[model]]\nname = 'a'\nprovider = 'vllm'\nmodel = 'x'", "address"),
        ("[[model]]\nname = 'a'\nprovider = 'openai'\nmodel = 'x'", "key_env"),
        ("[[model]]\nname = 'a'\nprovider = 'openai'\nmodel = 'x'\nkey = 'sk-3'", "key"),
        ("[[model]]\nname = 'a'\nprovider = 'openai'\nmodel = 'x'\nkey_env = 'NOT_SET'", "key_env"),
        (
            "[[model]]\nname = 'a'\nprovider = 'ollama'\nmodel = 'x'\nprompt_price = -1\ncompletion_price = 1",
            "prompt_price",
        ),
        (f"{ONE}\nprompt_price = 1", "prompt_price"),
        ("[[model]]\nname = 'a'\nprovider = 'ollama'\nmodel = 7", "model"),
        (f"{ONE}\n{ONE}", "name"),
        ("[[embeddings]]\nfolder = 'x'", "embeddings"),
        ("[embeddings]\nname = 'near'", "folder"),
        ("[embeddings]\nfolder = 7", "folder"),
        ("[embeddings]\nfolder = 'x'\naddress = 'http://127.0.0.1'", "address"),
        ("[embeddings]\nprovider = 'anthropic'\nmodel = 'x'\nkey_env = 'OUR_KEY'", "provider"),
        (f"{ONE}\n[embeddings]\nname = 'a'\nfolder = 'x'", "name"),
        ("no toml", None),
    ],
)
def test_a_file_that_cannot_work_is_refused_by_place(tmp_path: Path, text: str, field: str | None) -> None:
    with pytest.raises(InvalidInput) as fault:
        read_models(home_with(tmp_path, text), lambda _: "")
    assert "models.toml" in fault.value.message
    assert fault.value.details.get("field") == field
    assert "sk-3" not in fault.value.message


def test_learning_goes_on_where_the_file_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home_with(tmp_path, FILE.replace("OUR_KEY", "CHIRON_TEST_NOT_SET"))
    models = models_of(Settings(tmp_path), None)  # type: ignore[arg-type]
    assert not models.offers
    assert "CHIRON_TEST_NOT_SET" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("2130706433", False),
        ("", False),
    ],
)
def test_what_is_this_machine(host: str, here: bool) -> None:
    assert is_here(host) is here


def test_the_switch_can_be_set_in_the_environment_and_only_tightens(tmp_path: Path) -> None:
    home_with(tmp_path, "nothing_leaves = true")
    assert configured_of(Settings(tmp_path)).nothing_leaves
    home_with(tmp_path, "nothing_leaves = false")
    assert configured_of(Settings(tmp_path, nothing_leaves=True)).nothing_leaves
    assert not configured_of(Settings(tmp_path)).nothing_leaves
    assert Settings.from_environment({"CHIRON_NOTHING_LEAVES": "1"}).nothing_leaves
    assert Settings(tmp_path, nothing_leaves=True).to_environment()["CHIRON_NOTHING_LEAVES"] == "1"


async def test_where_nothing_leaves_a_model_elsewhere_is_not_opened() -> None:
    far = Product("far", "openai", "gpt", key="k")
    (offer,) = offers_of(Configured((far,), nothing_leaves=True))
    async with sockets() as seen:
        with pytest.raises(Withheld) as fault:
            offer.open()
    assert fault.value.details == {"why": "nothing-leaves"}
    assert seen == []
    assert isinstance(open_model(far, nothing_leaves=False), LibraryModel)


def test_a_model_of_meaning_lies_in_a_folder_or_stands_at_an_endpoint(tmp_path: Path) -> None:
    assert read_models(home_with(tmp_path, "[embeddings]\nfolder = 'models/small'")).embeddings == Local(
        "meaning", tmp_path / "models" / "small"
    )
    near = read_models(home_with(tmp_path, "[embeddings]\nprovider = 'ollama'\nmodel = 'nomic-embed-text'"))
    assert isinstance(near.embeddings, Product)
    (offer,) = offers_of(near)
    assert (offer.name, offer.here, offer.words) == ("meaning", True, False)
    assert offers_of(read_models(home_with(tmp_path, "[embeddings]\nfolder = 'small'"))) == [], "nobody is asked"


async def test_where_nothing_leaves_no_question_is_embedded_elsewhere(database: Database) -> None:
    far = Product("far", "openai", "text-embedding-3-small", key="k")
    configured = Configured(nothing_leaves=True, embeddings=far)
    (offer,) = offers_of(configured)
    async with sockets() as seen:
        with pytest.raises(Withheld) as fault:
            offer.open()
        with pytest.raises(NoEmbeddings):
            open_embedder(configured)
    assert fault.value.details == {"why": "nothing-leaves"}
    assert seen == []


async def test_a_folder_without_its_model_leaves_passages_to_words(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home_with(tmp_path, "[embeddings]\nfolder = 'small'")
    models = models_of(Settings(tmp_path), database)
    assert meaning_of(configured_of(Settings(tmp_path)), database, Shelf(), models) is None
    assert "by words alone" in capsys.readouterr().err


async def test_the_socket_itself_reaches_only_this_machine() -> None:
    """Past the check at the opening: an address that lies, a redirect, a proxy in the environment."""
    async with Server().serving() as server:
        good = LibraryModel(Product("near", "compatible", "tiny", server.address), only_here=True)
        await good.warm()
        async with sockets() as seen:
            assert [event async for event in good.stream(ASK)]
            server.manner = "elsewhere"
            with pytest.raises(ModelError):
                _ = [event async for event in good.stream(ASK)]
        assert {address[0] for kind, address in seen if kind == "socket.connect"} == {"127.0.0.1"}
        await good.close()
    for address in (
        "http://192.0.2.7/v1",
        "https://models.example/v1",
        "http://0.0.0.0:9/v1",
        "http://[2001:db8::1]/v1",
    ):
        liar = LibraryModel(Product("liar", "compatible", "tiny", address), only_here=True)
        await liar.warm()
        async with sockets() as seen:
            with pytest.raises(Withheld) as fault:
                _ = [event async for event in liar.stream(ASK)]
        assert fault.value.details == {"why": "only-here"}
        assert seen == [], "not even a name is looked up"
        await liar.close()


async def test_the_environments_proxy_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.7:3128")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with Server().serving() as server:
        model = LibraryModel(Product("near", "compatible", "tiny", server.address), only_here=True)
        await model.warm()
        async with sockets() as seen:
            assert [event async for event in model.stream(ASK)]
        assert {address[0] for kind, address in seen if kind == "socket.connect"} == {"127.0.0.1"}
        await model.close()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no unix sockets here")
async def test_a_unix_socket_is_this_machine_whatever_the_address_says(tmp_path: Path) -> None:
    path = str(tmp_path / "m.sock")
    async with Server().serving(path):
        product = Product("near", "compatible", "tiny", "http://models.example/v1", socket=path)
        assert product.here
        model = open_model(product, nothing_leaves=True)
        async with sockets() as seen:
            assert [event async for event in model.stream(ASK)]
        assert {address for kind, address in seen} == {path}
        with suppress(AttributeError):
            await model.close()  # type: ignore[attr-defined]


def test_with_nothing_configured_nothing_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from chiron.main.app import make_app; from chiron.main.models import models_of, configured_of\n"
        "from chiron.main.settings import Settings\n"
        "settings = Settings(Path(sys.argv[1])); make_app(settings); models = models_of(settings, None)\n"
        "import asyncio; asyncio.run(models.warm()); assert not models.offers\n"
        "print([name for name in ('pydantic_ai', 'openai', 'anthropic', 'google.genai', 'mistralai', 'httpx2',"
        " 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
