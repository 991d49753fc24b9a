"""Facts of the unit on genes, written down once more, from what the items show."""

from __future__ import annotations

import re

from tests.courses.cell import alt, answer, drawing, items

ACROSS = {frozenset("AT"), frozenset("CG")}
"""The two pairs of DNA."""


def strands(text: str) -> list[str]:
    """The sequences of single letters in a text, each at least five long."""
    return [found.replace(" ", "") for found in re.findall(r"\b[ACGTU](?: [ACGTU]){4,}\b", text)]


def pairs(one: str, other: str) -> list[bool]:
    """Whether the bases of two strands of DNA fit, place by place."""
    assert len(one) == len(other)
    return [frozenset(both) in ACROSS for both in zip(one, other, strict=True)]


def test_the_strand_that_is_asked_for_fits_everywhere() -> None:
    for item in items("dna", "build-the-partner"):
        (upper,) = strands(item.prompt)
        lower = "".join(re.findall(r": ([ACGT])", answer(item.steps[0])))
        assert all(pairs(upper, lower)), item.prompt
    for item in items("dna", "which-probe-sticks"):
        (strand,) = strands(item.prompt)
        fitting = [o["text"] for o in item.steps[0].task["options"] if all(pairs(strand, o["text"].replace(" ", "")))]
        assert fitting == [answer(item.steps[0])]


def test_the_wrong_pair_is_the_only_one_and_is_mended() -> None:
    places = ["the first", "the second", "the third", "the fourth", "the fifth", "the sixth"]
    for item in items("dna", "find-the-wrong-pair"):
        upper, lower = strands(item.prompt)
        place = places.index(answer(item.steps[0]))
        assert [index for index, fits in enumerate(pairs(upper, lower)) if not fits] == [place]
        assert frozenset(upper[place] + answer(item.steps[1])) in ACROSS


def test_every_pair_holds_an_a_or_a_g() -> None:
    for item in items("dna", "count-the-bases"):
        long, with_a = (int(found) for found in re.findall(r"\d+", item.prompt))
        assert answer(item.steps[0]) == f"{long - with_a} times"


MESSAGE = str.maketrans("ACGT", "UGCA")
"""The base of messenger RNA that settles at each base of the template strand."""


def test_a_message_holds_the_partners_of_its_template() -> None:
    for item in items("transcription", "write-the-message"):
        (template,) = strands(item.prompt)
        assert re.findall(r": ([ACGTU])", answer(item.steps[0])) == list(template.translate(MESSAGE))
    for item in items("transcription", "back-to-the-gene"):
        (message,) = strands(item.prompt)
        (template,) = strands(answer(item.steps[0]))
        assert template.translate(MESSAGE) == message


def test_what_went_wrong_in_a_message_is_what_is_told() -> None:
    for item in items("transcription", "what-went-wrong"):
        template, written = strands(item.prompt)
        assert written != template.translate(MESSAGE)
        assert ("does not have" in answer(item.steps[0])) == ("T" in written)
        assert strands(answer(item.steps[1])) == [template.translate(MESSAGE)]


def test_messages_halve() -> None:
    for item in items("transcription", "a-poison"):
        told = [int(found) for found in re.findall(r"\d+", item.steps[1].prompt)]
        start, hours, half, twice, quarter, asked = told
        assert (half * 2, quarter * 4, twice, asked) == (start, start, 2 * hours, 3 * hours)
        assert int(answer(item.steps[1])) * 8 == start


CODONS = {
    "AUG": "Met",
    "AAA": "Lys",
    "UUU": "Phe",
    "GAA": "Glu",
    "CUU": "Leu",
    "CCU": "Pro",
    "GGA": "Gly",
    "GUU": "Val",
    "CAA": "Gln",
    "ACC": "Thr",
    "UGG": "Trp",
    "UAA": "STOP",
}
"""The codons that the items use, from the standard code."""


def translated(message: str) -> list[str]:
    """The chain that is made from a message: from the first AUG to the first stop codon."""
    begin = message.index("AUG")
    words = [CODONS[message[place : place + 3]] for place in range(begin, len(message) - 2, 3)]
    return words[: words.index("STOP")]


def test_the_table_that_is_drawn_is_the_standard_code() -> None:
    (item, *_) = items("translation", "read-the-message")
    assert item.picture is not None
    assert dict(re.findall(r"([ACGU]{3}) (\w+)", alt(item))) == CODONS
    drawn = re.findall(r">([A-Za-z]+)</text>", drawing(item))
    assert {"".join(drawn[place : place + 3]): drawn[place + 3] for place in range(0, len(drawn), 4)} == CODONS


def test_messages_are_read_from_start_to_stop() -> None:
    for item in items("translation", "read-the-message"):
        message = re.findall(r"AUG[ACGU]+", item.prompt)[0]
        assert answer(item.steps[0]).replace(", ", "") == message
        assert re.findall(r": (\w+)", answer(item.steps[1])) == [*translated(message), "STOP"]
    for item in items("translation", "what-went-wrong"):
        message = "".join(re.findall(r"\b[ACGU]{3}\b", item.prompt))
        assert answer(item.steps[1]).split("–") == translated(message)
        told = re.findall(r"is made: ([\w–]+)\.", item.prompt)[0].split("–")
        before = CODONS[message[:3]]
        slip = "behind" if told[:-1] == translated(message) else "before" if told[0] == before else "anticodons"
        assert slip in answer(item.steps[0])


def test_a_gene_becomes_a_chain() -> None:
    for item in items("translation", "from-the-gene"):
        template = "".join(re.findall(r"\b[ACGT]{3}\b", item.prompt))
        message = template.translate(MESSAGE)
        found = re.findall(r": (\w+)", answer(item.steps[0]))
        assert "".join(found[:3]) == message[:-3]
        assert found[3:] == [*translated(message), "STOP"]
    for item in items("translation", "which-plug"):
        codon = re.findall(r"codon ([ACGU]{3})", item.prompt)[0]
        assert answer(item.steps[0]) == codon.translate(str.maketrans("ACGU", "UGCA"))
        assert answer(item.steps[1]) == CODONS[codon]


def test_a_stop_codon_brings_no_amino_acid() -> None:
    for item in items("translation", "how-long-a-chain"):
        (bases,) = re.findall(r"\d+", item.prompt)
        assert int(answer(item.steps[0])) == int(bases) // 3 - 1
    for item in items("translation", "how-long-a-message"):
        (chain,) = re.findall(r"\d+", item.prompt)
        assert int(answer(item.steps[0])) == 3 * (int(chain) + 2)


ONE_LETTER = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
NAMES = {
    **{"A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His", "I": "Ile", "K": "Lys"},
    **{"L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln", "R": "Arg", "S": "Ser", "T": "Thr", "V": "Val"},
    **{"W": "Trp", "Y": "Tyr", "*": "STOP"},
}
STANDARD = {
    one + two + three: NAMES[ONE_LETTER[16 * first + 4 * second + third]]
    for first, one in enumerate("UCAG")
    for second, two in enumerate("UCAG")
    for third, three in enumerate("UCAG")
}
"""The standard genetic code, in its usual order U, C, A, G."""


def test_a_changed_codon_does_what_is_told() -> None:
    assert CODONS.items() <= STANDARD.items()
    told = {
        (True, False): "It stays as it was.",
        (False, False): "One amino acid is another, and the rest stays.",
        (False, True): "It ends here, and is too short.",
    }
    for item in items("mutations", "what-becomes-of-the-chain"):
        assert dict(re.findall(r"([ACGU]{3}) (\w+)", alt(item))).items() <= STANDARD.items()
        old, new = re.findall(r"\b[ACGU]{3}\b", item.prompt)
        assert sum(before != after for before, after in zip(old, new, strict=True)) == 1
        same, stop = STANDARD[old] == STANDARD[new], STANDARD[new] == "STOP"
        assert answer(item.steps[0]) == told[same, stop]


def test_a_lost_base_moves_all_behind_it() -> None:
    for item in items("mutations", "a-base-is-lost"):
        assert dict(re.findall(r"([ACGU]{3}) (\w+)", alt(item))).items() <= STANDARD.items()
        message = "".join(re.findall(r"\b[ACGU]{3}\b", item.prompt.split(" and so on")[0]))[3:]
        place = ["first", "second", "third"].index(re.findall(r"the (\w+) base of", item.prompt)[0])
        assert message[place] == re.findall(r"the ([ACGU]), is missing", item.prompt)[0]
        shorter = message[:place] + message[place + 1 :]
        words = [shorter[start : start + 3] for start in (0, 3, 6)]
        found = re.findall(r": (\w+)", answer(item.steps[0]))
        assert found == [*words, *(STANDARD[word] for word in words)]


def test_the_number_of_bases_tells_the_change() -> None:
    for item in items("mutations", "name-the-change"):
        before, after = re.findall(r"\b[ACGT]{7,9}\b", item.prompt)
        kind = {0: "exchanged", -1: "lost", 1: "added"}[len(after) - len(before)]
        assert before != after
        assert kind in answer(item.steps[0])
        assert ("stay" in answer(item.steps[1])) == (kind == "exchanged")
