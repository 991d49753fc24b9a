"""What can be done to texts to read."""

from __future__ import annotations

from dataclasses import replace

from chiron.core.learning.outline.edits import (
    in_course,
    parts_at,
    put,
    skill_at,
    stepped,
    titled,
    unit_at,
    with_parts,
    without,
)
from chiron.core.learning.outline.operations import ChangeText, MoveTexts, StepText, TakeOutTexts
from chiron.core.learning.outline.said import Said
from chiron.core.learning.outline.skills import to_tray
from chiron.core.learning.outline.tree import Text, Tree

Done = tuple[Tree, Said]


def change_text(tree: Tree, op: ChangeText) -> Done:
    """Title, and the skills that it helps with."""
    (text,) = in_course(tree, parts_at(tree, (op.text,), Text))
    chosen = tuple(skill_at(tree, key).key for key in dict.fromkeys(op.skills))
    kept = tuple(key for key in text.skills if key not in tree.skills)
    title = titled(op.title)
    changed = text.changed or title != text.title
    new = replace(text, title=title, skills=(*chosen, *kept), changed=changed and text.origin is not None)
    return with_parts(tree, (new,)), Said("change-text", {"title": text.title, "new": new.title})


def move_texts(tree: Tree, op: MoveTexts) -> Done:
    """Into a unit, in the order given."""
    texts = parts_at(tree, op.texts, Text)
    back = all(text.key not in tree.texts for text in texts)
    tree = without(tree, [text.key for text in texts])
    unit = unit_at(tree, op.unit)
    moved = tuple(replace(text, out_of="") for text in texts)
    tree = with_parts(tree, (replace(unit, texts=put(unit.texts, moved, op.place)),))
    values = {"title": texts[0].title, "count": len(texts), "unit": unit.title}
    return tree, Said("put-back-texts" if back else "move-texts", values)


def step_text(tree: Tree, op: StepText) -> Done:
    """One up or down within its unit."""
    (text,) = in_course(tree, parts_at(tree, (op.text,), Text))
    unit = tree.unit_of[text.key]
    new = replace(unit, texts=stepped(unit.texts, text.key, op.way))
    return with_parts(tree, (new,)), Said(
        "move-texts", {"title": text.title, "count": 1, "unit": unit.title, "way": op.way}
    )


def take_out_texts(tree: Tree, op: TakeOutTexts) -> Done:
    """To the tray."""
    texts = in_course(tree, parts_at(tree, op.texts, Text))
    said = Said("take-out-texts", {"title": texts[0].title, "count": len(texts)})
    return to_tray(tree, [text.key for text in texts]), said
