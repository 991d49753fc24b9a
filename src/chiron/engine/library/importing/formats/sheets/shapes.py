"""What a row says, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from chiron.core.words import Json
from chiron.engine.library.importing.formats.sheets.heads import normal
from chiron.engine.library.importing.formats.sheets.words import markdown
from chiron.engine.library.importing.texts import escaped

_TYPES: dict[str, str] = {
    "choice": """choice|single|single choice|multiple choice|multiple choice question|mc|mcq|quiz|radio|one answer|
        auswahl|einfachauswahl|einfachwahl|seleccion|opcion multiple|seleccion unica|eleccion multiple|choix|
        choix unique|choix multiple|qcm|qcu""",
    "multiple-choice": """multiple answers|multiple answer|checkbox|checkboxes|multi select|multiple select|multiselect|
        multiple response|select all|multiple correct|mehrfachauswahl|mehrfachwahl|mehrere richtige|seleccion multiple|
        respuesta multiple|casillas|reponses multiples|choix multiples|cases a cocher|multiple choice multiple""",
    "truth": """true false|true or false|truefalse|tf|yes no|boolean|wahr falsch|richtig falsch|ja nein|
        verdadero falso|verdadero o falso|si no|vrai faux|vrai ou faux|oui non""",
    "numeric": "numeric|number|numerical|numeric answer|zahl|numerisch|numero|numerico|numerica|nombre|numerique",
    "quantity": "quantity|measurement|grosse|grossenangabe|messwert|magnitud|cantidad|grandeur|mesure",
    "expression": """expression|equation|formula|algebra|term|gleichung|formel|expresion|ecuacion|formule|algebraic""",
    "solution-set": "solution set|solutions|losungsmenge|conjunto solucion|ensemble de solutions|interval|set",
    "order": """order|ordering|sequence|sequencing|reorder|sort|ranking|reihenfolge|ordnen|sortieren|ordenar|orden|
        secuencia|ordre|ordonner|ranger|puzzle|jumble""",
    "match": """match|matching|pairs|pair|match the following|zuordnung|zuordnen|paare|emparejar|relacionar|
        emparejamiento|pares|unir|appariement|associer|association|relier|paires""",
    "text": """text|short answer|short text|fill in the blank|fill in the blanks|fill in blank|fill blank|blank|word|
        type answer|type the answer|identification|kurzantwort|luckentext|wort|lucke|respuesta corta|completar|rellenar|
        palabra|reponse courte|texte a trous|mot|texte""",
    "short-text": "short text answer|sentence|explain briefly|satz|frase|phrase",
    "open": """open|open ended|open question|essay|long answer|paragraph|free text|freitext|offen|offene frage|aufsatz|
        abierta|pregunta abierta|ensayo|desarrollo|ouverte|question ouverte|redaction|developpement""",
    "poll": "poll|survey|opinion|word cloud|brainstorm|drop pin|draw|slide|content|umfrage|encuesta|sondage",
}
_KINDS = {word.strip(): kind for kind, words in _TYPES.items() for word in words.split("|")}
MOST_OPTIONS, MOST_ITEMS = 12, 10
SHORT, WORDS = 80, 6


class Trouble(Exception):
    """Why a row cannot be asked."""


@dataclass(slots=True)
class Cells:
    """What a row says, by the columns it stands in."""

    question: str
    answer: str = ""
    options: dict[int, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    told: dict[int, str] = field(default_factory=dict)
    type: str = ""
    unit: str = ""
    tolerance: str = ""


@dataclass(slots=True)
class Sheet:
    """How the answers of a table are meant: with which decimal sign, and by what options are named."""

    comma: bool = False
    language: str = ""
    by: str = "text"
    """``number``, ``letter`` or ``text``, whichever more rows keep to."""


@dataclass(slots=True)
class Made:
    """A step's kind with its fields. ``changed`` says what is not as it was."""

    kind: str
    fields: dict[str, Json]
    changed: list[str] = field(default_factory=list)
    gaps: bool = False
    """Whether the fields hold the question themselves."""


def kind_named(text: str) -> str:
    """The kind that a cell of the column "type" names; "" where it names none."""
    return _KINDS.get(normal(text), "") if len(text) <= 200 else ""


def text(cell: str) -> str:
    """A cell as a text of a step's fields."""
    return escaped(markdown(cell)[0])
