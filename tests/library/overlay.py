"""The course of the reference in Spanish: the overlays as a translator would write them."""

from __future__ import annotations

from pathlib import Path

from .example import write_example

FILES = {
    "course.es.yaml": """
title: Sumar por decenas
summary: Suma números de dos cifras por decenas y unidades.
scope: Sumas de números de dos cifras hasta 198. Sin restas.
objectives:
  - Sumar números de dos cifras por decenas y unidades
goals:
  whole-course: {title: Todo}
flows:
  opening: [Me alegro de verte. ¿Empezamos?]
  check_in: [Llevas tres seguidos. ¿Cómo va?, ¿Sigues?]
  ending: [Basta por hoy. Hasta pronto.]
""",
    "glossary.es.yaml": "carry: {term: llevar, meaning: Escribir diez unidades como una decena más.}\n",
    "units/first-steps/unit.es.yaml": "title: Primeros pasos\nsummary: Decenas y unidades.\n",
    "units/first-steps/tens-and-ones.es.yaml": """
title: Decenas y unidades
objective: Di cuántas decenas y unidades tiene un número.
misconceptions:
  swaps-places: {title: Cambia de lugar decenas y unidades, feedback: La cifra de la izquierda cuenta las decenas.}
templates:
  count-tens:
    prompt: Mira el número @n.
    solution: "@n son @t decenas y @o unidades."
    steps:
      tens:
        prompt: ¿Cuántas decenas tiene @n?
        solution: La cifra de la izquierda es @t, así que @n tiene @t decenas.
        hints:
          point: Mira la cifra de la izquierda.
          principle: La cifra de la izquierda cuenta las decenas y la de la derecha, las unidades.
          next_step: Tapa la última cifra y lee lo que queda.
          worked_example: El número 130 tiene 13 decenas.
  which-digit:
    prompt: Mía escribe @{10*t + o}.
    solution: La cifra @t cuenta las decenas y la @o, las unidades.
    steps:
      place:
        prompt: ¿Qué cuenta la cifra @t?
        solution: Es la segunda por la derecha, donde están las decenas.
        options:
          - {text: las decenas}
          - {text: las unidades}
          - {text: las centenas, feedback: Solo hay dos cifras.}
        hints:
          point: ¿Es @t la cifra de la izquierda o la de la derecha?
          principle: Desde la derecha, cada lugar cuenta diez veces más que el anterior.
          next_step: Nombra los lugares desde la derecha hasta llegar a @t.
""",
    "units/first-steps/tens-and-ones.es.md": """
## Dos lugares

Un número de dos cifras tiene un lugar para las decenas y otro para las unidades. En $47$ el $4$ cuenta cuatro decenas.

## Un ejemplo resuelto

$63$ son seis decenas y tres unidades: $63 = 60 + 3$.
""",
    "units/first-steps/carrying.es.yaml": """
title: Llevar
objective: Suma números de dos cifras cuando las unidades pasan de nueve.
misconceptions:
  forgets-carry: {title: Olvida lo que lleva, feedback: Diez unidades son una decena más. Súmala a las decenas.}
templates:
  sum:
    prompt: Calcula $@a + @b$.
    solution: "Primero las unidades y luego las decenas con la que llevas: $@a + @b = @total$."
    steps:
      total:
        prompt: ¿Cuánto es la suma?
        hints:
          point: Empieza por las unidades.
          principle: Diez unidades son una decena.
          next_step: Suma @{mod(a, 10)} y @{mod(b, 10)}; deja las unidades y lleva la decena.
          worked_example: "$27 + 15$: $7 + 5 = 12$, así que escribe $2$ y lleva $1$; $2 + 1 + 1 = 4$. La suma es $42$."
""",
    "units/first-steps/carrying.es.md": "## Diez unidades son una decena\n\nDiez unidades se cambian por una decena.\n",
}


def write_spanish(folder: Path, **changes: tuple[str, str]) -> Path:
    """Write the example with its Spanish overlays; each change replaces a text in an overlay, named by its skill, unit
    or file, and must occur."""
    write_example(folder)
    files = dict(FILES)
    for stem, (old, new) in changes.items():
        (name,) = [name for name in files if Path(name).name == f"{stem.replace('_', '-')}.es.yaml"]
        assert old in files[name], f"{old!r} is not in {name}"
        files[name] = files[name].replace(old, new)
    for name, text in files.items():
        (folder / name).write_text(text.lstrip("\n"), "utf-8")
    return folder
