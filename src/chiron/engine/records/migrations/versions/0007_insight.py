"""The table of insight: who read whose conversation."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# It goes with the learner; when the reader is erased, that somebody read it stays.
READ = f"""
CREATE TABLE conversation_read (
    {SCHOOL},
    id uuid NOT NULL,
    learner uuid NOT NULL,
    reader uuid,
    course text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (school, id),
    FOREIGN KEY (school, learner) REFERENCES person (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, reader) REFERENCES person (school, id) ON DELETE SET NULL (reader)
);
CREATE INDEX conversation_read_learner ON conversation_read (school, learner, at);
"""


def upgrade() -> None:
    """Make the table. What was recorded is never changed, so the app may not update it."""
    op.execute(READ)
    protect("conversation_read", rights=("SELECT", "INSERT", "DELETE"))


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
