"""Models of meaning: a folder's and an endpoint's give vectors of length one, and fail in the port's words alone."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx2
import numpy as np
import pytest

from chiron.adapters.embeddings import local
from chiron.adapters.embeddings.local import LocalEmbedder
from chiron.adapters.llm.product import Product
from chiron.adapters.llm.vectors import EndpointEmbedder, VectorModel
from chiron.core.errors import InvalidInput
from chiron.ports.embeddings import EmbeddingError, EmbeddingsAway, NoEmbeddings
from chiron.ports.llm import Ask, Bounds, Ended, Garbage, Message, Piece, Unreachable, Used

NEAR = Product("near", "compatible", "meaning-1", "http://127.0.0.1:9/v1")


def endpoint(answer: Callable[[httpx2.Request], httpx2.Response], product: Product = NEAR) -> EndpointEmbedder:
    made = EndpointEmbedder(product)
    made._client = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    return made


def vectors(*rows: list[float]) -> httpx2.Response:
    """As a provider may: in another order than asked."""
    data = [{"index": n, "embedding": row} for n, row in enumerate(rows)]
    return httpx2.Response(200, json={"data": data[::-1]})


async def test_an_endpoint_is_asked_in_its_dialect() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return vectors([3.0, 4.0], [0.0, 2.0])

    keyed = Product("far", "openai", "text-embedding-3-small", key="sk-1")
    assert await endpoint(answer, keyed).embed(["one", "two"]) == [(0.6, 0.8), (0.0, 1.0)]
    (request,) = seen
    assert str(request.url) == "https://api.openai.com/v1/embeddings"
    assert request.headers["authorization"] == "Bearer sk-1"
    assert json.loads(request.content)["input"] == ["one", "two"]
    assert await endpoint(answer).embed([]) == []
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (httpx2.Response(500, text="oops"), EmbeddingsAway),
        (httpx2.Response(429, text="slow down"), EmbeddingsAway),
        (httpx2.Response(401, text="sk-secret"), EmbeddingError),
        (httpx2.Response(200, text="<html>"), EmbeddingError),
        (httpx2.Response(200, json={"data": []}), EmbeddingError),
        (httpx2.Response(200, json=["x"]), EmbeddingError),
        (vectors([1.0], [1.0, 2.0]), EmbeddingError),
        (vectors([0.0, 0.0], [1.0, 2.0]), EmbeddingError),
        (vectors([1.0, 1.0]), EmbeddingError),
        (httpx2.Response(200, text='{"data": [{"index": 0, "embedding": [1e999]}]}'), EmbeddingError),
    ],
)
async def test_whatever_an_endpoint_answers_is_a_fault_of_the_port(
    answer: httpx2.Response, fault: type[EmbeddingError]
) -> None:
    with pytest.raises(fault) as found:
        await endpoint(lambda _: answer).embed(["one", "two"])
    assert type(found.value) is fault
    assert "secret" not in found.value.message


async def test_an_endpoint_that_is_not_there_is_away() -> None:
    gone = EndpointEmbedder(Product("gone", "compatible", "m", "http://127.0.0.1:1/v1"))
    with pytest.raises(EmbeddingsAway):
        await gone.embed(["one"])
    far = EndpointEmbedder(Product("far", "compatible", "m", "https://192.0.2.1/v1"), only_here=True)
    with pytest.raises(EmbeddingsAway):
        await far.embed(["one"])
    await gone.close()
    await far.close()
    with pytest.raises(InvalidInput):
        EndpointEmbedder(Product("nowhere", "compatible", "m"))


async def test_vectors_of_two_models_are_never_taken_for_one_anothers() -> None:
    other = Product("near", "compatible", "meaning-2", "http://127.0.0.1:9/v1")
    elsewhere = Product("near", "compatible", "meaning-1", "http://127.0.0.1:8/v1")
    marks = {await EndpointEmbedder(product).mark() for product in (NEAR, other, elsewhere)}
    assert len(marks) == 3


async def test_a_question_goes_through_the_port_of_words() -> None:
    """So that it is allowed, counted and listed as every ask; what is put behind it is no part of it."""
    asked: list[Any] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(json.loads(request.content)["input"])
        return vectors([3.0, 4.0])

    ask = Ask((Message("user", "What is osmosis?"), Message("user", "[names are replaced]")), bounds=Bounds(5, 5))
    events = [event async for event in VectorModel(endpoint(answer), None).stream(ask)]
    assert asked == [["What is osmosis?"]]
    assert events[0] == Piece("[0.6, 0.8]")
    assert isinstance(events[1], Used)
    assert events[2] == Ended("done")
    for status, fault in ((503, Unreachable), (400, Garbage)):
        with pytest.raises(fault):
            _ = [e async for e in VectorModel(endpoint(lambda _, s=status: httpx2.Response(s)), None).stream(ask)]


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stand-ins for the two libraries: a word a token, and a graph that gives each token its length and one."""
    told = SimpleNamespace(pooled=False, fails=False, runs=0)

    class Session:
        def __init__(self, *given: Any, **named: Any) -> None:
            del given, named

        def get_inputs(self) -> list[Any]:
            return [SimpleNamespace(name="input_ids"), SimpleNamespace(name="attention_mask")]

        def run(self, _: None, given: dict[str, Any]) -> list[Any]:
            assert set(given) == {"input_ids", "attention_mask"}
            told.runs += 1
            if told.fails:
                raise RuntimeError("no")
            each = np.stack([given["input_ids"], np.ones_like(given["input_ids"])], axis=2).astype("float32")
            return [each.mean(axis=1) if told.pooled else each]

    class Tokens:
        @staticmethod
        def from_file(path: str) -> Tokens:
            assert path.endswith("tokenizer.json")
            return Tokens()

        def enable_truncation(self, most: int) -> None:
            assert most == local.TOKENS

        def enable_padding(self) -> None:
            pass

        def encode_batch(self, texts: list[str]) -> list[Any]:
            longest = max(len(text.split()) for text in texts)
            return [
                SimpleNamespace(
                    ids=[len(word) for word in text.split()] + [99] * (longest - len(text.split())),
                    attention_mask=[1] * len(text.split()) + [0] * (longest - len(text.split())),
                )
                for text in texts
            ]

    runtime, tokenizers = ModuleType("onnxruntime"), ModuleType("tokenizers")
    runtime.InferenceSession, runtime.SessionOptions = Session, SimpleNamespace  # type: ignore[attr-defined]
    tokenizers.Tokenizer = Tokens  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "onnxruntime", runtime)
    monkeypatch.setitem(sys.modules, "tokenizers", tokenizers)
    monkeypatch.setattr(local, "find_spec", lambda name: name)
    return told


def folder(path: Path) -> Path:
    for name in local.NEEDED:
        (path / name).write_text(name, "utf-8")
    return path


async def test_a_folders_model_is_pooled_over_tokens_that_are_no_padding(
    libraries: SimpleNamespace, tmp_path: Path
) -> None:
    embedder = LocalEmbedder("near", folder(tmp_path))
    one, two = await embedder.embed(["aaa aaa", "aaaa"])
    assert one == pytest.approx((3 / math.sqrt(10), 1 / math.sqrt(10)))
    assert two == pytest.approx((4 / math.sqrt(17), 1 / math.sqrt(17))), "the padding of 99 counts for nothing"
    libraries.pooled = True
    assert len(await embedder.embed(["aaa"] * (local.AT_ONCE + 1))) == local.AT_ONCE + 1
    assert libraries.runs == 3
    libraries.fails = True
    with pytest.raises(EmbeddingError):
        await embedder.embed(["aaa"])
    mark = await embedder.mark()
    (tmp_path / "model.onnx").write_text("other weights", "utf-8")
    assert await LocalEmbedder("near", tmp_path).mark() != mark


async def test_what_is_missing_is_named(
    libraries: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(NoEmbeddings, match=r"model\.onnx"):
        LocalEmbedder("near", tmp_path)
    monkeypatch.setattr(local, "find_spec", lambda name: None)
    with pytest.raises(NoEmbeddings, match="pip install"):
        LocalEmbedder("near", folder(tmp_path))


@pytest.mark.skipif(not os.environ.get("CHIRON_BENCH_EMBEDDINGS"), reason="no sentence encoder is named")
async def test_a_real_model_tells_meanings_apart() -> None:
    embedder = LocalEmbedder("real", Path(os.environ["CHIRON_BENCH_EMBEDDINGS"]))
    asked, near, far = await embedder.embed(
        ["How do plants eat?", "Leaves make sugar from light.", "He paid the bill."]
    )
    cosines = [sum(a * b for a, b in zip(asked, other, strict=True)) for other in (near, far)]
    assert cosines[0] > cosines[1] + 0.1
