"""Pictures, sound and film within a course's texts, as HTML: only addresses that Chiron itself put there become one."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token
from markupsafe import Markup

from chiron.core.learning.media import Address, read_address
from chiron.faces.web.language import name_of
from chiron.faces.web.maths import spoken

_IMAGE = Markup('<img class="shown" src="{}{}" alt="{}"{} loading="lazy" decoding="async">')
_SIZE = Markup(' width="{}" height="{}" style="--shape: {:.4g}"')
_SOUND = Markup(
    '<span class="shown-sound"><audio controls preload="none" src="{}{}" aria-label="{}">{}</audio>{}</span>'
)
_FILM = Markup(
    '<span class="shown-film"><video controls preload="metadata" playsinline src="{}{}" aria-label="{}">{}</video>'
    "{}</span>"
)
_TRACK = Markup('<track kind="captions" src="{}{}" srclang="{}" label="{}"{}>')
_NAME = Markup('<span class="shown-name">{}</span>')
WORDS = Markup("<em>{}</em>")
"""What stands where a picture may not load."""


def image(source: str, words: str, base: str | None) -> Markup | None:
    """A picture of the course, None where it is none. ``base`` is the base path, None where nothing may load."""
    address = None if base is None else read_address(source)
    if address is None or not address.type.startswith("image/"):
        return None
    size = ""
    if address.width and address.height:
        size = _SIZE.format(address.width, address.height, address.width / address.height)
    return _IMAGE.format(base, address.path, words, size)


def with_players(tokens: Sequence[Token], base: str | None) -> list[Token]:
    """A line's tokens with a player for each link to a sound or film of the course."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        address = _recording(tokens[at], base)
        end = next((n for n in range(at, len(tokens)) if tokens[n].type == "link_close"), len(tokens))
        if address is None or base is None:
            found.append(tokens[at])
            at += 1
            continue
        words = "".join(each.content for each in tokens[at + 1 : end] if each.type in ("text", "code_inline", "image"))
        found.append(Token("recording", "", 0, content=str(_player(address, spoken(words), base))))
        at = end + 1
    return found


def _recording(token: Token, base: str | None) -> Address | None:
    if base is None or token.type != "link_open":
        return None
    address = read_address(str(token.attrGet("href") or ""))
    return address if address and address.type.startswith(("audio/", "video/")) else None


def player(address: Address, words: str, base: str) -> Markup:
    """A sound or film that stands by itself on a page."""
    return _player(address, words, base)


def _player(address: Address, words: str, base: str) -> Markup:
    tracks = Markup("").join(
        _TRACK.format(base, path, tag, name_of(tag), Markup(" default") if number == 0 else "")
        for number, (tag, path) in enumerate(address.tracks)
    )
    shape = _SOUND if address.type.startswith("audio/") else _FILM
    return shape.format(base, address.path, words, tracks, _NAME.format(words))
