"""Personal tokens: with one a program of a learner's choice talks to their tutor, where the school allows it.

Of a token only its hash is kept. It goes with its person.
"""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TOKENS = f"""
ALTER TABLE school ADD COLUMN outside boolean NOT NULL DEFAULT false;
CREATE TABLE personal_token (
    {SCHOOL},
    id uuid NOT NULL,
    person uuid NOT NULL,
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
    scopes text[] NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 3),
    created timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    used timestamptz,
    revoked timestamptz,
    PRIMARY KEY (school, id),
    UNIQUE (school, hash),
    FOREIGN KEY (school, person) REFERENCES person (school, id) ON DELETE CASCADE
);
CREATE INDEX personal_token_person ON personal_token (school, person);
"""


def upgrade() -> None:
    """Make the table and the school's switch, which is off."""
    op.execute(TOKENS)
    protect("personal_token")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
