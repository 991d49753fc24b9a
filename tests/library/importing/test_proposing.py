"""Proposals from a text: by value on a small text of our own, and by property on whatever is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.engine.library.importing.arriving import Page, Word
from chiron.engine.library.importing.proposing import Proposals, ProposedItem, propose
from chiron.engine.library.importing.proposing.defining import definition_in, stands_alone
from chiron.engine.library.importing.proposing.sentences import Sentence, bare, split, stem, stems
from chiron.engine.library.importing.proposing.skills import is_general
from chiron.engine.library.importing.proposing.wording import language_of
from tests.library.importing.fakes import composed

ATOMS = """**Matter** is any substance that occupies space and has mass. This is a **trap** that nobody should ask.

An **atom** is the smallest unit of matter that retains the properties of an element. Atoms are everywhere around us.
The core that holds protons is called the **nucleus**. However, a **shell** is a region that surrounds the core."""
BONDS = """A **bond** is a lasting link between two atoms. Where an atom meets an atom, an atom may share something.

A **salt** is a solid made of charged particles in a regular pattern. A **liquid** is a state that
flows and keeps a volume.

The cell divides in four stages. First, the threads condense. Next, the threads line up in the middle. Then, the halves
are pulled apart. Finally, two cores form."""
GLOSSARY = (
    Word("w1", "p", "isotope", "variety that differs in how many neutral particles it has"),
    Word("w2", "p", "enzyme", "protein that speeds up what happens in living things"),
    Word("w3", "p", "catalyst", "see enzyme"),
)
BOOK = (
    Page(
        "m1",
        "m1#1",
        "What Things Are Made Of",
        ATOMS,
        ("Chemistry", "Matter"),
        ("Define matter and its smallest unit",),
    ),
    Page("m2", "m2#1", "How Bonds Hold", BONDS, ("Chemistry", "Matter"), ("Name the colours of the rainbow",)),
    Page("m3", "m3#1", "Summary", "All of it once more, in few words, as a summary does.", ("Chemistry", "Matter")),
)


def of(kind: str, made: Proposals) -> list[ProposedItem]:
    """The items of a kind."""
    return [item for item in made.items if item.question.steps[0].kind == kind]


def test_skills_have_title_objective_passages_and_reason() -> None:
    first, second = propose(BOOK, GLOSSARY).skills
    assert (first.title, first.objective) == ("What Things Are Made Of", "Define matter and its smallest unit")
    assert first.terms == ("matter", "atom", "nucleus")
    assert [passage.page for passage in first.passages] == ["m1", "m1", "m1"]
    assert second.objective == "Explain how Bonds Hold."
    assert first.confidence > second.confidence
    assert "heading" in first.reason
    assert "objective" in first.reason


def test_what_is_defined_in_one_and_used_in_the_other_comes_before() -> None:
    (found,) = propose(BOOK, GLOSSARY).prerequisites
    assert (found.before, found.skill) == ("what-things-are-made-of", "how-bonds-hold")
    assert "“atom”" in found.reason


def test_a_gap_takes_the_term_of_a_sentence_that_stands_alone() -> None:
    found = {item.question.title: item for item in of("cloze", propose(BOOK, GLOSSARY))}
    assert set(found) == {"Matter", "Atom", "Nucleus", "Bond", "Salt", "Liquid"}
    step = found["Salt"].question.steps[0]
    assert step.fields["text"] == "A(n) [term] is a solid made of charged particles in a regular pattern."
    gap = step.fields["gaps"]["term"]
    assert gap["accept"] == ["salt"]
    assert 3 <= len(gap["bank"]) <= 5
    assert "salt" in gap["bank"]
    assert "> A **salt** is a solid" in step.solution


def test_an_item_says_the_term_nowhere_else() -> None:
    text = "A **cell wall** is a wall that surrounds a cell of a plant. " + ATOMS
    made = propose([Page("p", "p", "Cells", text)], GLOSSARY)
    assert "Cell wall" not in {item.question.title for item in of("cloze", made)}
    for item in of("cloze", made):
        (right,) = item.question.steps[0].fields["gaps"]["term"]["accept"]
        around = item.question.steps[0].fields["text"].replace("[term]", "")
        assert not set(stems(right)) & set(stems(around))


def test_a_term_that_would_be_right_as_well_is_no_wrong_choice() -> None:
    text = (
        "A **loop** is a block that runs its statements again while something holds.\n\n"
        "A **while loop** is a block that runs its statements again while something holds.\n\n"
        "A **cycle** is a block which runs statements again while something holds.\n\n"
        "A **name** is what stands for a thing that memory keeps.\n\n"
        "A **key** is what finds an entry of a table.\n\nA **file** is a collection that a disk "
        "holds under one heading."
    )
    made = of("cloze", propose([Page("p", "p", "Programs", text)]))
    (loop,) = [item for item in made if item.question.title == "Loop"]
    assert not {"while loop", "cycle"} & set(loop.question.steps[0].fields["gaps"]["term"]["bank"])


def test_the_glossary_gives_choices_with_one_right_term() -> None:
    text = "Some say that an enzyme is needed here and that an isotope is not. " * 12
    page = Page("p", "p", "Enzymes", f"{ATOMS}\n\n{text}")
    found = {item.question.title: item for item in of("choice", propose([page], GLOSSARY))}
    step = found["enzyme"].question.steps[0]
    assert step.prompt == "Which term means: protein that speeds up what happens in living things?"
    assert [option["text"] for option in step.fields["options"] if option.get("right")] == ["enzyme"]
    assert "catalyst" not in str(step.fields)
    assert "enzyme" not in step.prompt


def test_terms_are_matched_with_meanings_that_differ() -> None:
    page = Page("p", "p", "All", f"{ATOMS}\n\n{BONDS}", ("Chemistry", "All"))
    (found,) = of("match", propose([page]))
    pairs = found.question.steps[0].fields["pairs"]
    assert 4 <= len(pairs) <= 5
    assert len({pair["right"] for pair in pairs}) == len(pairs)
    assert {"left": "bond", "right": "a lasting link between two atoms"} in pairs or len(pairs) == 5


def test_stages_told_in_words_are_put_in_order() -> None:
    (found,) = of("order", propose(BOOK))
    step = found.question.steps[0]
    assert step.fields["items"] == [
        "The threads condense.",
        "The threads line up in the middle.",
        "The halves are pulled apart.",
        "Two cores form.",
    ]
    assert step.prompt == "Put these into the right order: The cell divides in four stages"


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        ("The method goes in these steps:", True),
        ("The stages of the process are:", True),
        ("There are three reasons for it:", False),
        ("Three kinds are known:", False),
        ("", False),
    ],
)
def test_numbered_lists_are_ordered_only_where_the_text_says_so(lead: str, asked: bool) -> None:
    text = f"{ATOMS}\n\n{lead}\n\n1. Look at it.\n2. Ask about it.\n3. Try it out."
    assert bool(of("order", propose([Page("p", "p", "How to Look", text)]))) is asked


def test_steps_that_go_back_are_not_ordered() -> None:
    text = f"{ATOMS}\n\nFollow these steps:\n\n1. Look at it.\n2. Ask about it.\n3. Repeat the last step."
    assert not of("order", propose([Page("p", "p", "How to Look", text)]))


@pytest.mark.parametrize(
    "sentence",
    [
        "This is a substance that occupies space and has mass.",
        "However, a shell is a region that surrounds the core.",
        "It is the smallest unit of matter that there is.",
        "An atom is a part of it, as shown in the figure above.",
        "We call the smallest unit of matter an atom.",
        "An atom is small.",
        "Is an atom the smallest unit of matter that there is?",
        "For example, an atom is a unit of matter that is small.",
        "These units are parts of matter that are very small.",
    ],
)
def test_sentences_that_need_a_neighbour_do_not_stand_alone(sentence: str) -> None:
    assert not stands_alone(sentence)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("An **atom** is the smallest unit of matter that there is.", "atom"),
        ("In chemistry, a **bond** is a link between two atoms.", "bond"),
        ("The part that holds the protons is called the **nucleus**.", "nucleus"),
        ("The **split()** method returns the parts of a text between its spaces.", "split()"),
        ("**Sorting** refers to putting things into an order that is wanted.", "Sorting"),
        ("An **atom** is very small and can be found in everything.", None),
        ("An **atom** and a **bond** are things that chemists like.", None),
        ("An atom is the smallest unit of matter that there is.", None),
    ],
)
def test_definitions_are_known_by_their_pattern(text: str, term: str | None) -> None:
    found = definition_in(Sentence("p", 0, 0, 0, text), {})
    assert (found.term if found is not None else None) == term


def test_sentences_end_where_they_end() -> None:
    assert split("He met Dr. Ada. She saw e.g. Fig. 3 of it. Was it $a. B$? `x. Y` stays.") == [
        "He met Dr. Ada.",
        "She saw e.g. Fig. 3 of it.",
        "Was it $a. B$?",
        "`x. Y` stays.",
    ]
    assert bare("A **bold** *word*, [link](https://x.org) and 3 \\* 4.") == "A bold word, link and 3 * 4."
    assert [stem(word) for word in ("Atoms", "glasses", "bodies", "analysis", "Cell's")] == [
        *("atom", "glass", "body", "analysis", "cell")
    ]


def test_parts_of_any_book_are_no_subject() -> None:
    assert all(
        is_general(title) for title in ("Introduction", "Chapter 3 Review", "Key Terms", "Section Summary", "Preface")
    )
    assert not any(is_general(title) for title in ("Introduction to Integers", "Reviewing Fractions", "Cells"))


def test_all_items_pass_their_own_graders() -> None:
    page = Page(
        "p",
        "p",
        "All @ once",
        f"{ATOMS}\n\n{BONDS}\n\nA **mail @ sign** is a mark that stands in addresses.",
        ("C", "A"),
    )
    made = propose([*BOOK, page], GLOSSARY)
    _, report = composed(*(item.question for item in made.items))
    assert report.count("left out") == 0
    assert report.gradable == report.steps == len(made.items) > 8


def test_the_same_text_gives_the_same_and_keys_are_unique() -> None:
    twice = [propose([*BOOK, *BOOK], GLOSSARY) for _ in range(2)]
    assert twice[0] == twice[1]
    keys = [item.question.key for item in twice[0].items]
    assert len(set(keys)) == len(keys)
    assert len({skill.key for skill in twice[0].skills}) == len(twice[0].skills)


NAMES = ("cell", "bond", "atom", "salt", "core", "wave", "field", "force", "mass", "heat", "light", "sound")
TERMS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=12, unique=True)


@settings(max_examples=60, deadline=None)
@given(TERMS, st.randoms(use_true_random=False))
def test_prerequisites_never_close_a_circle_and_banks_have_one_right_word(terms: list[str], chance: object) -> None:
    shuffle = chance.shuffle  # type: ignore[attr-defined]
    pages = []
    for number, term in enumerate(terms):
        others = terms[:]
        shuffle(others)
        text = f"A **{term}** is a thing {number} that somebody number{number} keeps for purpose{number} alone."
        text += "\n\n" + " ".join(f"Some {other} is used and one {other} more." for other in others[:4])
        pages.append(Page(f"p{number}", f"p{number}", f"The {term}", text, ("Book",)))
    made = propose(pages)
    place = {skill.key: number for number, skill in enumerate(made.skills)}
    assert all(place[one.before] < place[one.skill] for one in made.prerequisites)
    for item in of("cloze", made):
        gap = item.question.steps[0].fields["gaps"]["term"]
        assert sum(word in gap["accept"] for word in gap["bank"]) == 1
        assert len({word.casefold() for word in gap["bank"]}) == len(gap["bank"])
        assert len(re.findall(r"(?<!\\)\[term\]", item.question.steps[0].fields["text"])) == 1


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("Aa b.*_`$[](){}|#>\n1\\-@%é"), max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    propose([Page("p", "p", text[:40], text, (text[:10],), (text[:20],))], [Word("w", "p", text[:20], text)])


def test_a_box_that_says_how_is_put_in_order() -> None:
    box = "> **Solve an equation**\n>\n> 1. Isolate the term with the letter.\n"
    box += "> 2. Divide both sides by its factor.\n> 3. Check it."
    (found,) = of("order", propose([Page("p", "p", "Equations", f"{ATOMS}\n\n{box}")]))
    assert found.question.steps[0].fields["items"][0] == "Isolate the term with the letter."
    facts = "> **Of interest**\n>\n> 1. The sun is hot.\n> 2. The moon is cold.\n> 3. The sea is deep."
    assert not of("order", propose([Page("p", "p", "Facts", f"{ATOMS}\n\n{facts}")]))


@pytest.mark.parametrize(
    ("meaning", "said"),
    [
        ("(also, rich gas) element that hardly takes part in anything", "element that hardly takes part in anything"),
        ("also called grain; a small part that can be counted", "a small part that can be counted"),
        ("small part that holds a charge; found in every atom", "small part that holds a charge"),
        ("what is shown in the figure above", ""),
        ("see others", ""),
    ],
)
def test_meanings_stand_by_themselves(meaning: str, said: str) -> None:
    words = [Word(f"w{number}", "p", name, text) for number, (name, text) in enumerate((
        ("gas", meaning), ("salt", "solid made of bits in a pattern"), ("wave", "shape which runs along a string"),
        ("field", "place where every spot has its number"),
    ))]  # fmt: skip
    made = propose(
        [Page("p", "p", "Of Gas and Salt", f"{ATOMS}\n\nA gas, a salt, a wave and a field are met here.")], words
    )
    prompts = [item.question.steps[0].prompt for item in of("choice", made)]
    assert (f"Which term means: {said}?" in prompts) is bool(said)


def test_what_stands_around_the_parts_of_a_lesson_makes_no_skill_of_its_own() -> None:
    words = "Some words stand here that teach something of it, and more of them follow after these. " * 8
    lesson = ("Chapter", "Lists")
    pages = [
        Page("a", "a", "Indexes", words, lesson),
        Page("b", "b", "Lists", words, lesson),
        Page("c", "c", "Loops", words, ("Chapter", "Loops")),
        Page("d", "d", "Loops", words, ("Chapter", "Loops")),
    ]
    assert [skill.title for skill in propose(pages).skills] == ["Indexes", "Loops"]


SPANISH = """La **evaporación** es el paso del agua de líquido a vapor. La **infiltración** es la entrada del agua en el
suelo. Se llama **escorrentía** al agua que corre por la superficie. Un **acuífero** es una capa de roca que guarda lo
que se filtra. La **humedad** es la cantidad de vapor que contiene el aire. El **barómetro** es un instrumento que mide
la presión.

El ciclo sigue un orden. Primero, el sol calienta el mar. Después, el vapor sube. Finalmente, llueve en la tierra."""


def test_spanish_texts_are_read_by_their_own_rules_and_asked_in_spanish() -> None:
    made = propose([Page("p", "p", "¿Cómo cambia el agua?", SPANISH, ("Agua",))], language="es")
    assert made.skills[0].objective == "Explicar cómo cambia el agua."
    found = {item.question.title: item.question.steps[0] for item in of("cloze", made)}
    assert {"Evaporación", "Infiltración", "Escorrentía", "Humedad"} <= set(found)
    assert found["Humedad"].prompt == "¿Qué término va en el hueco?"
    # The article before a gap tells the gender: all words of its bank have the same.
    assert not {"acuífero", "barómetro"} & set(found["Humedad"].fields["gaps"]["term"]["bank"])
    (order,) = of("order", made)
    assert order.question.steps[0].fields["items"] == [
        "El sol calienta el mar.",
        "El vapor sube.",
        "Llueve en la tierra.",
    ]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (SPANISH, "es"),
        (ATOMS, "en"),
        ("", ""),
        ("x = 1; y = 2", ""),
        (
            "Der Kern ist die Mitte der Zelle und die Hülle ist ihre Grenze, von der das Leben mit der Zeit abhängt.",
            "de",
        ),
    ],
)
def test_the_language_of_a_text_is_told_by_its_commonest_words(text: str, tag: str) -> None:
    assert language_of([text]) == tag


def test_terms_that_are_slanted_or_often_met_are_found_and_names_are_not() -> None:
    text = (
        "A factory is a building in which many people tend machines. Each factory had a clock. No factory was quiet. "
        "Manchester is a city that grew around a river. Manchester was large. Manchester was loud.\n\n"
        "A *putting-out system* is a way of working in which a merchant pays for each piece of cloth."
    )
    made = propose([Page("p", "p", "Work", f"{text}\n\n{ATOMS}", ("Work",))])
    (skill,) = made.skills
    assert "factory" in skill.terms
    assert "putting-out system" in skill.terms
    assert "Manchester" not in skill.terms
    assert not {"manchester"} & {term.casefold() for term in skill.terms}


def test_banks_speak_of_one_where_the_sentence_does_and_of_many_where_it_does() -> None:
    text = (
        "**Mitochondria** are bodies that release energy from food. **Chloroplasts** are bodies in which light is "
        "caught. **Lysosomes** are bodies that hold what digests. **Ribosomes** are bodies on which proteins grow.\n\n"
        "**Physics** is the study of matter and motion that asks for laws."
    )
    items = of("cloze", propose([Page("p", "p", "Bodies", f"{text}\n\n{ATOMS}", ("Cells",))]))
    banks = {item.question.title: set(item.question.steps[0].fields["gaps"]["term"]["bank"]) for item in items}
    assert banks["Mitochondria"] <= {"mitochondria", "chloroplasts", "lysosomes", "ribosomes"}
    assert not banks.get("Physics", set()) & {"chloroplasts", "lysosomes", "ribosomes", "mitochondria"}
