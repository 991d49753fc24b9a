"""Which turn a call to a language model was made for, so that a turn tells what it cost."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the turn to each call; calls of before have none."""
    op.execute("ALTER TABLE model_call ADD COLUMN turn uuid")
    op.execute("CREATE INDEX model_call_turn ON model_call (school, turn) WHERE turn IS NOT NULL")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
