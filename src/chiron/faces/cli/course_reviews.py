"""``chiron course reviews``: a learner's own reviews of an Anki deck, brought for them by whoever runs this machine."""

from __future__ import annotations

import argparse
from pathlib import Path

from chiron.core.errors import NotFound
from chiron.core.learning.mastery import model
from chiron.core.learning.memory.elsewhere import Review
from chiron.core.learning.reviewed_elsewhere import Found, found
from chiron.desks.tutoring import bringing
from chiron.engine.folds import Folds
from chiron.engine.library.importing.histories import read
from chiron.engine.library.shelf import Shelf
from chiron.engine.records.database import Connection
from chiron.faces.cli import finding
from chiron.faces.cli.office import Office

LEFT = {
    "no-place": "are of cards that the course does not have",
    "held": "were brought before",
    "twice": "stand twice in the file",
    "future": "have a date in the future",
    "too-early": "have a date before 2006",
    "rating": "have no rating from 1 to 4",
    "no-card": "are of cards that are no longer in the file",
    "by-hand": "were no reviews: the cards were set by hand or planned anew",
    "begun-afresh": "are from before their cards were begun afresh",
    "cramming": "were cramming",
    "too-many": "are more than a course takes",
}


def flags(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron course reviews``."""
    parser.add_argument("path", type=Path, metavar="PATH", help="an .apkg or .colpkg with its scheduling")
    parser.add_argument("--of", required=True, metavar="PERSON", help="whose reviews they are: sign-in name or id")
    parser.add_argument("--course", default="", metavar="ID", help="the course; else the one with most of the cards")
    parser.add_argument("--dry-run", action="store_true", help="say what would come, and bring nothing")
    finding.add_school(parser)


async def run(options: argparse.Namespace, office: Office) -> int:
    """Bring them; 0 when something came. Raises InvalidInput and NotFound."""
    told = read(options.path)
    reviews = {card: [Review(*one) for one in every] for card, every in told["reviews"].items()}
    async with office.database() as database:
        school = await finding.find_school(database, options.school)
        hands = bringing.Hands(database, Folds(Shelf(), model()), finding.now)
        async with database.school(school.id) as conn:
            person = await finding.find_person(conn, options.of)
            course = options.course or await _likeliest(conn, set(reviews))
            kept = await bringing.held(hands, conn, person.id, course)
            content, _ = await hands.folds.shelf.course(conn, course)
        if options.dry_run:
            came = found(reviews, bringing.places(content), kept.times, finding.now())
        else:
            came = await bringing.bring(hands, person, course, reviews, None)
    _say(came, person.name, course, told["left"], dry=options.dry_run)
    return 0


async def _likeliest(conn: Connection, cards: set[str]) -> str:
    """The course on the shelf that has most of these cards. Raises NotFound."""
    counts = {each.course.id: len(cards & bringing.places(each.course).keys()) for each in await Shelf().on_shelf(conn)}
    best = max(counts, key=lambda name: counts[name], default="")
    if not counts.get(best):
        raise NotFound("No course on the shelf has these cards. Import the deck first, and publish it.")
    return best


def _say(came: Found, name: str, course: str, left: dict[str, int], *, dry: bool) -> None:
    cards = sum(map(len, came.new.values()))
    verb = "would come" if dry else "came"
    print(f"{came.reviews} reviews of {cards} cards {verb} to {name} in {course}.")
    if came.first is not None and came.until is not None:
        print(f"  from {came.first:%Y-%m-%d} to {came.until:%Y-%m-%d}")
    for why, count in sorted((came.left + type(came.left)(left)).items()):
        print(f"  {count} {LEFT[why]}")
    if not dry:
        print(f"{name} can see them, and take them out, on the page Progress of the course.")
