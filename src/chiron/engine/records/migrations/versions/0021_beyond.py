"""Lets a school allow answers from beyond the course; nobody's does until somebody switches it on."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the switch."""
    op.execute("ALTER TABLE school ADD COLUMN beyond_course boolean NOT NULL DEFAULT false")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
