"""A letter as an e-mail message."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from chiron.ports.mail import Letter, Refused

SENDER = "chiron@localhost"
"""The sender where the operator names none."""


def message(letter: Letter, sender: str) -> EmailMessage:
    """The message, with a Message-ID made from the letter's id. Raises Refused where a header cannot be made."""
    made = EmailMessage(policy=SMTP)
    try:
        made["From"] = Address("Chiron", addr_spec=sender)
        made["To"] = Address(addr_spec=letter.to)
        made["Subject"] = letter.title
        made["Date"] = letter.when
        made["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(letter.text)
        made.as_bytes()
    except (ValueError, IndexError, TypeError, LookupError) as fault:
        # The parser of addresses raises all of these; a line break in a header is a ValueError.
        raise Refused("This letter's address or title cannot stand in a mail header.") from fault
    return made
