"""Packages that are played on a second origin: each zip kept once a school, in pieces, with the list of its files.

A file is unpacked when it is asked for, so that nothing of a package is kept twice and it leaves as it came. Where a
file's bytes stand in the zip was found when the package was checked; serving trusts nothing else.
"""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

PACKAGE = f"""
CREATE TABLE package (
    {SCHOOL},
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{{64}}$'),
    size bigint NOT NULL CHECK (size > 0),
    contents jsonb NOT NULL,
    kept timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (school, sha256)
);
"""

PIECE = f"""
CREATE TABLE package_piece (
    {SCHOOL},
    sha256 text NOT NULL,
    number integer NOT NULL CHECK (number >= 0),
    data bytea NOT NULL CHECK (octet_length(data) BETWEEN 1 AND 1048576),
    PRIMARY KEY (school, sha256, number),
    FOREIGN KEY (school, sha256) REFERENCES package (school, sha256) ON DELETE CASCADE
);
"""

FILE = f"""
CREATE TABLE package_file (
    {SCHOOL},
    sha256 text NOT NULL,
    path text NOT NULL CHECK (path <> '' AND path !~ '^/'),
    start bigint NOT NULL CHECK (start >= 0),
    packed bigint NOT NULL CHECK (packed >= 0),
    size bigint NOT NULL CHECK (size >= 0),
    method smallint NOT NULL CHECK (method IN (0, 8)),
    PRIMARY KEY (school, sha256, path),
    FOREIGN KEY (school, sha256) REFERENCES package (school, sha256) ON DELETE CASCADE
);
"""

NAMED = f"""
CREATE TABLE course_package (
    {SCHOOL},
    version text NOT NULL,
    sha256 text NOT NULL,
    PRIMARY KEY (school, sha256, version),
    FOREIGN KEY (school, version) REFERENCES course_version (school, version) ON DELETE CASCADE,
    FOREIGN KEY (school, sha256) REFERENCES package (school, sha256)
);
"""

# Made before there was a table of packages.
OF_DRAFTS = "ALTER TABLE draft_package ADD FOREIGN KEY (school, sha256) REFERENCES package (school, sha256)"


def upgrade() -> None:
    """Make the tables. A kept package never changes: its name is its content's hash."""
    op.execute(PACKAGE)
    op.execute(PIECE)
    op.execute("ALTER TABLE package_piece ALTER COLUMN data SET STORAGE EXTERNAL")
    op.execute(FILE)
    op.execute(NAMED)
    op.execute(OF_DRAFTS)
    protect("package", "package_piece", "package_file", "course_package", rights=("SELECT", "INSERT", "DELETE"))


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
