"""Words that a book leaves to whoever sets it: what figures and tables are called, in the book's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language."""

    figure: str = "Figure"
    table: str = "Table"
    example: str = "Example"
    equation: str = "Equation"
    exercise: str = "Exercise"
    solution: str = "Solution"
    picture: str = "Picture"
    objectives: tuple[str, ...] = ("learning objectives", "chapter objectives", "learning outcomes", "objectives")


WORDS: Mapping[str, Words] = {
    "en": Words(),
    "es": Words("Figura", "Tabla", "Ejemplo", "Ecuación", "Ejercicio", "Solución", "Imagen",
                ("objetivos de aprendizaje", "objetivos del capítulo", "objetivos")),
    "pt": Words("Figura", "Tabela", "Exemplo", "Equação", "Exercício", "Solução", "Imagem",
                ("objetivos de aprendizagem", "objetivos do capítulo", "objetivos")),
    "fr": Words("Figure", "Tableau", "Exemple", "Équation", "Exercice", "Solution", "Image",
                ("objectifs d'apprentissage", "objectifs d’apprentissage", "objectifs")),
    "de": Words("Abbildung", "Tabelle", "Beispiel", "Gleichung", "Aufgabe", "Lösung", "Bild", ("lernziele",)),
    "pl": Words("Ilustracja", "Tabela", "Przykład", "Równanie", "Zadanie", "Rozwiązanie", "Obraz",
                ("cele kształcenia", "cele dydaktyczne", "cele")),
}  # fmt: skip


def words_of(language: str) -> Words:
    """Of a language tag such as ``es-MX``; English where none is known."""
    return WORDS.get(language.partition("-")[0].lower(), WORDS["en"])
