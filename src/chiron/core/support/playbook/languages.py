"""The texts of another language laid over a part of a playbook, by ids: what is missing there, what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from pydantic import ValidationError

from chiron.core.support.playbook.parts import Part

Path = tuple[str, ...]
"""The way to a text in an overlay: names of fields and ids."""
P = TypeVar("P", bound=Part)
_SAME_MANY = frozenset({"colours"})
"""Lists whose entries are told apart by their place."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something in an overlay that does not fit."""

    path: Path
    message: str


@dataclass(slots=True)
class Laid(Generic[P]):
    """The part in the other language."""

    part: P
    misfits: list[Misfit] = field(default_factory=list)
    missing: list[Path] = field(default_factory=list)


def lay(part: P, texts: Mapping[str, Any]) -> Laid[P]:
    """Lay an overlay over a part. What does not fit is left out and told; nothing but texts is ever changed."""
    done: Laid[P] = Laid(part)
    done.part = _laid(part, texts, (), done)
    return done


def _laid(part: P, texts: Any, at: Path, done: Laid[Any]) -> P:
    shape: type[Part] = type(part)
    given = texts if isinstance(texts, Mapping) else {}
    if not isinstance(texts, Mapping):
        done.misfits.append(Misfit(at, "Fields are needed here (`name: text`)."))
    changed: dict[str, Any] = {}
    for name in given:
        if name not in shape.model_fields or (not _own(shape, name) and not _inner(getattr(part, name))):
            done.misfits.append(Misfit((*at, str(name)), f"There is no text called {name!r} in the original."))
    for name in shape.model_fields:
        held = getattr(part, name)
        if _own(shape, name):
            _text(part, name, held, given, at, changed, done)
        elif (inner := _inner(held)) and (name in given or any(wanted(one) for one in inner.values())):
            made = _every(held, inner, given.get(name, {}), (*at, name), done)
            if made is not held:
                changed[name] = made
    if not changed:
        return part
    # Not a copy: what a part has worked out of its old texts must not come along.
    return cast(P, shape.model_construct(**{**_fields(part), **changed}))


def _fields(part: Part) -> dict[str, Any]:
    return {name: getattr(part, name) for name in type(part).model_fields}


def _own(shape: type[Part], name: str) -> bool:
    return name in shape.told or name in shape.also


def _text(
    part: Part, name: str, held: Any, given: Mapping[str, Any], at: Path, changed: dict[str, Any], done: Laid[Any]
) -> None:
    """One field of texts: taken where it is given and fits, else missed where it must be told."""
    here = (*at, name)
    if name not in given:
        if held and name in type(part).told:
            done.missing.append(here)
        return
    try:
        # The other fields are sound already; only this one is looked at.
        made = getattr(type(part).model_validate({**_fields(part), name: given[name]}), name)
    except ValidationError as error:
        done.misfits.extend(Misfit(here, f"`{name}`: {one['msg']}.") for one in error.errors()[:1])
        return
    if name in _SAME_MANY and len(made) != len(held):
        done.misfits.append(Misfit(here, f"The original has {len(held)} entries here, the translation {len(made)}."))
        return
    changed[name] = made


def _inner(held: Any) -> dict[str, Part]:
    """The parts within a field, by the names that an overlay calls them by."""
    if isinstance(held, Part):
        return {"": held}
    if isinstance(held, tuple) and held and all(isinstance(one, Part) for one in held):
        return {str(one.id): one for one in held if hasattr(one, "id")}
    return {}


def wanted(part: Part) -> bool:
    """Whether there is anything in a part that another language must say."""
    shape = type(part)
    if any(getattr(part, name) for name in shape.told):
        return True
    return any(wanted(one) for name in shape.model_fields for one in _inner(getattr(part, name)).values())


def _every(held: Any, inner: Mapping[str, Part], texts: Any, at: Path, done: Laid[Any]) -> Any:
    if isinstance(held, Part):
        return _laid(held, texts, at, done)
    if not isinstance(texts, Mapping):
        done.misfits.append(Misfit(at, "Ids are needed here, each with its texts below it."))
        texts = {}
    done.misfits.extend(
        Misfit((*at, str(name)), f"The original has nothing called {name!r} here.")
        for name in texts
        if name not in inner
    )
    made = tuple(
        _laid(one, texts.get(str(name), {}), (*at, str(name)), done)
        if (name := getattr(one, "id", None)) is not None and (str(name) in texts or wanted(one))
        else one
        for one in held
    )
    return made if any(a is not b for a, b in zip(made, held, strict=True)) else held


def parts_missing(missing: list[Path], depth: int = 2) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """What is missing, gathered by the thing it belongs to: its way, and the names of its texts."""
    found: dict[Path, list[str]] = {}
    for path in missing:
        cut = min(depth, len(path) - 1)
        found.setdefault(path[:cut], []).append(".".join(path[cut:]))
    yield from ((path, tuple(names)) for path, names in found.items())
