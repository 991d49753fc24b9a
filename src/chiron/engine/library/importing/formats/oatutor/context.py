"""The words and formulas around a step."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chiron.core.words import Json
from chiron.engine.library.importing.formats.oatutor.reading_answers import Context

_MATHS = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)


def context_of(problem: Mapping[str, Json], step: Mapping[str, Json]) -> Context:
    """What the problem and the step say, from the outermost to the innermost."""
    every = [problem.get("title"), problem.get("body"), step.get("stepTitle"), step.get("stepBody")]
    texts = [text for text in every if isinstance(text, str)]
    words = " ".join(_MATHS.sub(" ", text) for text in texts).casefold()
    inner = [found for text in texts for found in _MATHS.findall(text)]
    return Context(" ".join(words.replace("\\n", " ").split()), tuple(inner))
