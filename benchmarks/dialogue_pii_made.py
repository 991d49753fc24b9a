# ruff: noqa: E501 - data
"""Made messages with names and identifiers in them, by a seeded generator. Nobody here is anybody.

Five parts, each with names, ways of writing numbers and sentences of its own, all by the hand that wrote the rules of
``chiron.core.language.privacy``. The errors of ``DEV``, ``SEEN`` and ``SEEN_TOO`` were looked at; the latter two were held
out until each had been measured once (.980 and .959). Of ``SEEN_LAST`` (.967 when measured first) only the formats that
were missed. ``HELD_OUT`` was written after all that, and gave .959 when it was measured first; then words were added for
the formats that were missed most, without a look at single errors.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from chiron.core.language.privacy.checks import iban_check, luhn_check

ROSTER = 120
"""People of one made school."""
IBANS = (
    ("GB", "NWBK60161331926819"), ("DE", "370400440532013000"), ("ES", "21000418450200051332"),
    ("FR", "20041010050500013M02606"),
)  # fmt: skip
DNI = "TRWAGMYFPDXBNJZSQVHLCKE"


@dataclass(frozen=True, slots=True)
class Plant:
    """Where something stands that must not leave, and in which format it is written."""

    start: int
    end: int
    format: str


@dataclass(frozen=True, slots=True)
class Made:
    """A message with what is planted in it."""

    text: str
    plants: tuple[Plant, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one part is made from. ``words`` are names that are also ordinary words; the others are names alone."""

    first: tuple[str, ...]
    words: tuple[str, ...]
    family: tuple[str, ...]
    sentences: tuple[str, ...]
    formats: dict[str, Callable[[Random], str]]
    pets: tuple[tuple[str, str], ...] = ()
    """What somebody is called for short, and the first name that is in the roster for it."""


def digits(chance: Random, count: int) -> str:
    """Some digits, the first not zero."""
    return str(chance.randint(1, 9)) + "".join(str(chance.randint(0, 9)) for _ in range(count - 1))


def card(chance: Random, prefix: str, gap: str) -> str:
    """A card number of 16 digits with its check digit."""
    body = prefix + digits(chance, 15 - len(prefix))
    whole = body + luhn_check(body)
    return gap.join(whole[place : place + 4] for place in range(0, 16, 4))


def iban(chance: Random, gap: str) -> str:
    """An account number with its check digits; letters as they stand, digits drawn."""
    country, shape = chance.choice(IBANS)
    body = "".join(str(chance.randint(0, 9)) if sign.isdigit() else sign for sign in shape)
    whole = country + iban_check(country, body) + body
    return gap.join(whole[place : place + 4] for place in range(0, len(whole), 4)) if gap else whole


def dni(chance: Random, gap: str) -> str:
    """A Spanish identity number with its letter."""
    number = digits(chance, 8)
    return number + gap + DNI[int(number) % 23]


def nino(chance: Random, gap: str) -> str:
    """A British national insurance number."""
    pairs = [f"{chance.randint(10, 99)}" for _ in range(3)]
    return gap.join([chance.choice(["AB", "JT", "PX", "SC"]), *pairs, chance.choice("ABCD")])


def place(chance: Random, *shapes: str) -> str:
    """One of the shapes with a house number and a postcode."""
    code = f"{chance.choice(['SW', 'LS', 'M', 'BN'])}{chance.randint(1, 20)} {chance.randint(1, 9)}{chance.choice(['AB', 'QT', 'LN'])}"
    return chance.choice(shapes).format(n=chance.randint(2, 180), code=code, zip=chance.randint(10001, 52999))


def written(*shapes: str) -> Callable[[Random], str]:
    """A way of writing that picks a shape and fills it: ``#`` is a digit, ``^`` one from 2 to 9, ``%`` a capital,
    ``~`` a day, ``=`` a month in numbers, ``&`` a year of birth, ``{n}`` a house number, ``{zip}`` a postcode.
    """

    def one(chance: Random) -> str:
        signs = {"#": lambda: str(chance.randint(0, 9)), "^": lambda: str(chance.randint(2, 9)),
                 "%": lambda: chance.choice("ABCEHKLMRT"), "~": lambda: str(chance.randint(1, 28)),
                 "=": lambda: str(chance.randint(1, 12)), "&": lambda: str(chance.randint(2004, 2014))}  # fmt: skip
        shape = chance.choice(shapes).format(n=chance.randint(2, 180), zip=chance.randint(10001, 52999))
        return "".join(signs[sign]() if sign in signs else sign for sign in shape)

    return one


def any_of(*ways: Callable[[Random], str]) -> Callable[[Random], str]:
    """One of several ways of writing."""
    return lambda chance: chance.choice(ways)(chance)


def checked(*kinds: str) -> Callable[[Random], str]:
    """A number with its check digits: ``card``, ``iban``, ``dni``, ``nino``, with or without gaps."""
    make = {
        "card": lambda c: card(c, c.choice(["4", "51", "55", "2300"]), c.choice([" ", "-", ""])),
        "iban": lambda c: iban(c, c.choice([" ", ""])),
        "dni": lambda c: dni(c, c.choice(["", "-", " "])),
        "nino": lambda c: nino(c, c.choice(["", " "])),
    }
    return lambda chance: make[chance.choice(kinds)](chance)


DEV = Part(
    first=(
        "Ada", "Benjamin", "Cleo", "Dana", "Eva", "Farid", "Giulia", "Hannah", "Ibrahim", "Jürgen", "Kwame", "Lucía",
        "Mateo", "Noor", "Oisín", "Priya", "Quentin", "Rania", "Sebastián", "Tomás", "Ursula", "Valentina", "Wojciech",
        "Xavier", "Yusuf", "Zoë", "Mary-Jane", "Anaïs", "Björn", "Chloé", "Deepak", "Emeka",
    ),
    words=("Will", "Rose", "Mark", "Grace", "Hope", "Max", "Lily", "Frank", "May", "Art"),
    family=(
        "Lovelace", "Okafor", "García", "O'Brien", "van der Berg", "Nowak", "Kowalski", "Müller", "Fernández-Ruiz",
        "Haddad", "Singh", "Nguyen", "Smith", "Brown", "Young", "Ivanova", "Yılmaz", "Petrov", "Dubois", "McAllister",
        "de la Cruz", "Hughes", "Watanabe", "Olsen", "Schneider", "Hill", "Price", "Adeyemi", "Khan", "Costa",
    ),
    sentences=(
        "My name is {full} and I got $x = {n}$.",
        "I think {lower} got {n} for question {n} but i got {m}",
        "{first} told me the answer is {n}/{m}.",
        "Can you ask {first} if 3x + 4 = {n}?",
        "{possessive}{'s} answer is {n}, mine is {m}. Who is right?",
        "it's in {possessive}{'s} book",
        "The list says {turned}: {n} points",
        "signed {initials}",
        "Ms {family} said we may use the formula.",
        "you can write to me at {email} or not",
        "my email: {email}",
        "call me on {phone} after 4",
        "My phone number is {phone}, the answer is {n}.",
        "I live at {address} and walk {n} m to school",
        "we moved to {address} last year",
        "my mum's card is {card}, is that divisible by {m}?",
        "pay it to {iban} please",
        "my national id is {identity}, add the digits?",
        "is {identity} prime? it is my id number",
        "my student number is {student}",
        "I was born on {born} so i am {n}",
        "date of birth {born}",
        "my ip is {net}",
        "follow me {handle} I post maths",
        "look at {link} for the picture",
    ),
    formats={
        "email": lambda c: f"{c.choice(['ada', 'ben.okafor', 'c_leo', 'd-ana'])}{c.randint(1, 99)}@{c.choice(['example.org', 'mail.example.com', 'school.example'])}",
        "phone": lambda c: c.choice([f"+44 20 7946 0{digits(c, 3)}", f"07{digits(c, 9)}", f"(555) 2{digits(c, 2)}-{digits(c, 4)}", f"555-2{digits(c, 2)}-{digits(c, 4)}", f"+34 6{digits(c, 2)} {digits(c, 3)} {digits(c, 3)}"]),
        "address": lambda c: place(c, "{n} Mill Road", "{n} Green Lane, Leeds {code}", "{n} West Park Avenue, Springfield, IL {zip}", "Calle Mayor {n}", "Hauptstraße {n}, {zip} Berlin", "Flat 3, {n} High Street"),
        "card": lambda c: card(c, c.choice(["4", "51", "55"]), c.choice([" ", "-", ""])),
        "iban": lambda c: iban(c, c.choice([" ", ""])),
        "identity": lambda c: c.choice([f"{c.randint(100, 665)}-{c.randint(10, 99)}-{digits(c, 4)}", nino(c, " "), dni(c, "")]),
        "student": lambda c: c.choice([f"S{digits(c, 7)}", digits(c, 8), f"2024-{digits(c, 5)}"]),
        "born": lambda c: c.choice([f"{c.randint(1, 28)}/{c.randint(1, 12)}/{c.randint(2005, 2015)}", f"{c.randint(1, 28)} May {c.randint(2005, 2015)}", f"{c.randint(2005, 2015)}-0{c.randint(1, 9)}-{c.randint(10, 28)}"]),
        "net": lambda c: f"192.168.{c.randint(0, 255)}.{c.randint(0, 255)}",
        "handle": lambda c: "@" + c.choice(["ada_learns", "ben.ok", "cleo"]) + str(c.randint(1, 99)),
        "link": lambda c: "https://example.org/" + c.choice(["u/ada", "p?id=", "~ben/"]) + str(c.randint(1, 99)),
    },
)  # fmt: skip

SEEN = Part(
    first=(
        "Aoife", "Bartholomew", "Camila", "Dmitri", "Esmeralda", "Fatoumata", "Gonzalo", "Hideo", "Inés", "Jarosław",
        "Keisha", "Łukasz", "Mohammed", "Nadia", "Olumide", "Pilar", "Rafał", "Siobhán", "Thandiwe", "Uğur", "Viktória",
        "Wanjiru", "Ximena", "Yara", "Zbigniew", "Jean-Luc", "Ana Sofía", "Håkon", "Søren", "Renée", "Ismael", "Agnieszka",
    ),
    words=("Dawn", "Chase", "Summer", "Penny", "Jordan", "Joy", "Violet", "Bill", "April", "Sunny"),
    family=(
        "Abubakar", "Bianchi", "Castellanos", "D'Angelo", "Eriksson", "Fitzgerald", "González", "Horváth", "Ibáñez",
        "Jankowska", "Kaya", "Lindqvist", "MacDonald", "Ndiaye", "Ortega y Gasset", "Papadopoulos", "Quispe", "Rossi",
        "St. John", "Takahashi", "Usman", "von Stein", "Wiśniewski", "Xu", "Zhang", "Cook", "Wood", "Bishop", "Long", "Lee",
    ),
    sentences=(
        "hi, {full} here. for the second one I have {n} * {m} = {n}",
        "Me llamo {full} y no entiendo el paso {n}.",
        "yesterday {lower} showed me a trick with fractions",
        "so {lower} and me both have y = {n}x + {m}, is it ok",
        "In our group {first} counted {n} and I counted {m}.",
        "I copied this from {first}, sorry: $\\frac«{n}»«{m}»$",
        "Why is {possessive}{'s} graph steeper than mine?",
        "El cuaderno de {first} dice {n}.",
        "that was {possessive}{'s} idea, not mine",
        "Register: {turned}",
        "Thanks! - {initials}",
        "My tutor Mr. {family} does it another way",
        "señora {family} nos dijo que sumemos {n}",
        "send the worksheet to {email} pls",
        "Mi correo es {email}.",
        "if you need me text {phone}",
        "mi móvil es {phone} y la respuesta {n}",
        "Mum's number: {phone}",
        "our house, {address}, has {n} windows",
        "vivo en {address}, a {n} km de la escuela",
        "the card says {card} on the front",
        "transfer {n} euros to account {iban}",
        "they asked for my social security number, it is {identity}",
        "mi documento: {identity}",
        "login id {student} and it does not work",
        "matrícula {student}",
        "I turned {n}, my birthday is the {born}",
        "nací el {born}",
        "the router shows {net}",
        "add me on insta {handle}",
        "my page {link} has the drawing, x^2 + {n}",
    ),
    formats={
        "email": lambda c: f"{c.choice(['aoife', 'J.R', 'camila+maths', 'dm1tri', 'x'])}{c.randint(1, 999)}@{c.choice(['colegio.example.es', 'uni-ex.example', 'e.co.uk'])}",
        "phone": lambda c: c.choice([f"+1 (2{digits(c, 2)}) 555 01{c.randint(10, 99)}", f"0151 4{digits(c, 2)} {digits(c, 4)}", f"6{digits(c, 2)} {digits(c, 3)} {digits(c, 3)}", f"06.{digits(c, 2)}.{digits(c, 2)}.{digits(c, 2)}.{digits(c, 2)}", f"0049 151 {digits(c, 8)}", f"2{digits(c, 2)}.555.{digits(c, 4)}"]),
        "address": lambda c: place(c, "{n} Old Mill Close, {code}", "{n}b Station Rd", "{n} N. Elm St, Apt 4", "Avenida de la Constitución {n}, 3º B", "C/ Sol, {n}", "{n} rue des Lilas, {zip} Lyon", "Via Garibaldi {n}", "Lindenweg {n}a"),
        "card": lambda c: card(c, c.choice(["6011", "52", "2221", "4"]), c.choice([" ", " ", ""])),
        "iban": lambda c: iban(c, c.choice([" ", "", "-"])),
        "identity": lambda c: c.choice([f"{c.randint(100, 665)} {c.randint(10, 99)} {digits(c, 4)}", nino(c, ""), dni(c, "-"), f"X{digits(c, 7)}L", f"756.{digits(c, 4)}.{digits(c, 4)}.{digits(c, 2)}"]),
        "student": lambda c: c.choice([f"A{digits(c, 6)}", digits(c, 7), f"stu-{digits(c, 4)}"]),
        "born": lambda c: c.choice([f"{c.randint(1, 28)}.{c.randint(1, 12)}.{c.randint(2004, 2014)}", f"{c.randint(4, 20)}th of March {c.randint(2004, 2014)}", f"Oct {c.randint(1, 28)}, {c.randint(2004, 2014)}", f"{c.randint(1, 28)} de enero de {c.randint(2004, 2014)}"]),
        "net": lambda c: c.choice([f"10.{c.randint(0, 255)}.{c.randint(0, 255)}.{c.randint(1, 254)}", f"2001:db8::{c.randint(1, 9)}a2f:{c.randint(1000, 9999)}", f"a4:5e:60:{c.randint(10, 99)}:c1:{c.randint(10, 99)}"]),
        "handle": lambda c: c.choice(["@aoife.draws", "@_dmitri", "@camila-x"]) + str(c.randint(1, 99)),
        "link": lambda c: c.choice(["www.example.net/", "http://foo.example/a/", "instagram.com/"]) + "user" + str(c.randint(1, 99)),
    },
)  # fmt: skip


SEEN_TOO = Part(
    first=(
        "Amélie", "Bogdan", "Catalina", "Dimitra", "Eszter", "Fernando", "Gabriela", "Hamza", "Ioana", "Joaquín",
        "Katarzyna", "Leila", "Mbali", "Nikolai", "Orla", "Philippa", "Qasim", "Rosalind", "Stanisław", "Tadhg",
        "Umberto", "Vikram", "Wilhelmina", "Xochitl", "Yannick", "Zainab", "Anne-Sophie", "Lý", "María José", "Ólafur",
    ),
    words=("Ivy", "Hunter", "Robin", "Hazel", "Brook", "June", "Ray", "Faith", "Sky", "Carol"),
    family=(
        "Achterberg", "Balogun", "Cárdenas", "De Souza", "Echeverría", "Fitzpatrick", "Grünwald", "Hashimoto",
        "Iglesias", "Jovanović", "Kruger", "L'Heureux", "Mbeki", "Nakamura", "O'Sullivan", "Popescu", "Rasmussen",
        "Szczepański", "Thorsteinsson", "Urrutia", "van Dijk", "Whitfield", "Yeboah", "Zielińska", "al-Rashid", "Baker",
        "Fox", "Stone", "Day", "Park",
    ),
    sentences=(
        "Hello tutor! {full} speaking. Could we start at part {n}?",
        "Soy {full}, de la clase {n}. No me sale $x^2 = {m}$.",
        "the person next to me, {lower}, says you divide by {n}",
        "why did {lower} get {n} out of {m}",
        "If {first} has {n} apples like in our group, who has {m}?",
        "Group: {first}, me. We found y = {n}.",
        "I worked with {first} on this: {n}/{m} = 0.{m}",
        "{possessive}{'s} way was shorter: {n} + {m}",
        "Please compare mine with {possessive}{'s}.",
        "Attendance: {turned}; {turned}",
        "Written by {initials} on paper",
        "Mrs {family} gave us {n} minutes.",
        "el profesor {family} puso {m} ejercicios",
        "is it ok to mail it to {email}?",
        "{email} is my dad, he checks everything",
        "here is my mobile {phone}, it has {n} digits lol",
        "phone: {phone}; answer: {m}",
        "Call mum on {phone}!",
        "the parcel goes to {address}. How far is {n} km?",
        "We live at {address} since {n} weeks.",
        "Can you check this card number: {card}",
        "IBAN {iban}, amount {n}.{n}",
        "mi número de la seguridad social o DNI: {identity}",
        "her passport or id number is {identity} and mine ends in {n}",
        "my pupil number: {student}",
        "I log in with student id {student}, page {n}",
        "Birthday: {born}. How many days until then?",
        "ich bin am {born} geboren",
        "server says {net} refused",
        "my snapchat is {handle} btw",
        "see {link}, third picture",
    ),
    formats={
        "email": lambda c: f"{c.choice(['orla.whitfield', 'zainab_y', '22hamza', 'vikram-r'])}{c.randint(1, 99)}@{c.choice(['posteo.example', 'students.example.ac.uk', 'mail.example.mx'])}",
        "phone": lambda c: c.choice([f"+49 (0)30 {digits(c, 7)}", f"+33 6 {digits(c, 2)} {digits(c, 2)} {digits(c, 2)} {digits(c, 2)}", f"(020) 7{digits(c, 3)} {digits(c, 4)}", f"415-{c.randint(200, 999)}-{digits(c, 4)}", f"555{digits(c, 4)}", f"55 {digits(c, 4)} {digits(c, 4)}", f"07{digits(c, 3)} {digits(c, 6)}"]),
        "address": lambda c: place(c, "{n} Orchard Crescent, Bristol {code}", "Unit 7, {n} Queen's Drive", "{n} Martin Luther King Blvd", "Paseo del Prado {n}, 2º izquierda", "Plaza de España, {n}", "Goethestr. {n}, {zip} Köln", "{n}, avenue Victor Hugo", "Viale Monza {n}", "Prinsengracht {n}", "{n} Castle Terrace"),
        "card": lambda c: card(c, c.choice(["4", "54", "2720", "65"]), c.choice([" ", "-", ""])),
        "iban": lambda c: iban(c, c.choice([" ", ""])),
        "identity": lambda c: c.choice([f"{c.randint(100, 665)}-{c.randint(10, 99)}-{digits(c, 4)}", nino(c, c.choice(["", " "])), dni(c, c.choice(["", " ", "-"])), f"Y-{digits(c, 7)}-T", f"P{digits(c, 8)}", digits(c, 9)]),
        "student": lambda c: c.choice([f"{c.choice('BCE')}{digits(c, 5)}", digits(c, 6), f"19/{digits(c, 4)}", f"PUP-{digits(c, 5)}"]),
        "born": lambda c: c.choice([f"{c.randint(1, 28):02}.{c.randint(1, 12):02}.{c.randint(2004, 2014)}", f"{c.randint(1, 28)}.{c.randint(1, 12)}.{c.randint(10, 14)}", f"{c.randint(2004, 2014)}/{c.randint(1, 12)}/{c.randint(1, 28)}"]),
        "net": lambda c: c.choice([f"172.16.{c.randint(0, 255)}.{c.randint(1, 254)}", f"fe80::1ff:fe23:4567:{c.randint(1000, 9999)}", f"00-1B-44-11-3A-{c.randint(10, 99)}"]),
        "handle": lambda c: c.choice(["@sky.walks", "xX_hamza_", "orla_", "@vik.ram_"]) + str(c.randint(1, 99)),
        "link": lambda c: c.choice(["https://docs.example.com/d/", "www.blog.example/", "facebook.com/"]) + "a" + digits(c, 6),
    },
)  # fmt: skip


def _slip(name: str, chance: Random) -> str:
    """A name with one slip of the pen after its first letter: a letter lost, doubled, taken for another, or swapped."""
    at = chance.randint(1, len(name) - 2)
    kind = chance.randint(0, 3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[:at] + chance.choice("aeioubdnrst".replace(name[at].lower(), "")) + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def people(part: Part, chance: Random) -> list[str]:
    """The full names of a made school: every name of the part at least once, about one in five an ordinary word."""
    names = [*part.first, *part.words]
    made = [f"{names[n % len(names)]} {chance.choice(part.family)}" for n in range(ROSTER - len(part.family))]
    made += [f"{whole} {chance.choice(part.family)}" for _, whole in part.pets]
    return sorted({*made, *(f"{chance.choice(part.first)} {family}" for family in part.family)})


def messages(part: Part, roster: list[str], count: int, chance: Random) -> list[Made]:
    """That many messages about people of the roster."""
    return [_message(part, roster, part.sentences[number % len(part.sentences)], chance) for number in range(count)]


def _message(part: Part, roster: list[str], sentence: str, chance: Random) -> Made:
    whole = chance.choice(roster)
    first = max(
        (name for name in (*part.first, *part.words, *(long for _, long in part.pets)) if whole.startswith(f"{name} ")),
        key=len,
    )
    family = whole[len(first) + 1 :]
    # Small letters tell no name from a word: only names that are nothing else are written so.
    plain = chance.choice([name for name in part.first if any(each.startswith(f"{name} ") for each in roster)])
    # An ending without its sign belongs to the name; after one it tells nothing.
    ends = "" if first in part.words else chance.choice(["s", "", ""])
    given: dict[str, str] = {
        "full": chance.choice([whole, _bare(whole), whole.lower(), whole.upper()]),
        "first": first,
        "lower": chance.choice([plain.lower(), _bare(plain).lower()]),
        "possessive": first + ends,
        "'s": chance.choice(["'s", "’s"]) if not ends else "",
        "family": family,
        "turned": f"{family}, {first}",
        "initials": f"{first[0]}. {family[0].upper()}." if chance.random() < 0.5 else f"{first[0]}. {family}",
        "misspelt": _slip(plain, chance) if part.pets else plain,
        "pet": chance.choice(part.pets)[0] if part.pets else first,
        **{name: made(chance) for name, made in part.formats.items()},
    }
    numbers = {"n": str(chance.randint(2, 99)), "m": str(chance.randint(2, 9999))}
    return _filled(sentence, given, numbers)


def _filled(sentence: str, given: dict[str, str], numbers: dict[str, str]) -> Made:
    text, plants, rest = "", list[Plant](), sentence
    while rest:
        before, brace, after = rest.partition("{")
        text += before.replace("«", "{").replace("»", "}")
        if not brace:
            break
        name, _, rest = after.partition("}")
        if name in given and name != "'s":
            plants.append(Plant(len(text), len(text) + len(given[name]), name))
        text += given[name] if name in given else numbers[name]
    return Made(text, tuple(plants))


def _bare(text: str) -> str:
    """Without its marks, as people type who do not find them."""
    kept = "".join(sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
    return kept.translate(str.maketrans("łŁøØı", "lLoOi"))
