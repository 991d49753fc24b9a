"""Drafts of courses that authors put together."""

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
