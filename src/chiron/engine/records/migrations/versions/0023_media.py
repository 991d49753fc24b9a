"""Pictures, sound and film of courses: each file kept once a school, however many versions of courses name it.

In pieces, so that neither a page nor a backup ever holds a film whole; which version names which file stands apart, so
that access and sweeping read no course.
"""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MEDIA = f"""
CREATE TABLE media (
    {SCHOOL},
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{{64}}$'),
    type text NOT NULL CHECK (type ~ '^(image|audio|video|text)/[a-z0-9+]+$'),
    size bigint NOT NULL CHECK (size > 0),
    kept timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (school, sha256)
);
"""

PIECE = f"""
CREATE TABLE media_piece (
    {SCHOOL},
    sha256 text NOT NULL,
    number integer NOT NULL CHECK (number >= 0),
    data bytea NOT NULL CHECK (octet_length(data) BETWEEN 1 AND 1048576),
    PRIMARY KEY (school, sha256, number),
    FOREIGN KEY (school, sha256) REFERENCES media (school, sha256) ON DELETE CASCADE
);
"""

NAMED = f"""
CREATE TABLE course_media (
    {SCHOOL},
    version text NOT NULL,
    sha256 text NOT NULL,
    PRIMARY KEY (school, sha256, version),
    FOREIGN KEY (school, version) REFERENCES course_version (school, version) ON DELETE CASCADE,
    FOREIGN KEY (school, sha256) REFERENCES media (school, sha256)
);
"""


def upgrade() -> None:
    """Make the tables. A kept file never changes: its name is its content's hash."""
    op.execute(MEDIA)
    op.execute(PIECE)
    # Pictures, sound and film are packed already.
    op.execute("ALTER TABLE media_piece ALTER COLUMN data SET STORAGE EXTERNAL")
    op.execute(NAMED)
    protect("media", "media_piece", "course_media", rights=("SELECT", "INSERT", "DELETE"))


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
