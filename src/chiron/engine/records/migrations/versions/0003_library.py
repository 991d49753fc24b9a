"""Tables of library."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COURSE_VERSION = f"""
CREATE TABLE course_version (
    {SCHOOL},
    version text NOT NULL CHECK (version ~ '^[0-9a-f]{{64}}$'),
    course text NOT NULL,
    content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
    kept timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (school, version)
);
"""

COURSE = f"""
CREATE TABLE course (
    {SCHOOL},
    id text NOT NULL,
    version text NOT NULL,
    published timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (school, id),
    FOREIGN KEY (school, version) REFERENCES course_version (school, version)
);
"""


def upgrade() -> None:
    """Make the tables. A kept version never changes: events name it."""
    op.execute(COURSE_VERSION)
    op.execute(COURSE)
    protect("course_version", rights=("SELECT", "INSERT"))
    protect("course")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
