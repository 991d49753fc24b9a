"""Who is written to about a note, and in what words.

Where the school keeps text on its own machine, a letter says only that something waits, and where to find it. Even
where it does not, a learner's own words never stand in a letter: mail is read on phones and forwarded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from chiron.engine.people import alerts, preferences
from chiron.engine.people import store as people
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Connection
from chiron.engine.records.outbox import Note
from chiron.ports.mail import Letter

Translate = Callable[[str], str]
"""English words to those of a language."""

PATHS = {"distress": "inbox", "colleague-asked": "inbox", "erasure-asked": "people"}
"""Where each kind of note is seen to, below Chiron's address; others begin at its front door."""


@dataclass(frozen=True, slots=True)
class Writer:
    """``address`` is Chiron's own, with a slash at the end; ``translations`` gives a language's words by its tag."""

    address: str
    translations: Callable[[str], Translate]

    async def letter(self, conn: Connection, note: Note) -> Letter | None:
        """The letter about a note; None where nobody is written to: then it stands in Chiron alone."""
        school = await people.view_school(conn)
        if note.kind == alerts.CONTACT:
            return await self._to_contact(conn, note)
        to = await addressee(conn, school, note)
        if to is None or not (mail := preferences.read(to.preferences).mail):
            return None
        who = await _subject(conn, note)
        _ = self.translations(to.language)
        title, words = told(note.kind, _, who if school.text_may_leave else None)
        if note.kind == "distress" and note.payload.get("step"):
            words = f"{words} {_('Nobody has acknowledged it so far.')}"
        return Letter(str(note.id), mail, title, f"{words}\n\n{self.address}{self._path(note)}\n", note.created)

    async def _to_contact(self, conn: Connection, note: Note) -> Letter | None:
        """To whom a learner on their own named: their name, which they agreed to, and nothing of what was written."""
        person = await people.find_person(conn, UUID(str(note.payload.get("subject"))))
        if person is None or person.closed is not None:
            return None
        mail = preferences.read(person.preferences).contact_mail
        title, words = contacted(self.translations(person.language), person.name)
        return Letter(str(note.id), mail, title, f"{words}\n", note.created) if mail else None

    def _path(self, note: Note) -> str:
        return PATHS.get(note.kind, "")


async def addressee(conn: Connection, school: School, note: Note) -> Person | None:
    """Whom a note is for: its recipient; distress goes to the adult whom the school names."""
    to = note.recipient or (school.alert_adult if note.kind == "distress" else None)
    person = await people.find_person(conn, to) if to is not None else None
    return person if person is not None and person.closed is None else None


async def _subject(conn: Connection, note: Note) -> str | None:
    try:
        subject = UUID(str(note.payload.get("subject")))
    except ValueError:
        return None
    person = await people.find_person(conn, subject)
    return person.name if person else None


def contacted(_: Translate, who: str) -> tuple[str, str]:
    """Title and words to a trusted contact. It says neither what was written nor where."""
    return (
        _("%(name)s may need somebody to talk to") % {"name": who},
        _(
            "%(name)s learns with Chiron, a program, and named you there as somebody they trust. Something that"
            " %(name)s wrote sounded as if they might not be well. A program may be wrong about that, and it does not"
            " say here what was written. Please get in touch with them soon. If you think that somebody is in danger,"
            " call the emergency number."
        )
        % {"name": who},
    )


def told(kind: str, _: Translate, who: str | None) -> tuple[str, str]:
    """Title and words. ``who`` is the learner's name where it may leave the machine."""
    if who is None:
        return (
            _("Something needs you in Chiron"),
            _("Open it to see what. It is not said here: your school keeps what is written on its own machine."),
        )
    if kind == "distress":
        return (
            _("%(name)s may need a person now") % {"name": who},
            _("What %(name)s wrote sounds like distress. The lesson has stopped. Please look now.") % {"name": who},
        )
    if kind == "colleague-asked":
        return (
            _("A colleague asks for your opinion"),
            _("A colleague asks what you think about %(name)s. It waits in your inbox.") % {"name": who},
        )
    if kind == "erasure-asked":
        return (
            _("Somebody asks to be erased"),
            _("The erasure of everything about %(name)s was asked for. You decide.") % {"name": who},
        )
    return _("Something needs you in Chiron"), _("It is about %(name)s.") % {"name": who}
