"""An index of people's decisions by the step that was answered, for the answers that come after them."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.execute(
        "CREATE INDEX event_decided ON event (school, course, template, step, server_time) WHERE kind = 'grade.decided'"
    )


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
