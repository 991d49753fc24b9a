"""What ``chiron doctor`` says of settings that work together, and of those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from tests.contracts.llm_server import Server

from chiron.adapters.llm.fake import FakeModel, Manner
from chiron.adapters.llm.library import LibraryModel
from chiron.adapters.llm.product import Product
from chiron.core.errors import InvalidInput
from chiron.engine.models import Offer
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.faces.cli import doctor, doctor_meaning, doctor_models, doctor_moderation
from chiron.faces.cli.beside import warning
from chiron.main.models import offers_of
from chiron.main.models_file import Configured, Moderating
from chiron.main.moderation import open_moderator
from chiron.main.settings import Settings
from chiron.ports.embeddings import EmbeddingsAway, Vector
from chiron.ports.llm import Price
from chiron.ports.moderation import Flag, NotRead


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


@pytest.mark.parametrize(
    ("url", "host", "beside"),
    [
        ("", "school.example", False),
        ("https://packages.example", "school.example", False),
        ("https://play.school.example", "school.example", True),
        ("https://*.play.school.example:8443", "tutor.school.example", True),
        ("https://play.example.org", "192.168.1.9", False),
        ("https://10.0.1.9", "192.168.1.9", False),
        ("https://play.local", "chiron", False),
    ],
)
def test_packages_are_played_under_a_domain_of_their_own(url: str, host: str, beside: bool, tmp_path: Path) -> None:
    settings = Settings(tmp_path, allowed_hosts=(host,), play_url=url)
    finding = doctor.play(settings)
    assert bool(warning(settings)) is beside
    assert finding.well is not beside
    assert ("under another domain" in finding.remedy) is beside


class Nothing:
    """An office with settings and no records."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def database(self) -> None:
        raise LookupError

    def offers(self) -> tuple[Offer, ...]:
        return ()

    def embedder(self) -> None:
        return None

    def moderator(self) -> None:
        return None


async def test_the_proxy_is_among_what_is_looked_at(tmp_path: Path) -> None:
    seen = []
    with suppress(LookupError):
        async for finding in doctor.examine(Nothing(Settings(tmp_path, https=True, programs="person"))):  # type: ignore[arg-type]
            seen.append(finding)
    assert [(one.what, one.well) for one in seen if one.what == "Proxy"] == [("Proxy", False)]


async def looked(*offers: Offer) -> list[doctor_models.Found]:
    return [found async for found in doctor_models.models(lambda: offers)]


async def test_without_a_language_model_all_is_well() -> None:
    (found,) = await looked()
    assert found.well
    assert "authored words" in found.told


async def test_a_model_that_answers_says_how_fast_and_for_how_much() -> None:
    price = Price(Decimal(2), Decimal(10), Decimal(1), "EUR")
    async with Server().serving() as server:
        product = Product("near", "compatible", "tiny", server.address, price=price)
        (offer,) = offers_of(Configured((product,), nothing_leaves=True))
        (found,) = await looked(offer)
        (asked,) = server.asked
    assert "answers (compatible, on this machine); first words after" in found.told
    assert "a usual turn costs 0.00300 EUR" in found.told
    assert len(str(asked)) < 600, "a trial is small, and nobody's"


@pytest.mark.parametrize(
    ("manner", "told", "remedy"),
    [
        ("down", "does not answer", "Look whether it runs"),
        ("garbage", "cannot be read", "models.toml"),
    ],
)
async def test_a_model_that_does_not_answer_says_what_to_do(manner: Manner, told: str, remedy: str) -> None:
    fake = FakeModel("far", manner)
    (found,) = await looked(Offer("far", "openai", False, lambda: fake))
    assert not found.well
    assert told in found.told
    assert remedy in found.remedy


async def test_where_nothing_leaves_a_model_elsewhere_is_told_of_and_not_asked() -> None:
    far = Product("far", "openai", "gpt", key="k")
    (found,) = await looked(*offers_of(Configured((far,), nothing_leaves=True)))
    assert not found.well
    assert "Nothing leaves this machine" in found.told


async def test_without_the_optional_part_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chiron.adapters.llm.library.find_spec", lambda _: None)
    offer = Offer("near", "ollama", True, lambda: LibraryModel(Product("near", "ollama", "x")))
    (found,) = await looked(offer)
    assert "chiron-tutor[models]" in found.told


async def test_a_file_that_cannot_be_read_is_a_finding() -> None:
    def broken() -> tuple[Offer, ...]:
        raise InvalidInput("models.toml is no TOML")

    (found,) = [each async for each in doctor_models.models(broken)]
    assert (found.well, found.told) == (False, "models.toml is no TOML")


class Given:
    """A model of meaning that gives one vector a text, or fails."""

    name = "small"

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault

    async def mark(self) -> str:
        return "small-1"

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self.fault is not None:
            raise self.fault
        return [(1.0, 0.0) for _ in texts]


async def test_the_model_of_meaning_is_tried() -> None:
    none = await doctor_meaning.meaning(lambda: None)
    assert (none.well, none.comparing) == (True, False)
    found = await doctor_meaning.meaning(Given)
    assert found.comparing
    assert found.told.startswith("small gives 2 numbers a sentence")
    broken = await doctor_meaning.meaning(lambda: Given(EmbeddingsAway("Nobody answers.")))
    assert (broken.well, broken.told, broken.comparing) == (False, "Nobody answers.", False)
    assert "docs/how-to/" in broken.remedy


class Reads:
    """A moderation service that flags what ``flags`` says of danger, everything, or nothing; or fails."""

    name = "watch"

    def __init__(self, sees: str = "danger", fault: NotRead | None = None) -> None:
        self.sees, self.fault, self.closed = sees, fault, False

    async def read(self, text: str) -> frozenset[Flag]:
        if self.fault is not None:
            raise self.fault
        flagged = self.sees == "everything" or (self.sees == "danger" and "kill" in text)
        return frozenset({"suicide"}) if flagged else frozenset()

    async def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("service", "well", "told"),
    [
        (None, True, "none is configured"),
        (Reads(), True, "knows a plain sentence of danger"),
        (Reads("nothing"), False, "sees no danger"),
        (Reads("everything"), False, "danger in an ordinary question"),
        (Reads(fault=NotRead("It does not answer.")), False, "It does not answer."),
    ],
)
async def test_the_moderation_service_is_tried(service: Reads | None, well: bool, told: str) -> None:
    found = await doctor_moderation.moderation(lambda: service)
    assert (found.well, bool(found.remedy)) == (well, not well)
    assert told in found.told
    assert service is None or service.closed


async def test_a_slow_moderation_service_is_of_no_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_moderation, "LATEST", -1.0)
    found = await doctor_moderation.moderation(Reads)
    assert not found.well
    assert "quicker" in found.remedy


async def test_where_nothing_leaves_a_moderation_service_elsewhere_is_not_asked() -> None:
    chosen = Moderating("openai", Product("far", "openai", "omni", key="k"))
    found = await doctor_moderation.moderation(lambda: open_moderator(chosen, True))
    assert not found.well
    assert "Nothing leaves this machine" in found.told


async def test_what_gives_no_words_is_no_language_model() -> None:
    chosen = Configured((), moderation=Moderating("classifier", Product("watch", "compatible", "-", "http://[::1]/")))
    (found,) = await looked(*offers_of(chosen))
    assert found.told.startswith("none are configured")


@pytest.mark.usefixtures("vectors")
async def test_a_server_with_vectors_is_well(database: Database) -> None:
    assert (await doctor.vectors(database)).well


async def test_a_server_without_vectors_is_told(database: Database, endpoint: Endpoint) -> None:
    async with await psycopg.AsyncConnection.connect(endpoint.admin_url, autocommit=True) as admin:
        await admin.execute("DROP EXTENSION IF EXISTS vector")
    found = await doctor.vectors(database)
    assert not found.well
    assert "by words alone" in found.told
    assert "CREATE EXTENSION vector" in found.remedy
