"""What the columns of a sheet of questions hold, told from their heads in English, German, Spanish and French.

Heads are those that teachers write, and those of the templates that Kahoot, Quizizz, Blooket and Gimkit give out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

LETTERS = "abcdefghij"
_WORDS: dict[str, str] = {
    "question": """question|questions|question text|question title|prompt|stem|problem|item|front|term|
        word|palabra|mot|wort|
        frage|fragen|fragetext|aufgabe|aufgabenstellung|aufgabentext|begriff|vorderseite|
        pregunta|preguntas|texto de la pregunta|enunciado|ejercicio|problema|anverso|termino|
        enonce|intitule|texte de la question|intitule de la question|exercice|recto|terme""",
    "answer": """answer|answers|right answer|right answers|correct answer|correct answers|correct|correct option|
        correct options|correct choice|answer key|key|back|definition|right|
        meaning|bedeutung|significado|signification|
        antwort|antworten|richtige antwort|richtige antworten|korrekte antwort|korrekte antworten|richtig|ruckseite|
        respuesta|respuestas|respuesta correcta|respuestas correctas|correcta|correctas|opcion correcta|clave|reverso|
        definicion|reponse|reponses|bonne reponse|bonnes reponses|reponse correcte|reponses correctes|reponse juste|
        verso|cle""",
    "solution": "solution|solutions|losung|losungen|loesung|solucion|soluciones|corrige|correction",
    "options": """options|choices|answer options|answer choices|alternatives|antwortmoglichkeiten|auswahl|optionen|
        opciones|alternativas|choix|propositions|choix de reponse|choix de reponses""",
    "type": """type|question type|kind|item type|art|typ|fragetyp|fragentyp|aufgabentyp|fragenart|tipo|
        tipo de pregunta|type de question|genre""",
    "explanation": """explanation|answer explanation|explanations|feedback|general feedback|rationale|worked solution|
        working|reason|justification|erklarung|erlauterung|ruckmeldung|losungsweg|begrundung|explicacion|
        retroalimentacion|justificacion|comentario|explication|retroaction|commentaire""",
    "skill": """skill|skills|topic|topics|concept|standard|competence|knowledge component|kc|learning objective|
        objective|thema|themen|fertigkeit|fahigkeit|kompetenz|lernziel|habilidad|habilidades|tema|temas|destreza|
        competencia|objetivo|concepto|sujet|theme|notion|objectif|savoir faire""",
    "section": """chapter|section|category|module|lesson|subject|course unit|kapitel|abschnitt|kategorie|fach|modul|
        lektion|capitulo|seccion|categoria|asignatura|modulo|leccion|materia|chapitre|categorie|matiere|lecon""",
    "unit": "unit|units|unit of measure|einheit|masseinheit|unidad|unidades|unidad de medida|unite|unites",
    "tolerance": "tolerance|margin|error margin|margin of error|toleranz|fehlertoleranz|tolerancia|margen|marge",
    "difficulty": """difficulty|level|difficulty level|schwierigkeit|schwierigkeitsgrad|niveau|stufe|dificultad|nivel|
        difficulte|niveau de difficulte""",
    "picture": """picture|pictures|image|images|image link|image url|photo|figure|graphic|bild|bilder|abbildung|
        bildlink|imagen|imagenes|figura|foto|illustration""",
    "tags": """tags|tag|labels|keywords|schlagworte|schlagworter|stichworte|etiquetas|palabras clave|etiquettes|
        mots cles""",
    "id": "id|identifier|uid|code|question id|question number|question no|number|no|nr|nummer|numero|num|fragenummer|n",
    "title": "title|name|titel|titulo|titre",
    "context": "context|passage|stimulus|given|kontext|gegeben|contexto|dado|contexte|donnees",
    "time": """time|time limit|time in seconds|seconds|zeit|zeitlimit|tiempo|tiempo limite|limite de tiempo|temps|
        limite de temps|duree""",
    "points": "points|marks|score|weight|grade|punkte|gewicht|puntos|puntuacion|bareme|note",
    "video": "video|video link|youtube|audio|ton|son",
}
_FIELDS = {word.strip(): name for name, words in _WORDS.items() for word in words.split("|")}
_OPTION = re.compile(
    r"(?:answer option|answer choice|option|opt|choice|answer|ans|alternative|antwortmoglichkeit|antwortoption|antwort"
    r"|auswahl|opcion|respuesta|alternativa|reponse|choix|proposition) ([a-j]|\d{1,2})"
)
_WRONG = re.compile(
    r"(?:(?:wrong|incorrect|false|falsche|falsch|mauvaises?|fausses?)"
    r"(?: (?:answers?|options?|choices?|antwort|antworten|reponses?))?"
    r"|(?:(?:respuestas?|opcion|opciones) )?(?:incorrectas?|falsas?)"
    r"|reponses? (?:incorrectes?|fausses?)"
    r"|distractors?|distraktor|distraktoren|distractores|distracteurs?)(?: ([a-j]|\d{1,2}))?"
)
_HINT = re.compile(
    r"(?:hints?|clues?|help|tips?|hinweise?|tipps?|hilfen?|pistas?|ayudas?|indices?|aides?)(?: (\d{1,2}))?"
)
_TOLD = re.compile(
    r"(?:feedback|explanation|ruckmeldung|erklarung|retroalimentacion|explicacion|retroaction|explication)"
    r"(?: (?:for|zu|para|pour))?(?: (?:answer|option|antwort|opcion|respuesta|reponse|choix))? ([a-j]|\d{1,2})"
)
_LANGUAGES = {
    "en": "question|prompt|answer|answers|right answer|correct answer|explanation|hint|hints|option a|answer a",
    "de": "frage|aufgabe|antwort|richtige antwort|erklarung|hinweis|tipp|losung|antwort a|thema|einheit|bild",
    "es": "pregunta|enunciado|respuesta|respuesta correcta|explicacion|pista|opcion a|respuesta a|tema|unidad|imagen",
    "fr": "enonce|intitule|reponse|bonne reponse|explication|indice|choix a|reponse a|unite|chapitre|sujet",
}


@dataclass(frozen=True, slots=True)
class Heads:
    """Which column holds what. Numbers are columns from 0."""

    row: int
    single: dict[str, int] = field(default_factory=dict)
    options: dict[int, int] = field(default_factory=dict)
    """Number of the option from 0 -> column."""
    wrong: tuple[int, ...] = ()
    hints: tuple[int, ...] = ()
    told: dict[int, int] = field(default_factory=dict)
    """Number of the option -> the column with what is said to whoever picks it."""
    unknown: dict[int, str] = field(default_factory=dict)
    by_number: bool = False
    """Whether the layout says that right answers are numbers of options: Kahoot, Quizizz, Blooket."""
    language: str = ""

    @property
    def asks(self) -> bool:
        """Whether there is a question and something that answers it."""
        return "question" in self.single and bool({"answer", "solution", "options"} & set(self.single) or self.options)

    def weight(self) -> int:
        """How many columns are known."""
        return len(self.single) + len(self.options) + len(self.wrong) + len(self.hints) + len(self.told)


def named_and_meant(cells: Sequence[str]) -> bool:
    """Whether two heads are those of names with their meanings, as a table of Notion has them."""
    return [_FIELDS.get(normal(cell[:LONGEST_HEAD])) for cell in cells if cell] == ["title", "answer"]


LONGEST_HEAD = 200
"""No head is longer; a cell that is, is a text."""


def normal(head: str) -> str:
    """A head as it is compared: no capitals, accents, brackets and remarks."""
    text = re.sub(r"\(s\)|\(n\)|\(en\)|\(es\)", "", head.replace("#", " number "), flags=re.IGNORECASE)
    text = re.sub(r"\s[-–—:]\s.*|[(\[].*?[)\]]", " ", text, flags=re.DOTALL)
    # CorrectAnswer, Option1
    text = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[^\W\d_])(?=\d)", " ", text)
    text = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text).split())


def heads(cells: Sequence[str], row: int = 0) -> Heads:
    """What the cells of a row say as heads."""
    found = Heads(row, language=_language(cells))
    wrong: list[int] = []
    hints: list[int] = []
    for column, cell in enumerate(cells):
        name = normal(cell[:LONGEST_HEAD])
        if name and not _numbered(found, name, column, wrong, hints):
            known = _FIELDS.get(name)
            if known and known not in found.single:
                found.single[known] = column
            else:
                found.unknown[column] = cell
    settled = _settled(found.single, bool(found.options))
    by_number = _by_number(cells, settled, found.options)
    return Heads(
        row, settled, found.options, tuple(wrong), tuple(hints), found.told, found.unknown, by_number, found.language
    )


def _numbered(found: Heads, name: str, column: int, wrong: list[int], hints: list[int]) -> bool:
    """Heads of which there are several: options, wrong answers, hints, what is said to an option."""
    bare = len(name) == 1 and name in LETTERS[:8]
    if bare or (option := _OPTION.fullmatch(name)):
        place = _place(name if bare else option.group(1))  # type: ignore[union-attr]
        return found.options.setdefault(place, column) == column
    if told := _TOLD.fullmatch(name):
        return found.told.setdefault(_place(told.group(1)), column) == column
    for pattern, columns in ((_WRONG, wrong), (_HINT, hints)):
        if pattern.fullmatch(name):
            columns.append(column)
            return True
    return False


def _place(label: str) -> int:
    return LETTERS.index(label) if label in LETTERS else int(label) - 1


def _settled(single: dict[str, int], options: bool) -> dict[str, int]:
    """``solution`` is the answer where nothing else is, and the worked solution otherwise."""
    settled = dict(single)
    if "solution" in settled:
        other = "explanation" if "answer" in settled else "answer"
        if other not in settled:
            settled[other] = settled.pop("solution")
    if "question" not in settled and "title" in settled and (options or "answer" in settled):
        settled["question"] = settled.pop("title")
    return settled


def _by_number(cells: Sequence[str], single: dict[str, int], options: dict[int, int]) -> bool:
    if not options or "answer" not in single:
        return False
    head = cells[single["answer"]].casefold()
    return "#" in head or "choose at least one" in head or ("time" in single and "option" in " ".join(cells).casefold())


def _language(cells: Sequence[str]) -> str:
    names = {normal(cell[:LONGEST_HEAD]) for cell in cells}
    counts = {code: len(names & set(words.split("|"))) for code, words in _LANGUAGES.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else ""


def found_in(rows: Sequence[Sequence[str]]) -> Heads | None:
    """The row of heads among the first rows of a table; None where none asks and answers."""
    every = [heads(cells, number) for number, cells in enumerate(rows)]
    asking = [each for each in every if each.asks or (each.wrong and "question" in each.single)]
    return max(asking, key=lambda each: (each.weight(), -each.row), default=None)
