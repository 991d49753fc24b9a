"""Why something is offered: the closed list of reasons, each with its English sentence.

Faces translate the sentence and fill the placeholders: ``skill`` is a skill's title.
"""

from __future__ import annotations

from chiron.core.learning.resources.choosing import Weighed
from chiron.core.learning.resources.helping import Helps

REASONS: dict[str, str] = {
    "hard:helped": "{skill} is hard just now. You know what this needs, and learners to whom it was offered were right"
    " more often afterwards.",
    "hard:untried": "{skill} is hard just now. You know what this needs; nobody here has tried it yet.",
    "hard:unsure": "{skill} is hard just now. You know what this needs; too few have tried it to say how much it"
    " helps.",
    "new:helped": "{skill} is new. You know what this needs, and learners to whom it was offered were right more often"
    " afterwards.",
    "new:untried": "{skill} is new. You know what this needs; nobody here has tried it yet.",
    "new:unsure": "{skill} is new. You know what this needs; too few have tried it to say how much it helps.",
}
NOT_OFFERED = "not-offered"
"""The reason of a moment at which chance decided that nothing is offered."""


def reason(occasion: str, one: Weighed, skill: str, helps: Helps) -> str:
    """The reason of an offer. Helped: what is believed of it is above nothing by its own spread."""
    if helps.known(one.aid.id, skill) is None:
        return f"{occasion}:untried"
    return f"{occasion}:{'helped' if one.help.mean - one.help.spread > 0.0 else 'unsure'}"
