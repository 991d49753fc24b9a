"""Pages of people: signing in, joining, the first run, the operator's lists, one's own settings and data."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from chiron.faces.web.people import (
    account,
    data,
    first_run,
    joining,
    listing,
    models,
    one,
    school,
    sign_in,
    tokens,
    turns,
)

# ``listing`` before ``one``: /people/new is no person.
ROUTERS: Sequence[APIRouter] = (
    sign_in.router,
    joining.router,
    first_run.router,
    listing.router,
    one.router,
    school.router,
    models.router,
    turns.router,
    account.router,
    tokens.router,
    data.router,
)
"""Every router of this room."""
