"""Guidelines, rules and the lines of flows that a school or a class set for its tutor, in all their versions."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# `arranged` counts the changes of a school's arrangements; 0 means that there were never any, and nothing is read.
# A row is one version: what changes ends it and adds the next. Those of no class are the whole school's.
ARRANGEMENT = f"""
ALTER TABLE school ADD COLUMN arranged integer NOT NULL DEFAULT 0;
CREATE TABLE arrangement (
    {SCHOOL},
    id uuid NOT NULL,
    what text NOT NULL CHECK (what IN ('guideline', 'rule', 'flow')),
    name uuid NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    class uuid,
    course text CHECK (char_length(course) BETWEEN 1 AND 200),
    skill text CHECK (char_length(skill) BETWEEN 1 AND 200),
    place integer NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'watch', 'on', 'off')),
    body jsonb NOT NULL CHECK (octet_length(body::text) <= 20000),
    set_by uuid,
    since timestamptz NOT NULL,
    ended timestamptz,
    PRIMARY KEY (school, id),
    UNIQUE (school, name, version),
    FOREIGN KEY (school, class) REFERENCES class (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, set_by) REFERENCES person (school, id) ON DELETE SET NULL (set_by)
);
CREATE UNIQUE INDEX arrangement_now ON arrangement (school, name) WHERE ended IS NULL;
"""


def upgrade() -> None:
    """Make the table, and the count beside the school."""
    op.execute(ARRANGEMENT)
    protect("arrangement")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
