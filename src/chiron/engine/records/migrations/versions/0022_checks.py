"""Lets a teacher assign a checkpoint or final check; ``part`` says of what."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the part, and the kind of assignment that has one."""
    op.execute("ALTER TABLE assignment ADD COLUMN part text NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE assignment DROP CONSTRAINT assignment_what_check")
    op.execute(
        "ALTER TABLE assignment ADD CONSTRAINT assignment_what_check"
        " CHECK (what IN ('course', 'unit', 'skill', 'review', 'check'))"
    )


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
