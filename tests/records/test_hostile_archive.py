"""Files that only look like backups: refused before they fill memory or disk."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from chiron.engine.records.archive import BrokenArchive, Reader

TOLD = {"chiron": "1", "postgres": "18", "made": "now", "revision": "0001", "sequences": {}, "format": 1}


def archive(path: Path, manifest: str, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
        file.writestr("manifest.json", manifest)
    return path


def told(**part: object) -> str:
    return json.dumps({**TOLD, "tables": [{"name": "person", "columns": ["id"], "sha256": "0" * 64, **part}]})


@pytest.mark.parametrize(
    "manifest",
    ['{"a": "' + "a" * 50_000_000 + '"}', "[" * 200_000, "[]", "7", told(size=3, more=1), '{"tables": 7}'],
    ids=["huge", "deep", "list", "number", "more", "tables"],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, manifest: str) -> None:
    with pytest.raises(BrokenArchive, match="manifest"):
        Reader(archive(tmp_path / "a.zip", manifest, {}))


def test_no_more_is_unpacked_than_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "a.zip", told(size=3), {"tables/person": b"0" * 50_000_000})
    read: list[int] = []
    rows = Reader.rows
    monkeypatch.setattr(Reader, "rows", lambda self, part: (read.append(len(c)) or c for c in rows(self, part)))
    with pytest.raises(BrokenArchive, match="checksum"):
        Reader(path)
    assert len(read) == 1


@pytest.mark.parametrize("name", ["../../outside", "/etc/passwd", "person\0"])
def test_a_table_is_never_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(BrokenArchive):
        Reader(archive(tmp_path / "a.zip", told(size=3, name=name), {}))
