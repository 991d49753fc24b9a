"""What every language model must do, whatever its provider does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from chiron.adapters.llm.fake import FakeModel
from chiron.adapters.llm.library import LibraryModel
from chiron.adapters.llm.product import Product, Provider
from chiron.core.errors import InvalidInput
from chiron.ports.llm import (
    Ask,
    Bounds,
    Busy,
    CutOff,
    Declined,
    Ended,
    Event,
    Garbage,
    Message,
    Model,
    ModelError,
    OutOfQuota,
    Piece,
    Price,
    TooMuch,
    TooSlow,
    Unreachable,
    Used,
    WrongKey,
)
from tests.contracts.llm_server import WORDS, Server

ASK = Ask((Message("system", "Be kind."), Message("user", "hi")), bounds=Bounds(first=100, total=200))
PATIENCE = 200
"""Seconds that a busy machine may take; nothing here needs one."""
HASTY = replace(ASK, bounds=Bounds(first=0.2, total=0.4))


@dataclass
class Asked:
    """One model, how to spoil it, and how to see that nobody holds it any more."""

    model: Model
    spoil: Callable[[str], None]
    held: Callable[[], int]


@pytest.fixture(params=["fake", "library"])
async def asked(request: pytest.FixtureRequest) -> AsyncIterator[Asked]:
    if request.param == "fake":
        fake = FakeModel(says="".join(WORDS))
        manners = {"hang": "slow", "cut": "cut-off", "garbage": "garbage", "endless": "endless", "drop": "down"}

        def spoil(manner: str) -> None:
            if manner == "401":
                fake.faults.append(WrongKey("no"))
            elif manner == "429":
                fake.faults.append(Busy("later", seconds=7.0))
            else:
                fake.manner = manners[manner]  # type: ignore[assignment]

        yield Asked(fake, spoil, lambda: fake.open)
        return
    async with Server().serving() as server:
        model = LibraryModel(Product("tiny", "compatible", "tiny", server.address), only_here=True)

        def change(manner: str) -> None:
            server.manner = manner

        yield Asked(model, change, lambda: server.open)
        await model.close()


async def heard(model: Model, ask: Ask = ASK) -> list[Event]:
    return [event async for event in model.stream(ask)]


async def failure(model: Model, ask: Ask = ASK) -> tuple[str, ModelError]:
    """What was said before it failed, and how it failed."""
    said = ""
    try:
        async for event in model.stream(ask):
            assert isinstance(event, Piece)
            said += event.text
    except ModelError as fault:
        return said, fault
    raise AssertionError(f"it did not fail: {said!r}")


async def test_words_come_in_order_then_what_they_took_then_the_end(asked: Asked) -> None:
    *pieces, used, ended = await heard(asked.model)
    assert "".join(piece.text for piece in pieces if isinstance(piece, Piece)) == "".join(WORDS)
    assert isinstance(used, Used)
    assert used.prompt > 0
    assert used.completion == len(WORDS)
    assert ended == Ended("done")
    assert asked.held() == 0


@pytest.mark.parametrize(
    ("manner", "kind", "again"),
    [
        ("drop", Unreachable, True),
        ("401", WrongKey, False),
        ("429", Busy, True),
        ("garbage", Garbage, False),
    ],
)
async def test_what_goes_wrong_at_first_says_whether_to_try_again(
    asked: Asked, manner: str, kind: type[ModelError], again: bool
) -> None:
    asked.spoil(manner)
    said, fault = await failure(asked.model)
    assert (said, type(fault), fault.again) == ("", kind, again)


async def test_a_silent_one_is_given_up_in_time(asked: Asked) -> None:
    asked.spoil("hang")
    async with asyncio.timeout(PATIENCE):
        said, fault = await failure(asked.model, HASTY)
    assert (said, type(fault)) == ("", TooSlow)


async def test_one_that_breaks_off_says_so_after_its_words(asked: Asked) -> None:
    asked.spoil("cut")
    said, fault = await failure(asked.model)
    assert said
    assert isinstance(fault, CutOff)


async def test_an_endless_one_is_stopped(asked: Asked) -> None:
    asked.spoil("endless")
    said, fault = await failure(asked.model, replace(ASK, bounds=Bounds(first=100, total=200, letters=500)))
    assert isinstance(fault, TooMuch)
    assert 0 < len(said) <= 500


async def test_leaving_early_lets_go_of_it(asked: Asked) -> None:
    async with aclosing(asked.model.stream(ASK)) as events:
        assert isinstance(await anext(events), Piece)
    for _ in range(2000):
        if not asked.held():
            break
        await asyncio.sleep(0.01)
    assert asked.held() == 0


async def test_many_at_once_do_not_mix(asked: Asked) -> None:
    found = await asyncio.gather(*(heard(asked.model) for _ in range(20)))
    assert {"".join(e.text for e in events if isinstance(e, Piece)) for events in found} == {"".join(WORDS)}


# The rest is the library's: what a fake has no wire for.


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server().serving() as serving:
        yield serving


@pytest.fixture
async def model(server: Server) -> AsyncIterator[LibraryModel]:
    price = Price(Decimal(2), Decimal(8), Decimal("0.5"), "EUR")
    product = Product("tiny", "compatible", "tiny", server.address, key="sk-secret", price=price)
    made = LibraryModel(product, only_here=True)
    yield made
    await made.close()


@pytest.mark.parametrize(
    ("manner", "kind"),
    [
        ("403", WrongKey),
        ("404", Declined),
        ("400", Declined),
        ("quota", OutOfQuota),
        ("500", Unreachable),
        ("503", Unreachable),
        ("html", Garbage),
        ("elsewhere", Garbage),
        ("utf8", Garbage),
        ("shape", Garbage),
        ("nothing", Garbage),
        ("tool", Garbage),
        ("packed", Garbage),
        ("big", TooMuch),
        ("clean-cut", CutOff),
    ],
)
async def test_every_way_to_fail_has_its_name(
    server: Server, model: LibraryModel, manner: str, kind: type[ModelError]
) -> None:
    server.manner = manner
    _, fault = await failure(model)
    assert type(fault) is kind
    assert len(server.asked) == 1, "retrying is ours, not the library's"
    assert not {"sk-secret", "school's network", "hi"} & set(fault.message.split())
    server.manner = "good"
    assert await heard(model), "the next ask is not spoiled"


async def test_one_that_stops_in_the_middle_is_given_up_in_time(server: Server, model: LibraryModel) -> None:
    server.manner = "hang-mid"
    async with asyncio.timeout(PATIENCE):
        said, fault = await failure(model, replace(ASK, bounds=Bounds(first=100, total=1.0)))
    assert type(fault) is TooSlow
    assert said in {"", WORDS[0]}, "on a busy machine not even the first word may have come"


async def test_how_long_to_wait_is_told(server: Server, model: LibraryModel) -> None:
    server.manner = "429"
    _, fault = await failure(model)
    assert fault.details == {"seconds": 7.0}


async def test_what_it_took_has_its_price(server: Server, model: LibraryModel) -> None:
    used = next(event for event in await heard(model) if isinstance(event, Used))
    assert used == Used("tiny", 120, 64, 7, Decimal("0.0002"), "EUR", True)
    server.manner = "uncounted"
    used = next(event for event in await heard(model) if isinstance(event, Used))
    assert not used.counted
    assert used.prompt > 0 < used.completion


async def test_an_answer_cut_at_its_bound_says_so(server: Server, model: LibraryModel) -> None:
    server.manner = "length"
    assert (await heard(model))[-1] == Ended("length")


DIALECT = ("openai", "azure", "ollama", "vllm", "compatible")


@pytest.mark.parametrize("provider", ["openai", "anthropic", "google", "azure", "mistral", "ollama", "vllm"])
async def test_each_provider_in_its_own_dialect(server: Server, provider: Provider) -> None:
    root = server.address.removesuffix("/v1")
    address = {"azure": f"{root}/openai/v1", "anthropic": root, "google": root, "mistral": root}
    model = LibraryModel(Product("one", provider, "tiny", address.get(provider, server.address), key="k"), True)
    conversation = (*ASK.messages, Message("assistant", "yes?"), Message("user", "go on"))
    *pieces, used, ended = await heard(model, replace(ASK, messages=conversation, stop=("END",)))
    assert "".join(piece.text for piece in pieces if isinstance(piece, Piece)) == "".join(WORDS)
    assert used == Used("one", 120, 64, 7)
    assert ended == Ended("done")
    (sent,) = server.asked
    assert "Be kind." in str(sent)
    assert "END" in str(sent)
    assert "400" in str(sent)
    await heard(model, replace(ASK, key="018f-7"))
    assert ("idempotency-key: 018f-7" in server.headers[-1].lower()) is (provider in DIALECT)
    assert "idempotency-key" not in server.headers[0].lower(), "an ask without a key sends none"
    found = []
    for manner in ("429", "401", "500", "html", "utf8"):
        server.manner = manner
        found.append(type((await failure(model))[1]))
    assert found == [Busy, WrongKey, Unreachable, Garbage, Garbage]
    await model.close()


@pytest.mark.parametrize(
    "product",
    [
        Product("a", "openai", "gpt"),
        Product("a", "compatible", "x"),
        Product("a", "compatible", "x", "ftp://host/v1"),
        Product("a", "compatible", "x", "http://models.example/v1", key="secret"),
        Product("a", "azure", "x", key="secret"),
    ],
)
def test_what_could_never_be_asked(product: Product) -> None:
    with pytest.raises(InvalidInput) as fault:
        LibraryModel(product)
    assert "secret" not in fault.value.message
