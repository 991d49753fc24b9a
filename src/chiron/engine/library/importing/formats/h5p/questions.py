"""H5P's question types as drafts (the ``semantics.json`` of each type, h5p.org/content-types-and-applications)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from html import unescape
from typing import Any

from chiron.engine.library.importing.formats.h5p.content import Content
from chiron.engine.library.importing.formats.h5p.packed import listed, part, text
from chiron.engine.library.importing.formats.h5p.starred import Starred, bare, parted
from chiron.engine.library.importing.formats.moodle.drafting import Draft
from chiron.engine.library.importing.formats.moodle.gapped import Gap, gapped, picked, token, without_tokens
from chiron.engine.library.importing.formats.moodle.making import (
    Answer,
    Made,
    Unmade,
    choice,
    ordered,
    pairs,
    several,
    true_or_false,
    words,
)
from chiron.engine.library.importing.texts import escaped, plain

Drafts = Iterator[tuple[str, Draft | Unmade]]
"""Each question, or why it cannot come, with its name within the content; "" where the content is the question."""
ONE, NONE = Fraction(1), Fraction(0)


def _feedback(of: Mapping[str, Any], content: Content) -> str:
    found = part(of, "tipsAndFeedback")
    said = text(found, "chosenFeedback") or text(of, "chosenFeedback")
    return content.html(said)


def multichoice(content: Content) -> Drafts:
    """H5P.MultiChoice: one right option, or several (``behaviour.type``)."""
    params, changed, hints = content.params, list[str](), list[str]()
    answers = []
    for one in listed(params, "answers"):
        right = part({"it": one}, "it").get("correct") is True
        answers.append(
            Answer(content.told("text", one), ONE if right else NONE, _feedback(part({"it": one}, "it"), content))
        )
        tips = part(one, "tipsAndFeedback")
        hints += [tip for tip in [content.html(text(tips, "tip"))] if tip]
        if text(tips, "notChosenFeedback").strip():
            changed.append("What is said of an option that is not chosen is left out.")
    behaviour = part(params, "behaviour")
    count = sum(answer.share > 0 for answer in answers)
    kind = text(behaviour, "type") or ("single" if behaviour.get("singleAnswer") is True else "auto")
    shuffle = behaviour.get("randomAnswers") is not False
    single = kind == "single" or (kind != "multi" and count == 1)
    made = choice(answers, shuffle) if single else several(answers, shuffle)
    yield "", content.draft(content.told("question"), [("", made)], hints=hints, changed=changed)


def truefalse(content: Content) -> Drafts:
    """H5P.TrueFalse."""
    params = content.params
    said_right = str(params.get("correct")).strip().lower()
    if said_right not in ("true", "false"):
        raise Unmade("It does not say whether it is true.")
    right = said_right == "true"
    names, behaviour = part(params, "l10n"), part(params, "behaviour")
    shown = (text(names, "trueText") or content.words.true, text(names, "falseText") or content.words.false)
    told = {True: content.told("feedbackOnCorrect", behaviour), False: content.told("feedbackOnWrong", behaviour)}
    made = true_or_false(right, (plain(shown[0]), plain(shown[1])), (told[right], told[not right]))
    yield "", content.draft(content.told("question"), [("", made)])


def blanks(content: Content) -> Drafts:
    """H5P.Blanks: gaps to type, in one or several texts."""
    behaviour = part(content.params, "behaviour")
    changed = ["A slip of spelling is not put up with here."] if behaviour.get("acceptSpellingErrors") is True else []
    capitals = behaviour.get("caseSensitive") is not False
    sources = [one for one in listed(content.params, "questions") if isinstance(one, str) and one.strip()]

    def gap(found: Starred) -> Gap:
        return Gap(words([Answer(_unwild(answer), ONE) for answer in found.answers]))

    for number, source in enumerate(sources, 1):
        marked, gaps, hints = _marked(source, gap)
        if not gaps:
            yield _name(number, sources), Unmade("Its text has no gaps.")
            continue
        prompt, steps = gapped(content.html(marked), gaps, content.words)
        intro = content.told("text")
        told = [*changed, *(["Capitals do not matter here."] if capitals and _lettered(gaps) else [])]
        shown = "\n\n".join(one for one in (intro, prompt) if one)
        yield _name(number, sources), content.draft(shown, steps, hints=hints, changed=told)


def _lettered(gaps: list[Gap]) -> bool:
    """Whether capitals could matter in an answer."""
    accept = [str(form) for gap in gaps for form in gap.made.fields.get("accept", ())]
    return any(form.lower() != form for form in accept)


def _name(number: int, every: list[Any]) -> str:
    return str(number) if len(every) > 1 else ""


def _unwild(answer: str) -> str:
    return answer.replace("*", "\\*")


def _marked(source: str, gap: Callable[[Starred], Gap], alternatives: bool = True) -> tuple[str, list[Gap], list[str]]:
    """The text with tokens, its gaps, and its tips."""
    gaps, parts, tips = list[Gap](), list[str](), list[str]()
    for piece in parted(without_tokens(source), alternatives):
        if isinstance(piece, str):
            parts.append(piece)
            continue
        gaps.append(gap(piece))
        parts.append(token(len(gaps)))
        tips += [plain(piece.tip)] if piece.tip else []
    return "".join(parts), gaps, tips


def dragtext(content: Content) -> Drafts:
    """H5P.DragText: words to drag into gaps; here each gap is a list of all of them."""
    source = text(content.params, "textField")
    found = [piece for piece in parted(source, alternatives=False) if isinstance(piece, Starred)]
    extra = [one for one in parted(text(content.params, "distractors"), alternatives=False) if isinstance(one, Starred)]
    bank = list(dict.fromkeys(one.answers[0] for one in (*found, *extra)))

    def gap(one: Starred) -> Gap:
        offered = [Answer(word, ONE if word == one.answers[0] else NONE, plain(one.correction)) for word in bank]
        return picked(offered)

    marked, gaps, hints = _marked(source, gap, alternatives=False)
    if not gaps:
        raise Unmade("Its text has no gaps.")
    markup = marked if "<" in unescape(marked) and re.search(r"</?(p|br|div|em|strong)\b", marked) else _lines(marked)
    prompt, steps = gapped(content.html(markup), gaps, content.words)
    shown = "\n\n".join(one for one in (content.told("taskDescription"), prompt) if one)
    praise = [plain(one.praise) for one in found if one.praise]
    yield "", content.draft(shown, steps, hints=hints, solution="\n\n".join(dict.fromkeys(praise)))


def _lines(source: str) -> str:
    """Plain text, in which new lines count, as markup."""
    return "".join(f"<p>{line.strip()}</p>" for line in source.split("\n") if line.strip())


def markwords(content: Content) -> Drafts:
    """H5P.MarkTheWords: the words to mark are picked from a list of words of the text."""
    source = text(content.params, "textField")
    right: dict[str, None] = {}
    others: dict[str, None] = {}
    shown: list[str] = []
    for piece in parted(source, alternatives=False):
        if isinstance(piece, Starred):
            right[piece.answers[0].strip(".,;:!?")] = None
            shown.append(piece.answers[0])
        else:
            others |= dict.fromkeys(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", bare(piece)))
            shown.append(piece)
    same = {word.casefold() for word in right}
    wrong = [word for word in others if word.casefold() not in same]
    groups = [list(right)[start : start + 8] for start in range(0, len(right), 8)]
    if not right:
        raise Unmade("No word of it is to be marked.")
    passage, steps = content.html("".join(shown)), []
    for number, group in enumerate(groups):
        own = wrong[number :: len(groups)][: 12 - len(group)] or wrong[: 12 - len(group)]
        if not own:
            raise Unmade("Every word of it is to be marked.")
        answers = [Answer(plain(word), ONE) for word in group] + [Answer(plain(word), NONE) for word in own]
        steps.append(("", several(answers).noted("The words to mark are picked from a list beside the text.")))
    prompt = "\n\n".join(one for one in (content.told("taskDescription"), passage) if one)
    yield "", content.draft(prompt, steps)


def essay(content: Content) -> Drafts:
    """H5P.Essay: read by a person, with the sample solution and the keywords before their eyes."""
    solution = part(content.params, "solution")
    sample = "\n\n".join(
        one for one in (content.told("introduction", solution), content.told("sample", solution)) if one
    )
    keywords = [
        ", ".join([text(one, "keyword"), *(str(other) for other in listed(one, "alternatives"))])
        for one in listed(content.params, "keywords")
        if text(one, "keyword")
    ]
    rubric = "\n\n".join([*([sample] if sample else []), *(f"- {plain(line)}" for line in keywords)])
    made = Made("open", {"rubric": escaped(rubric or "The source gives no rubric.")})
    changed = ["Its keywords are shown to whoever reads the answer."] if keywords else []
    yield "", content.draft(content.told("taskDescription"), [("", made)], solution=sample, changed=changed)


def sortparagraphs(content: Content) -> Drafts:
    """H5P.SortParagraphs."""
    items = [content.html(one) for one in listed(content.params, "paragraphs") if isinstance(one, str)]
    steps = [("", made) for made in ordered(items)]
    yield "", content.draft(content.told("taskDescription"), steps)


def imagesequencing(content: Content) -> Drafts:
    """H5P.ImageSequencing: pictures in their order."""
    items = []
    for one in listed(content.params, "sequenceImages"):
        about = text(one, "imageDescription")
        items.append(content.picture(part(one, "image"), about) or plain(about))
    yield "", content.draft(content.told("taskDescription"), [("", made) for made in ordered(items)])


def dragquestion(content: Content) -> Drafts:
    """H5P.DragQuestion: what is dragged belongs to zones; by the words of both."""
    task = part(content.params, "question", "task")
    elements = [_element(one, content) for one in listed(task, "elements")]
    zones = listed(task, "dropZones")
    labels = [content.told("label", zone) for zone in zones]
    homes: dict[int, list[int]] = {}
    for number, zone in enumerate(zones):
        for index in listed(zone, "correctElements"):
            if str(index).isdigit() and int(str(index)) < len(elements):
                homes.setdefault(int(str(index)), []).append(number)
    if not homes:
        raise Unmade("Nothing in it belongs to a zone.")
    used = {zone for found in homes.values() for zone in found}
    if not all(labels[zone] for zone in used) or not all(elements[index] for index in homes):
        raise Unmade("What it drags and where to, pictures alone say; here it would have no words.")
    spare = [elements[n] for n in range(len(elements)) if n not in homes and elements[n]]
    one_each = all(len(found) == 1 for found in homes.values()) and len(homes) == len(used)
    changed = ["It comes as pairs; places on the picture are lost."]
    if one_each:
        every = [(labels[found[0]], elements[index]) for index, found in sorted(homes.items())]
        made = pairs(every, spare)
    else:
        every = [(elements[index], labels[found[0]]) for index, found in sorted(homes.items())]
        if any(len(found) > 1 for found in homes.values()):
            raise Unmade("Something in it may go to several zones.")
        changed += ["What belongs to no zone is left out."] if spare else []
        made = pairs(every, [label for label in labels if label])
    background = content.picture(part(content.params, "question", "settings", "background"))
    yield "", content.draft(background, list(made), changed=changed)


def _element(one: Any, content: Content) -> str:
    return content.shown(part(one, "type"))


def multimediachoice(content: Content) -> Drafts:
    """H5P.MultiMediaChoice: options that are pictures."""
    answers = []
    for one in listed(content.params, "options"):
        right = isinstance(one, dict) and one.get("correct") is True
        answers.append(Answer(content.shown(part(one, "media")), ONE if right else NONE))
    single = (
        text(part(content.params, "behaviour"), "questionType") == "single" or sum(a.share > 0 for a in answers) == 1
    )
    made = choice(answers) if single else several(answers)
    yield "", content.draft(content.told("question"), [("", made)])


def imagepairs(content: Content) -> Drafts:
    """H5P.ImagePair and H5P.MemoryGame: pictures that belong together."""
    every: list[tuple[str, str]] = []
    for one in listed(content.params, "cards"):
        left = content.picture(part(one, "image"), text(one, "imageAlt"))
        right = content.picture(part(one, "match"), text(one, "matchAlt")) or content.told("description", one)
        if left and right and left != right:
            every.append((left, right))
    yield "", content.draft(content.told("taskDescription"), list(pairs(every)))


def advancedblanks(content: Content) -> Drafts:
    """H5P.AdvancedBlanks: ``___`` in a text, answers and expected wrong ones in a list."""
    inner = part(content.params, "content")
    source, entries = text(inner, "blanksText"), listed(inner, "blanksList")
    pieces = re.split(r"_{3,}", without_tokens(source))
    if len(pieces) - 1 != len(entries) or not entries:
        raise Unmade("It has another number of gaps than of answers.")
    gaps, hints, parts = list[Gap](), list[str](), [pieces[0]]
    for piece, entry in zip(pieces[1:], entries, strict=True):
        answers = [Answer(_unwild(one.strip()), ONE) for one in text(entry, "correctAnswerText").split("/")]
        for wrong in listed(entry, "incorrectAnswersList"):
            told = content.told("incorrectAnswerFeedback", wrong)
            answers += [
                Answer(_unwild(one.strip()), NONE, told) for one in text(wrong, "incorrectAnswerText").split("/")
            ]
        gaps.append(Gap(words(answers)))
        hints += [one for one in [content.told("hint", entry)] if one]
        parts += [token(len(gaps)), piece]
    prompt, steps = gapped(content.html("".join(parts)), gaps, content.words)
    shown = "\n\n".join(one for one in (content.told("task", inner), prompt) if one)
    yield "", content.draft(shown, steps, hints=hints)


QUESTIONS: Mapping[str, Callable[[Content], Drafts]] = {
    "H5P.MultiChoice": multichoice,
    "H5P.TrueFalse": truefalse,
    "H5P.Blanks": blanks,
    "H5P.DragText": dragtext,
    "H5P.MarkTheWords": markwords,
    "H5P.Essay": essay,
    "H5P.SortParagraphs": sortparagraphs,
    "H5P.ImageSequencing": imagesequencing,
    "H5P.DragQuestion": dragquestion,
    "H5P.MultiMediaChoice": multimediachoice,
    "H5P.ImagePair": imagepairs,
    "H5P.MemoryGame": imagepairs,
    "H5P.AdvancedBlanks": advancedblanks,
}
