"""The house rules that import-linter cannot see. Each takes a tree and returns what breaks it, as `file:line: what`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

LONGEST = 400
"""Lines a file may have."""

_IMPURE_NAMES = {"open", "input", "print", "exec", "eval", "compile", "breakpoint", "__import__"}
_IMPURE_CALLS = {"now", "utcnow", "today", "uuid1", "uuid4", "uuid6", "uuid7", "urandom", "getrandbits", "SystemRandom"}
_PURE_FROM = {"random": {"Random"}, "uuid": {"UUID", "uuid5"}}
"""What core may take from modules that also hold chance or make ids."""

_INSTALLED = {"importlib.metadata", "importlib.resources", "pkgutil", "zipimport"}
_FILE_CALLS = {"read_bytes", "read_text", "write_bytes", "write_text", "iterdir"}
"""How core could read what is installed with it; only some files may."""

_SQL = re.compile(
    r"^\s*(?:(?:SELECT|INSERT INTO|DELETE FROM|WITH RECURSIVE|TRUNCATE|GRANT|REVOKE|LISTEN|NOTIFY|LOCK TABLE)\s"
    r"|WITH\s+\w+\s+AS\s*\(|UPDATE\s+[\w.\"]+\s+SET\s|(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+|UNIQUE\s+)?"
    r"(?:TABLE|INDEX|ROLE|DATABASE|SCHEMA|POLICY|FUNCTION|TRIGGER|TYPE|EXTENSION|USER|SEQUENCE|VIEW)\s"
    r"|(?i:select\b[^.]*\sfrom\s+\w|insert\s+into\s+\w+\s*[(\s]|delete\s+from\s+\w+|update\s+\w+\s+set\s+\w+\s*=))"
)
_REGISTRIES = ("pypi.org/simple", "files.pythonhosted.org", "registry.npmjs.org", "registry.yarnpkg.com")
_MACHINE = re.compile(r"(?:^|[\s\"'=(`:])/(?:work|root|home|Users|opt/pypi\S*)/\w")


def modules(tree: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file of the tree, parsed."""
    for path in sorted(tree.rglob("*.py")):
        yield path, _parsed(path.read_text("utf-8"), str(path))


@lru_cache(maxsize=2_000)
def _parsed(text: str, path: str) -> ast.Module:
    """Parsed once for all rules, none of which changes it."""
    return ast.parse(text, path)


def impure(core: Path, readers: frozenset[str] = frozenset()) -> list[str]:
    """Where core asks the clock, takes chance, makes an id, or reads and writes.

    ``readers`` are the files, from core's folder, that may read what is installed with Chiron.
    """
    found = []
    for path, tree in modules(core):
        reads = () if path.relative_to(core).as_posix() in readers else _reads(tree)
        found += [f"{path}:{line}: {what}" for line, what in (*_impure(tree), *reads)]
    return found


def _reads(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if any(name == one or name.startswith(f"{one}.") for one in _INSTALLED):
                yield node.lineno, f"import of {name}"  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _FILE_CALLS:
            yield node.lineno, f".{node.func.attr}()"


def _impure(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in _PURE_FROM:
            for name in sorted({alias.name for alias in node.names} - _PURE_FROM[node.module]):
                yield node.lineno, f"from {node.module} import {name}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            allowed = _PURE_FROM.get(node.value.id)
            if allowed is not None and node.attr not in allowed and not _shadowed(tree, node.value.id):
                yield node.lineno, f"{node.value.id}.{node.attr}"
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if isinstance(node.func, ast.Name) and name in _IMPURE_NAMES:
                yield node.lineno, f"{name}()"
            if isinstance(node.func, ast.Attribute) and name in _IMPURE_CALLS:
                yield node.lineno, f".{name}()"
            if name == "Random" and not node.args:
                yield node.lineno, "Random() without a seed takes chance from the machine"


def _shadowed(tree: ast.Module, name: str) -> bool:
    """Whether ``name`` is not the module of that name here, because nobody imports it."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.Import))
    return not any((alias.asname or alias.name) == name for node in imports for alias in node.names)


def stray_sql(tree: Path, exempt: frozenset[str]) -> list[str]:
    """Where SQL stands outside store.py files and migrations."""
    found = []
    for path, module in modules(tree):
        place = path.relative_to(tree).as_posix()
        if path.name.endswith("store.py") or "migrations" in path.parts or place in exempt:
            continue
        found += [f"{place}:{line}: {text[:50]!r}" for line, text in strings(module) if _SQL.match(text)]
    return found


def strings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string of a module but docstrings, with its line."""
    docs = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def environment_readers(tree: Path, exempt: frozenset[str]) -> list[str]:
    """Where the environment is read or written outside the settings."""
    found = []
    for path, module in modules(tree):
        place = path.relative_to(tree).as_posix()
        for node in ast.walk(module):
            name = node.attr if isinstance(node, ast.Attribute) else ""
            names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else {name}
            if names & {"environ", "getenv", "putenv"} and place not in exempt:
                found.append(f"{place}:{node.lineno}")  # type: ignore[attr-defined]
    return found


def without_docstring(tree: Path) -> list[str]:
    """Modules and packages that do not say what they are for."""
    return [path.relative_to(tree).as_posix() for path, module in modules(tree) if not ast.get_docstring(module)]


def without_package(tree: Path) -> list[str]:
    """Folders with Python in them that are no package. Alembic runs the files of versions/ by their path."""
    folders = {path.parent for path in tree.rglob("*.py")} - set(tree.rglob("migrations/versions"))
    return sorted(folder.as_posix() for folder in folders if not (folder / "__init__.py").is_file())


def too_long(files: list[Path]) -> list[str]:
    """Files of more than LONGEST lines."""
    lengths = {path: path.read_bytes().count(b"\n") for path in files}
    return [f"{path}: {length} lines" for path, length in lengths.items() if length > LONGEST]


def addresses(files: list[Path]) -> list[str]:
    """Where a package registry's address or a path of somebody's machine stands."""
    found = []
    for path in files:
        text = path.read_text("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            if any(registry in line for registry in _REGISTRIES) or _MACHINE.search(line):
                found.append(f"{path}:{number}: {line.strip()[:80]}")
    return found


_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)|!\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def broken_links(files: list[Path]) -> list[str]:
    """Links of Markdown files to files or headings that are not there."""
    found = []
    for path in files:
        text = _FENCE.sub("", path.read_text("utf-8"))
        for match in _LINK.finditer(re.sub(r"`[^`\n]*`", "", text)):
            target = match[1] or match[2]
            if not re.match(r"[a-z]+:", target) and not _resolves(path, target):
                found.append(f"{path}: {target}")
    return found


def _resolves(page: Path, target: str) -> bool:
    name, _, heading = target.partition("#")
    file = (page.parent / name) if name else page
    if not file.exists():
        return False
    return not heading or file.suffix != ".md" or heading in headings(file)


def headings(page: Path) -> set[str]:
    """The anchors of a Markdown page, as code hosts make them from its headings."""
    lines = re.findall(r"^#+\s+(.*)$", _FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-") for line in lines}
