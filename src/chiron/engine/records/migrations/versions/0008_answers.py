"""An index of answers, by which what still waits is found without reading whole logs."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.execute(
        "CREATE INDEX event_answers ON event (school, subject, kind, seq)"
        " WHERE kind IN ('report.answered', 'alert.acknowledged')"
    )


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
