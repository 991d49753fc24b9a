"""What a prompt is made of, told without its words: its parts by name with their tokens, and a digest of it all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from chiron.core.language.prompts.build import Part

_FENCED = re.compile(r"<data ([^>\n]+)>\n(.*?)\n</data>", re.DOTALL)
LETTERS = 4
"""Letters of a token, about; what a provider counted stands in the list of calls."""


def parts(prompt: Sequence[Part]) -> dict[str, int]:
    """The names of what stands in a prompt, in order, with their tokens, about: the rules, each fence, and the rest."""
    found: dict[str, int] = {}
    for message in prompt:
        if message.role == "system":
            found["rules"] = found.get("rules", 0) + len(message.text)
            continue
        for name, text in _FENCED.findall(message.text):
            found[name] = found.get(name, 0) + len(text)
        found["move"] = found.get("move", 0) + len(_FENCED.sub("", message.text))
    return {name: letters // LETTERS + 1 for name, letters in found.items()}


def digest(prompt: Sequence[Part]) -> str:
    """Sixteen letters that are others for another prompt: whether what is made again from the log is what was asked."""
    return sha256("\0".join(f"{part.role}\0{part.text}" for part in prompt).encode()).hexdigest()[:16]
