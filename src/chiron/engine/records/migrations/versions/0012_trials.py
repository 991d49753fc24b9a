"""Trials: which policies are compared in a course, by what, and whether it goes on.

Nobody who takes part is listed: who gets which policy follows from their id, and what came of it from their log.
"""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TRIAL = f"""
CREATE TABLE trial (
    {SCHOOL},
    id uuid NOT NULL,
    course text NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
    policies text[] NOT NULL CHECK (cardinality(policies) BETWEEN 2 AND 6),
    shares double precision[] NOT NULL CHECK (cardinality(shares) = cardinality(policies)),
    outcome text NOT NULL CHECK (outcome IN ('skills', 'reviews')),
    days integer NOT NULL CHECK (days BETWEEN 1 AND 180),
    school_agrees boolean NOT NULL,
    started timestamptz NOT NULL,
    stopped timestamptz,
    PRIMARY KEY (school, id)
);
CREATE UNIQUE INDEX trial_name ON trial (school, lower(name));
CREATE UNIQUE INDEX trial_running ON trial (school, course) WHERE stopped IS NULL;
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(TRIAL)
    protect("trial")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
