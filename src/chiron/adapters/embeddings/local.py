"""A model of meaning in a folder of this machine, as ONNX. Chiron ships none and downloads none.

The folder holds ``model.onnx`` and ``tokenizer.json``, as sentence encoders are published. A graph that gives a vector
a token is pooled as such models are: the mean over the tokens that are no padding. Texts never leave this process.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from chiron.ports.embeddings import EmbeddingError, NoEmbeddings, Vector

HOW = "Install the optional part for meaning: pip install 'chiron-tutor[embeddings]'."
NEEDED = ("model.onnx", "tokenizer.json")
TOKENS = 256
"""Tokens of a text that are read."""
AT_ONCE = 16
"""Texts of one run."""
CHUNK = 1 << 20


class LocalEmbedder:
    """The model of a folder, loaded at the first text, on one thread: teaching goes first."""

    def __init__(self, name: str, folder: Path) -> None:
        """Raises NoEmbeddings where the optional part or a file of the folder is missing."""
        self.name, self._folder = name, folder
        if find_spec("onnxruntime") is None or find_spec("tokenizers") is None:
            raise NoEmbeddings(HOW)
        if missing := [each for each in NEEDED if not (folder / each).is_file()]:
            raise NoEmbeddings(f"{folder} holds no {missing[0]}; a model of meaning needs {' and '.join(NEEDED)}.")
        self._opened: _Opened | None = None
        self._mark = ""
        self._one = Lock()

    async def mark(self) -> str:
        """The digest of the weights."""
        if not self._mark:
            self._mark = await asyncio.to_thread(self._digest)
        return self._mark

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """See the port."""
        try:
            return await asyncio.to_thread(self._embed, list(texts))
        except EmbeddingError:
            raise
        except Exception as fault:
            # A library's own faults are as many as its versions.
            raise EmbeddingError(f"The model of meaning {self.name!r} failed: {type(fault).__name__}.") from fault

    def _embed(self, texts: list[str]) -> list[Vector]:
        with self._one:
            if self._opened is None:
                self._opened = _Opened(self._folder)
            opened = self._opened
            return [vector for at in range(0, len(texts), AT_ONCE) for vector in opened.embed(texts[at : at + AT_ONCE])]

    def _digest(self) -> str:
        seen = hashlib.sha256()
        try:
            with (self._folder / NEEDED[0]).open("rb") as file:
                while part := file.read(CHUNK):
                    seen.update(part)
        except OSError as fault:
            raise NoEmbeddings(f"{self._folder / NEEDED[0]} cannot be read: {fault.strerror}.") from fault
        return f"onnx-{seen.hexdigest()[:16]}"


class _Opened:
    """The libraries and the model, loaded."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model, tokenizer = (str(folder / name) for name in NEEDED)
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(tokenizer)
        self._tokenizer.enable_truncation(TOKENS)
        self._tokenizer.enable_padding()
        self._inputs = {each.name for each in self._session.get_inputs()}

    def embed(self, texts: list[str]) -> list[Vector]:
        """Vectors of a few texts."""
        import numpy as np

        read = self._tokenizer.encode_batch(texts)
        ids = np.array([each.ids for each in read], dtype=np.int64)
        mask = np.array([each.attention_mask for each in read], dtype=np.int64)
        known = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        out = np.asarray(self._session.run(None, {name: known[name] for name in self._inputs})[0], dtype=np.float64)
        if out.ndim == 3:
            seen = mask[:, :, None]
            out = (out * seen).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
        if out.ndim != 2 or len(out) != len(texts) or not np.isfinite(out).all():
            raise EmbeddingError("The model of meaning gives something else than a vector a text.")
        lengths = np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)
        return [tuple(map(float, row)) for row in out / lengths]
