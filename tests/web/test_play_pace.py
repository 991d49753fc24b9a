"""The play origin's pace: a launch has so many turns at once, and no long deflated file is sought in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from chiron.core.errors import Unavailable
from chiron.engine.library.packages.keeping import KeptFile
from chiron.engine.library.packages.launches import Play
from chiron.faces.play.app import LONGEST_SOUGHT, _part
from chiron.faces.play.pace import AT_ONCE, MOST_OPEN, Pace

ONE, OTHER = UUID(int=1), UUID(int=2)


class Making:
    """Files that are being made, and how many at once."""

    def __init__(self) -> None:
        self.now = self.most = 0

    async def parts(self) -> AsyncIterator[bytes]:
        for _ in range(3):
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0)
            self.now -= 1
            yield b"x"


async def whole(parts: AsyncIterator[bytes]) -> bytes:
    return b"".join([part async for part in parts])


async def test_a_launch_has_so_many_turns_at_once_and_others_have_theirs() -> None:
    pace, making = Pace(), Making()
    slow = [pace.keep(ONE, making.parts()) for _ in range(MOST_OPEN - 20)]
    assert [await anext(each) for each in slow] == [b"x"] * len(slow)
    files = [whole(pace.keep(ONE, making.parts())) for _ in range(20)]
    assert await asyncio.gather(*files) == [b"xxx"] * 20, "who reads slowly holds no turn"
    assert making.most == AT_ONCE
    slow += [pace.keep(ONE, making.parts()) for _ in range(20)]
    for each in slow[-20:]:
        await anext(each)
    with pytest.raises(Unavailable):
        pace.look(ONE)
    pace.look(OTHER)
    for each in slow:
        await whole(each)
    pace.look(ONE)
    assert not pace._launches, "what ended is forgotten"


@pytest.mark.parametrize(
    ("method", "size", "status"), [(8, LONGEST_SOUGHT, 206), (8, LONGEST_SOUGHT + 1, 200), (0, LONGEST_SOUGHT + 1, 206)]
)
def test_parts_of_long_deflated_files_are_not_given(method: int, size: int, status: int) -> None:
    headers: dict[str, str] = {}
    start, end, found = _part({"range": "bytes=5-9"}, KeptFile("p", 0, 10, size, method), headers)
    assert (start, end, found) == ((5, 10, 206) if status == 206 else (0, size, 200))
    assert ("Content-Range" in headers) == (status == 206)


def test_no_other_name_is_known() -> None:
    assert not Play(b"k", 9001, "https://*.play.example").known("school.example")
