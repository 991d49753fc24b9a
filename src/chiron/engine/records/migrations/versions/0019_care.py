"""Care: who is told next of an alert and when, whether names are replaced for models on this machine too; and which
kinds of thing were replaced in a call.
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

CARE = """
ALTER TABLE school
    ADD COLUMN second_adult uuid,
    ADD COLUMN alert_minutes integer NOT NULL DEFAULT 30 CHECK (alert_minutes BETWEEN 5 AND 1440),
    ADD COLUMN always_replaced boolean NOT NULL DEFAULT false;
ALTER TABLE school ADD FOREIGN KEY (id, second_adult) REFERENCES person (school, id) ON DELETE SET NULL (second_adult);
ALTER TABLE model_call ADD COLUMN replaced text[];
"""


def upgrade() -> None:
    """Add the columns."""
    op.execute(CARE)


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
