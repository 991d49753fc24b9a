"""What is learnt from many learners: a versioned artefact, kept as JSON, that names whose answers it used.

``Material`` is what is believed of a course's items and skills, each a sum down the hierarchy, so that little evidence
shrinks item -> skills together -> skill -> course:

    easiness(item) = base + mean over its skills of easiness(skill) + easiness(skills together) + own(item)

(Gelman & Hill 2007, chapters 12 and 14: varying intercepts). ``pace`` is how much faster than elsewhere practice pays
in a skill (the learning rate of additive factor models, Cen, Koedinger & Junker 2006), ``edge`` how much more than
elsewhere ability decides (the discrimination of item response theory, Birnbaum 1968): a skill's, and an item's own
beside it (``edges``), so that an item with few answers is taken to be as sharp as its skill.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from chiron.core.learning.prediction.state import Belief

PROBIT_TO_LOGIT = 1.7
"""A probit unit in logits (Lord & Novick 1968)."""
FORMAT = 2
"""Grows with every change of the features or of the file: weights of other features mean nothing."""


class Settings(msgspec.Struct, frozen=True):
    """How beliefs begin and move. Variances on the logit scale."""

    general: float = 0.25
    course: float = 0.25
    form: float = 0.3
    skill: float = 0.4
    """Variances at the beginning."""
    course_moves: float = 0.002
    skill_moves: float = 0.01
    """Variance that each opportunity adds: ability moves while one practises."""
    form_kept: float = 0.9
    """How much of ``form`` is left at the next answer (an AR(1) process)."""
    skill_drift: float = 0.005
    """Variance that a day without the skill adds."""
    skill_half: float = 180.0
    """Days after which half of what sets a learner apart in a skill is forgotten."""
    form_half: float = 6.0
    """Hours after which half of the form of the day is gone."""
    near: float = 0.3
    """Share of what prerequisites and followers tell that a new skill begins with."""
    base: float = 4.0
    skills: float = 0.5
    together: float = 0.75
    items: float = 0.8
    pace: float = 0.05
    edge: float = 0.05
    item_edge: float = 0.06
    """Variances of what is not known of a new course's base, skills, combinations, items, paces and edges."""
    slip: float = 0.0
    helped: float = 0.5
    """Each hint rung multiplies the chance that a right answer shows something by this."""
    rushed: float = 2.0
    rushed_tells: float = 0.25
    """An answer in fewer seconds tells so much of what another does (rapid guessing, Wise & Kong 2005)."""


class SkillMaterial(msgspec.Struct):
    """A skill of a course, across learners."""

    easiness: Belief
    pace: Belief
    edge: Belief


class Material(msgspec.Struct):
    """What is believed of a course's items and skills. ``edges`` are the items' own; ``near`` names each skill's
    prerequisites and followers."""

    base: Belief
    skills: dict[str, SkillMaterial] = {}
    together: dict[str, Belief] = {}
    items: dict[str, Belief] = {}
    edges: dict[str, Belief] = {}
    near: dict[str, tuple[str, ...]] = {}

    def copy(self) -> Material:
        """One that can be taught without teaching this one."""
        return msgspec.convert(msgspec.to_builtins(self), Material)


class Parameters(msgspec.Struct, frozen=True):
    """A fit, or what ships before any. ``version`` stands in every event that was predicted with it.

    ``weights`` belong to ``FEATURES`` in their order. ``learners`` are those whose answers were used, ``answers`` how
    many these were: where one of them is erased, the fit is made again without them. ``source`` says in a sentence
    where the weights come from.
    """

    version: str
    weights: tuple[float, ...]
    material: Material
    settings: Settings = Settings()
    learners: tuple[str, ...] = ()
    answers: int = 0
    source: str = ""
    format: int = FORMAT

    @property
    def current(self) -> bool:
        """Whether its weights are of today's features; one that was kept before these changed is of no use."""
        return self.format == FORMAT

    def json(self) -> bytes:
        """As it is kept."""
        return msgspec.json.encode(self)

    @staticmethod
    def of(data: bytes) -> Parameters:
        """What ``json`` gave. Raises ValueError where it is none, or one of another FORMAT."""
        found = msgspec.json.decode(data, type=Parameters)
        if found.format != FORMAT:
            raise ValueError(f"This fit is of format {found.format}, and {FORMAT} is read here: fit again.")
        return found


@cache
def shipped() -> tuple[float, ...]:
    """The weights that ship, in the order of FEATURES; ``python -m benchmarks.learner_weights`` makes them."""
    kept = files("chiron.core.learning.prediction").joinpath("weights.json").read_bytes()
    return tuple(msgspec.json.decode(kept)["weights"].values())


def begun(
    material: Material | None = None, weights: tuple[float, ...] | None = None, settings: Settings | None = None
) -> Parameters:
    """The parameters of a course that nobody has taken: the shipped weights, and the author's word on difficulty."""
    settings = settings or Settings()
    return Parameters(
        version="prediction@1",
        weights=weights or shipped(),
        material=material or fresh(settings=settings),
        settings=settings,
        source="Weights from public logs (ASSISTments 2009 and 2015, Algebra 2005), their training parts.",
    )


def fresh(
    skills: Mapping[str, float] | None = None,
    items: Mapping[str, float] | None = None,
    prerequisites: Mapping[str, Iterable[str]] | None = None,
    settings: Settings | None = None,
) -> Material:
    """What is believed of a course before anybody answers.

    ``skills`` and ``items`` give the author's difficulty on the probit scale, an item's relative to its skill; those
    without one begin as hard as the next. ``prerequisites`` may hold cycles; a skill is not near itself.
    """
    s = settings or Settings()
    near: dict[str, set[str]] = {}
    for skill, needed in (prerequisites or {}).items():
        for other in needed:
            if other != skill:
                near.setdefault(skill, set()).add(other)
                near.setdefault(other, set()).add(skill)
    return Material(
        base=Belief(0.8, s.base),
        skills={name: skill_material(s, -PROBIT_TO_LOGIT * hard) for name, hard in (skills or {}).items()},
        items={name: Belief(-PROBIT_TO_LOGIT * hard, s.items) for name, hard in (items or {}).items()},
        near={skill: tuple(sorted(others)) for skill, others in sorted(near.items())},
    )


def skill_material(settings: Settings, easiness: float = 0.0) -> SkillMaterial:
    """A skill of which nothing but the author's word is known."""
    return SkillMaterial(Belief(easiness, settings.skills), Belief(0.0, settings.pace), Belief(0.0, settings.edge))
