"""No test fails by chance in a way that a machine can see."""

from __future__ import annotations

from pathlib import Path

import pytest
from chances import by_chance

TESTS = Path(__file__).resolve().parents[1]


def test_no_test_fails_by_chance() -> None:
    files = [path for path in TESTS.rglob("*.py") if TESTS / "architecture" not in path.parents]
    assert len(files) > 100
    assert by_chance(files) == []


@pytest.mark.parametrize(
    "code",
    [
        "from random import Random\nx = Random()",
        "import random\nx = random.choice([1, 2])",
        "import random\nx = random.Random()",
        "await asyncio.wait_for(event.wait(), 1)",
        "async with asyncio.timeout(0.5): pass",
        "subprocess.run(['sleep'], timeout=2)",
        "assert 'ada' not in found.text",
        "assert 'fade' not in str(proof)",
        "assert '4711' not in browser.page",
    ],
)
def test_a_planted_chance_is_found(tmp_path: Path, code: str) -> None:
    (tmp_path / "planted.py").write_text(code)
    assert len(by_chance([tmp_path / "planted.py"])) == 1


@pytest.mark.parametrize(
    "code",
    [
        "from random import Random\nx = Random(7)",
        "def test(random): return random.sample([1], 1)",
        "await asyncio.wait_for(event.wait(), PATIENCE)",
        "subprocess.run(['sleep'], timeout=60)",
        "assert 'Ada' not in found.text",
        "assert 'c' not in names",
        "assert 'ada' in found.text",
    ],
)
def test_what_cannot_fail_by_chance_is_left_alone(tmp_path: Path, code: str) -> None:
    (tmp_path / "planted.py").write_text(code)
    assert by_chance([tmp_path / "planted.py"]) == []
