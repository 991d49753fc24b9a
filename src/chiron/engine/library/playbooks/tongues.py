"""The other languages of a playbook: what is missing in them, what does not fit, and their own words' faults."""

from __future__ import annotations

from chiron.core.support.playbook.languages import lay, parts_missing
from chiron.engine.library import faults as where
from chiron.engine.library.faults import Fault
from chiron.engine.library.playbooks.looking import Look, placed
from chiron.engine.library.playbooks.wording import word_faults

_DEPTH = 2


def language_faults(look: Look) -> None:
    """Tell what each language lacks, and what of it does not fit."""
    playbook = look.playbook
    listed, found = playbook.languages, look.shaped.overlay_places
    for tag in sorted(set(found) - set(listed)):
        remedy = "List the language in `languages` of playbook.yaml, or take its files out."
        look.faults.append(Fault(found[tag].of(())[0], 1, f"The language {tag!r} is not listed.", remedy))
    if playbook.language in found:
        remedy = "Write these texts in the files without a language in their name."
        message = f"{playbook.language!r} is the playbook's own language."
        look.faults.append(Fault(found[playbook.language].of(())[0], 1, message, remedy))
    for number, tag in enumerate(listed[1:], 1):
        if tag not in found:
            look.fault(("languages", number), f"No file holds the texts of {tag!r}.", "Write them, or take it out.")
            continue
        _language(look, tag)


def _language(look: Look, tag: str) -> None:
    places = look.shaped.overlay_places[tag]
    laid = lay(look.playbook, look.playbook.overlays.get(tag, {}))
    for misfit in laid.misfits:
        if not _left_out(look, misfit.path):
            remedy = "Correct it; only texts are translated."
            look.faults.append(placed(places, misfit.path, misfit.message, remedy))
    for path, names in parts_missing(laid.missing, _DEPTH):
        file = file_of(look, path, tag)
        line = places.of(path)[1] if places.of(path)[0] == file else 1
        shown = ", ".join(dict.fromkeys(names))
        thing = ".".join(path) or "playbook"
        message = f"{thing} is not said in {tag!r}: {shown if len(shown) < 120 else shown[:117] + '...'}."
        look.faults.append(Fault(file, line, message, "Write it in this file."))
    other = Look(look.playbook, look.shaped, look.today, look.event_kinds)
    word_faults(other, laid.part, own=False)
    for way, below, fault in other.told:
        moved = placed(places, _key(look, way), fault.message, fault.remedy, below)
        if f".{tag}." in moved.file:
            look.faults.append(moved)


def _left_out(look: Look, path: where.Path) -> bool:
    """Whether a translation belongs to something that is broken in the original."""
    if not path:
        return False
    kind = str(path[0])
    return kind in look.shaped.unread or (len(path) > 1 and str(path[1]) in look.shaped.left_out.get(kind, set()))


def _key(look: Look, path: where.Path) -> where.Path:
    """The way to a text in the overlay: ids stand in the place of numbers."""
    held: object = look.playbook
    made: list[str | int] = []
    for at, name in enumerate(path):
        if isinstance(name, int) and isinstance(held, tuple):
            index = look.shaped.at[str(path[0])].index(path[:2]) if at == 1 else name
            held = held[index]
            made.append(str(getattr(held, "id", name)))
        else:
            held = getattr(held, str(name), None)
            made.append(name)
    return tuple(made)


def file_of(look: Look, path: where.Path, tag: str) -> str:
    """The file of a language in which a text belongs: beside the one of the original."""
    for number, one in enumerate(getattr(look.playbook, str(path[0]), ()) if len(path) > 1 else ()):
        if str(getattr(one, "id", "")) == path[1]:
            known = look.shaped.at.get(str(path[0]))
            original = look.shaped.places.of(known[number] if known else (path[0],))[0]
            stem, _, suffix = original.rpartition(".")
            return f"{stem}.{tag}.{suffix}"
    original = look.shaped.places.of(path[:1])[0]
    stem, _, suffix = original.rpartition(".")
    return f"{stem}.{tag}.{suffix}"
