"""A real model behind a real server: a tiny one made here, served by `transformers serve` on this machine.

Needs a Python with torch and transformers[serving], named by CHIRON_MODELS_PYTHON; `make test-models` says how.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from chiron.adapters.llm.product import Product
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.scene import Scene
from chiron.core.language.prompts import Ground
from chiron.core.learning.decide import Words
from chiron.core.learning.state import Piece as Said
from chiron.core.words import Move, MoveKind, Outcome, Source
from chiron.engine.dialogue.converse import Patience, Waiting, Whole, converse
from chiron.faces.cli import doctor_models
from chiron.main.models import offers_of, open_model
from chiron.main.models_file import Configured
from chiron.ports.llm import Ask, Bounds, Ended, Message, Piece, Used

PYTHON = os.environ.get("CHIRON_MODELS_PYTHON", "")
pytestmark = pytest.mark.skipif(
    not PYTHON, reason="set CHIRON_MODELS_PYTHON to a Python with torch and transformers[serving]"
)
ASK = Ask((Message("system", "Be kind."), Message("user", "hi")), most_tokens=40, temperature=0.0)
SLOW = Bounds(first=120.0, total=240.0)
PATIENCE = 300


def environment(home: Path) -> dict[str, str]:
    """Offline, one thread, and a hub folder that exists: without it the server lists no models."""
    (home / "hub").mkdir(parents=True)
    told = {"HF_HOME": str(home), "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    return {**os.environ, **told}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    script = Path(__file__).with_name("make_tiny.py")
    subprocess.run([PYTHON, str(script), str(folder)], check=True, capture_output=True, timeout=PATIENCE)
    return folder


@pytest.fixture
async def product(tiny: Path, tmp_path: Path) -> AsyncIterator[Product]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = str(Path(PYTHON).with_name("transformers"))
    options = ["--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    with (tmp_path / "log").open("wb") as log:
        server = await asyncio.create_subprocess_exec(
            serve, "serve", str(tiny), *options, env=environment(tmp_path / "hf"), stdout=log, stderr=log
        )
    try:
        await answers(f"http://127.0.0.1:{port}/health", server, tmp_path / "log")
        yield Product("tiny", "compatible", str(tiny), f"http://127.0.0.1:{port}/v1")
    finally:
        if server.returncode is None:
            server.terminate()
        await server.wait()


async def answers(url: str, server: asyncio.subprocess.Process, log: Path) -> None:
    """Wait until the server is ready; what it said where it never is."""
    async with httpx.AsyncClient() as session:
        for _ in range(PATIENCE):
            if server.returncode is not None:
                break
            try:
                if (await session.get(url)).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(1)
    raise AssertionError(last_words(log))


def last_words(log: Path) -> str:
    """The end of what the server said."""
    return log.read_text(errors="replace")[-3000:]


async def test_a_real_model_is_heard_word_by_word_to_its_end(product: Product) -> None:
    model = open_model(product, nothing_leaves=True)
    ask = Ask(ASK.messages, ASK.most_tokens, ASK.temperature, bounds=SLOW, key="018f-one-deed")
    events = [event async for event in model.stream(ask)]
    pieces = [event.text for event in events if isinstance(event, Piece)]
    assert "".join(pieces).strip() == "Look at the first part again and try it step by step."
    assert len(pieces) > 3, "it streams"
    assert isinstance(events[-2], Used)
    assert events[-2].completion >= 10
    assert events[-1] == Ended("done")
    short = [event async for event in model.stream(Ask(ASK.messages, 3, 0.0, bounds=SLOW))]
    assert short[-1] == Ended("length")
    (offer,) = offers_of(Configured((product,), nothing_leaves=True))
    found = await doctor_models.tried(offer)
    assert "answers (compatible, on this machine)" in found.told


async def test_a_real_model_that_cannot_tutor_leaves_the_learner_with_words(product: Product) -> None:
    model = open_model(product, nothing_leaves=True)
    authored = "What undoes adding four?"
    words = Words("turn", Move(MoveKind.ASK, "asked"), (Said(authored, Source.COURSE),), "item")
    scene = Scene(StepKeys("numeric", ("7",), "Solve $x + 4 = 11$"), outcome=Outcome.INCORRECT)
    ground = Ground(MoveKind.ASK, "asked", (authored,))
    patience = Patience(first=120.0, total=240.0, held=240.0, tokens=60)
    spoken = [event async for event in converse(words, ground, scene, model.stream, hold=False, patience=patience)]
    assert isinstance(spoken[0], Waiting)
    whole = spoken[-1]
    assert isinstance(whole, Whole)
    assert "".join(piece.text for piece in whole.words.pieces).strip(), "its own words, or the authored ones"
    assert "7" not in "".join(piece.text for piece in whole.words.pieces)
    await model.close()  # type: ignore[attr-defined]
