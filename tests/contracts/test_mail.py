"""What every way of sending mail must do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest

from chiron.adapters.mail.fake import FakeMail
from chiron.adapters.mail.folder import FolderMail
from chiron.adapters.mail.message import message
from chiron.adapters.mail.smtp import SmtpMail
from chiron.core.errors import InvalidInput
from chiron.ports.mail import Letter, Mail, NotSent, Refused

LETTER = Letter(
    "0192-a",
    "dana@school.example",
    "Something needs you in Chiron — größe 数",
    "Open it:\nhttps://school.example/\n.\n",
    datetime(2026, 11, 2, 9, tzinfo=UTC),
)


class Server:
    """A small SMTP server: keeps what it is given, and refuses with the codes it is told to."""

    def __init__(self) -> None:
        self.kept: dict[str, EmailMessage] = {}
        self.codes: dict[str, int] = {}
        self.said: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())

        say("220 ready")
        while line := (await reader.readline()).decode().strip():
            word = line.split(" ")[0].upper()
            self.said.append(line)
            code = self.codes.get(word)
            if code:
                say(f"{code} no")
            elif word == "DATA":
                say("354 go on")
                self.keep(await reader.readuntil(b"\r\n.\r\n"))
                say("250 kept")
            elif word == "QUIT":
                say("221 bye")
                break
            else:
                say("250 yes")
            await writer.drain()
        writer.close()

    def keep(self, raw: bytes) -> None:
        found = cast(EmailMessage, message_from_bytes(raw[:-3].replace(b"\r\n..", b"\r\n."), policy=default))
        self.kept[str(found["Message-ID"])] = found


@dataclass
class Post:
    """One adapter, how to see what it sent, and how to make it fail."""

    mail: Mail
    sent: Callable[[], list[EmailMessage]]
    fail: Callable[[bool], None]


@pytest.fixture(params=["fake", "folder", "smtp"])
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    if request.param == "fake":
        fake = FakeMail()

        def spoil(for_ever: bool) -> None:
            fake.faults.append(Refused("no") if for_ever else NotSent("not now"))

        yield Post(fake, lambda: [message(each, "chiron@localhost") for each in fake.letters], spoil)
    elif request.param == "folder":
        folder = tmp_path / "mail"
        kept = FolderMail(folder)

        def block(for_ever: bool) -> None:
            if for_ever:
                pytest.skip("a folder refuses nobody for ever")
            folder.parent.joinpath("mail").write_text("a file where the folder should be")

        yield Post(kept, lambda: [_read(path) for path in sorted(folder.glob("*.eml"))], block)
    else:
        server = Server()
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]

        def refuse(for_ever: bool) -> None:
            server.codes["RCPT"] = 550 if for_ever else 451

        yield Post(SmtpMail(f"smtp://127.0.0.1:{port}", patience=5), lambda: list(server.kept.values()), refuse)
        listening.close()


def _read(path: Path) -> EmailMessage:
    assert path.stat().st_mode & 0o077 == 0, "a letter is nobody else's"
    return cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=default))


async def test_a_letter_arrives_as_it_was_written(post: Post) -> None:
    await post.mail.post(LETTER)
    (found,) = post.sent()
    assert found["To"] == LETTER.to
    assert found["Subject"] == LETTER.title
    assert found.get_content().replace("\r\n", "\n").strip() == LETTER.text.strip()
    assert found["Auto-Submitted"] == "auto-generated"


async def test_the_same_letter_sent_again_can_be_told_as_the_same(post: Post) -> None:
    await post.mail.post(LETTER)
    await post.mail.post(LETTER)
    await post.mail.post(replace(LETTER, id="0192-b"))
    assert len({str(found["Message-ID"]) for found in post.sent()}) == len(post.sent()) == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"title": "Hello\r\nBcc: eve@evil.example"},
        {"to": "dana@school.example\nBcc: eve@evil.example"},
        {"to": "dana"},
        {"to": "dana@school.example, eve@evil.example"},
        {"to": ""},
    ],
)
async def test_nobody_slips_a_header_or_a_reader_in(post: Post, broken: dict[str, str]) -> None:
    with pytest.raises(Refused):
        await post.mail.post(replace(LETTER, **broken))
    assert post.sent() == []


async def test_what_fails_for_now_may_be_tried_again(post: Post) -> None:
    post.fail(False)
    with pytest.raises(NotSent) as fault:
        await post.mail.post(LETTER)
    assert fault.value.again


async def test_what_is_refused_for_ever_says_so(post: Post) -> None:
    post.fail(True)
    with pytest.raises(Refused) as fault:
        await post.mail.post(LETTER)
    assert not fault.value.again


async def test_no_server_is_not_sent() -> None:
    with pytest.raises(NotSent) as fault:
        await SmtpMail("smtp://127.0.0.1:9", patience=2).post(LETTER)
    assert fault.value.again


async def test_a_password_never_goes_out_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    monkeypatch.setattr("chiron.adapters.mail.smtp._NEARBY", frozenset())
    with pytest.raises(NotSent):
        await SmtpMail(f"smtp://dana:secret@127.0.0.1:{port}", patience=5).post(LETTER)
    listening.close()
    assert not any(line.upper().startswith("AUTH") for line in server.said)


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://host:port"])
def test_an_address_that_is_no_mail_server(url: str) -> None:
    with pytest.raises(InvalidInput):
        SmtpMail(url)
