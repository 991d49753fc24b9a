"""Mail through an SMTP server, by the standard library, in a thread."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from chiron.adapters.mail.message import SENDER, message
from chiron.core.errors import InvalidInput
from chiron.ports.mail import Letter, NotSent, Refused

PATIENCE = 15.0
"""Seconds for each answer of the server."""
_PORTS = {"smtp": 587, "smtps": 465}
_NEARBY = {"localhost", "127.0.0.1", "::1"}


class SmtpMail:
    """Sends through ``smtp://[name:password@]host[:port]``, with STARTTLS where offered, or ``smtps://`` (TLS at once).

    A password never goes to another machine in the clear: without TLS the letter is not sent.
    """

    def __init__(self, url: str, sender: str = SENDER, patience: float = PATIENCE) -> None:
        """Raises InvalidInput for an address that is none."""
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = -1
        if parts.scheme not in _PORTS or not parts.hostname or port == -1:
            raise InvalidInput("Give the mail server as smtp://name:password@host:587 or smtps://...", field="mail")
        self._safe = parts.scheme == "smtps"
        self._host, self._port = parts.hostname, port or _PORTS[parts.scheme]
        self._login = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._sender, self._patience = sender, patience

    async def post(self, letter: Letter) -> None:
        """See the port."""
        made = message(letter, self._sender)
        try:
            await asyncio.to_thread(self._send, made)
        except smtplib.SMTPRecipientsRefused as fault:
            codes = [code for code, _ in fault.recipients.values()]
            raise _meaning(max(codes, default=0), "the address") from fault
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as fault:
            raise _meaning(fault.smtp_code, "the letter") from fault
        except (smtplib.SMTPException, OSError) as fault:
            raise NotSent(f"The mail server {self._host} did not take it: {type(fault).__name__}.") from fault

    def _send(self, made: EmailMessage) -> None:
        with self._connect() as server:
            secure = self._safe
            if not secure and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
                secure = True
            if self._login is not None:
                if not secure and self._host not in _NEARBY:
                    raise smtplib.SMTPException("no TLS")
                server.login(*self._login)
            server.send_message(made)

    def _connect(self) -> smtplib.SMTP:
        if self._safe:
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=self._patience, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._patience)
        server.ehlo()
        return server


def _meaning(code: int, what: str) -> NotSent:
    """What an answer of the server means: 5xx is for ever, the rest for now (RFC 5321, section 4.2.1)."""
    if 500 <= code < 600:
        return Refused(f"The mail server refused {what} ({code}).")
    return NotSent(f"The mail server does not take {what} just now ({code}).")
