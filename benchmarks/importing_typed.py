"""How a learner types an answer that a source writes in LaTeX, and answers that must be refused.

Written apart from the importer, so that a mistake there does not prove itself here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

_COMMANDS = {
    "times": "*", "cdot": "*", "div": "/", "pi": "pi", "theta": "theta", "pm": "±", "infty": "inf", "leq": "<=",
    "le": "<=", "geq": ">=", "ge": ">=", "ln": "ln", "log": "log", "sin": "sin", "cos": "cos", "tan": "tan",
    "cup": " U ", "left": "", "right": "", "quad": " ",
}  # fmt: skip
_ROOTS = {"2": "sqrt", "3": "∛", "4": "∜"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_WHOLE = re.compile(r"-?\d+")


class Cannot(ValueError):
    """This LaTeX is not one that people would type as plain text."""


def unmarked(answer: str) -> str:
    """The LaTeX of an answer, without the marks around its maths, and without braces that show nothing: ``{xy}^3``."""
    return " ".join(re.sub(r"\{([A-Za-z]{2,})\}(?=\s*\^)", r"\1", answer.replace("$$", " ")).split())


def plain(latex: str) -> str:
    """Plain text for a formula, as on a keyboard: ``(2x + 1)/(x - 3)``. Raises Cannot."""
    return " ".join(_Walk(latex).whole().split())


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def whole(self) -> str:
        made = self.run("")
        if self.at < len(self.text):
            raise Cannot(self.text)
        return made

    def run(self, until: str) -> str:
        """Everything up to a closing sign."""
        parts: list[str] = []
        while self.at < len(self.text) and (not until or self.text[self.at] != until):
            parts.append(self.one("".join(parts)))
        return "".join(parts)

    def one(self, before: str) -> str:
        letter = self.text[self.at]
        self.at += 1
        if letter == "\\":
            return self.command(before)
        if letter == "^":
            return self.power()
        if letter == "_":
            return f"_{self.argument()}"
        if letter == "{":
            inner = self.run("}")
            self.close("}")
            return self.group(inner, before)
        if letter in "}$&":
            raise Cannot(self.text)
        return letter

    def group(self, inner: str, before: str) -> str:
        raised = self.text[self.at :].lstrip()[:1] == "^"
        # What stands in braces before an exponent is shown without them: only its last letter is raised.
        bare = not raised or re.fullmatch(r"[A-Za-z]+|\d+(\.\d+)?|\(.*\)|'?[a-z]'?", inner)
        near = " " if before[-1:].isdigit() and inner[:1].isdigit() else ""
        return near + inner if bare else f"({inner})"

    def close(self, sign: str) -> None:
        if self.text[self.at : self.at + 1] != sign:
            raise Cannot(self.text)
        self.at += 1

    def argument(self) -> str:
        """What stands in braces behind a command."""
        self.at += len(self.text[self.at :]) - len(self.text[self.at :].lstrip())
        if self.text[self.at : self.at + 1] != "{":
            self.at += 1
            return self.text[self.at - 1 : self.at]
        self.at += 1
        inner = self.run("}")
        self.close("}")
        return inner.strip()

    def power(self) -> str:
        inner = self.argument()
        return f"^{inner}" if re.fullmatch(r"\w+", inner) and len(inner) < 3 else f"^({inner})"

    def command(self, before: str) -> str:
        name = re.match(r"[A-Za-z]+|.", self.text[self.at :])
        if name is None:
            raise Cannot(self.text)
        self.at += name.end()
        if name[0] == "frac":
            return self.fraction(before)
        if name[0] == "sqrt":
            return self.root()
        if name[0] in ("%", "$"):
            return name[0]
        if name[0] not in _COMMANDS:
            raise Cannot(self.text)
        return _COMMANDS[name[0]]

    def fraction(self, before: str) -> str:
        above, below = self.argument(), self.argument()
        if _WHOLE.fullmatch(above) and _WHOLE.fullmatch(below):
            made = f"{above}/{below}"
            if before[-1:].isdigit():
                return f" {made}"
        else:
            made = f"({above})/({below})"
        alone = not before.strip() or before.rstrip()[-1] in "=<>(,"
        after = self.text[self.at :].strip().removeprefix("\\right").strip()[:1]
        return made if alone and after in ("", ")", ",", "]", "+", "-", "=", "}") else f"({made})"

    def root(self) -> str:
        degree = "2"
        if self.text[self.at : self.at + 1] == "[":
            self.at += 1
            degree = self.run("]")
            self.close("]")
        inner = self.argument()
        name = _ROOTS.get(degree.strip())
        return f"{name}({inner})" if name else f"root({degree})({inner})"


def wrong_values(text: str) -> Iterator[str]:
    """What is near an answer and is not it: one more, and the sign turned round."""
    head, equals, tail = text.rpartition("=")
    named = f"{head}{equals}" if re.fullmatch(r"\s*[A-Za-z]?\s*", head) else None
    try:
        value = Fraction(tail.replace(" ", "").replace("*10^(", "e").rstrip(")")) if named is not None else None
    except (ValueError, ZeroDivisionError):
        value = None
    if value is None:
        yield from _wrong_texts(text)
        return
    yield f"{named}{value + 1}"
    if value:
        yield f"{named}{-value}"


def _wrong_texts(text: str) -> Iterator[str]:
    """Of an expression, an equation or a set."""
    if re.search(r"[,;\[\]]|\bor\b|\band\b|<|>|±", text):
        found = _NUMBER.search(text)
        if found is not None:
            more = str(Fraction(found[0]) + 1)
            yield f"{text[: found.start()]}{more}{text[found.end() :]}"
        return
    head, equals, tail = text.rpartition("=")
    yield f"{head}{equals}{tail}+1" if equals else f"({tail})+1"
    if equals and tail.strip() == "0":
        return
    yield f"{head}{equals}-({tail})"
