"""What teachers set for a class in a course: the order, the pace, the skills that are open."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# One in force for a class and course; those lifted or replaced are kept, so that a move in the log can be understood.
CLASS_LOCK = f"""
CREATE TABLE class_lock (
    {SCHOOL},
    id uuid NOT NULL,
    class uuid NOT NULL,
    course text NOT NULL CHECK (char_length(course) BETWEEN 1 AND 200),
    in_order boolean NOT NULL,
    pace integer CHECK (pace BETWEEN 0 AND 50),
    ceiling text[] NOT NULL CHECK (cardinality(ceiling) <= 2000),
    set_by uuid,
    since timestamptz NOT NULL,
    lifted timestamptz,
    PRIMARY KEY (school, id),
    CHECK (in_order OR pace IS NOT NULL OR cardinality(ceiling) > 0),
    FOREIGN KEY (school, class) REFERENCES class (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, set_by) REFERENCES person (school, id) ON DELETE SET NULL (set_by)
);
CREATE UNIQUE INDEX class_lock_in_force ON class_lock (school, class, course) WHERE lifted IS NULL;
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(CLASS_LOCK)
    protect("class_lock")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
