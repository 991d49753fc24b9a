"""Vectors of the sentences of a school's lessons, so that questions find passages by meaning.

Kept as arrays of numbers, and compared as vectors where the server has that extension: the table, and backups of it,
are the same everywhere.
"""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

VECTORS = f"""
CREATE TABLE passage_vector (
    {SCHOOL},
    mark text NOT NULL CHECK (char_length(mark) BETWEEN 1 AND 200),
    digest text NOT NULL CHECK (char_length(digest) = 64),
    vector real[] NOT NULL CHECK (cardinality(vector) BETWEEN 1 AND 4096),
    PRIMARY KEY (school, mark, digest)
);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(VECTORS)
    protect("passage_vector")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
