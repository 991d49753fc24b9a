"""Drafts of courses that authors put together, and courses on the shelf that one person alone tries.

A revision is a tree of the whole draft; its leaves name pieces by hash, kept once a school. A row of ``draft`` that
``stands_for`` a source is what was read of an import, kept so that it is read once.
"""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

# ``at`` is the revision that stands, ``tip`` the one up to which can be done again.
DRAFT = f"""
CREATE TABLE draft (
    {SCHOOL},
    id uuid NOT NULL,
    stands_for text,
    mark text,
    title text NOT NULL,
    course text NOT NULL,
    source text NOT NULL DEFAULT '',
    counts jsonb NOT NULL,
    at integer NOT NULL,
    tip integer NOT NULL,
    made timestamptz NOT NULL DEFAULT now(),
    changed timestamptz NOT NULL DEFAULT now(),
    by uuid,
    published text,
    published_at integer,
    PRIMARY KEY (school, id),
    UNIQUE (school, stands_for),
    FOREIGN KEY (school, by) REFERENCES person (school, id) ON DELETE SET NULL (by)
);
CREATE INDEX draft_by ON draft (school, by);
"""

# The trees of long ago are let go; what was done stays in words. A tree is packed JSON: nothing but Chiron reads it.
REVISION = f"""
CREATE TABLE draft_revision (
    {SCHOOL},
    draft uuid NOT NULL,
    number integer NOT NULL,
    parent integer,
    tree bytea,
    said jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    by uuid,
    PRIMARY KEY (school, draft, number),
    FOREIGN KEY (school, draft) REFERENCES draft (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, by) REFERENCES person (school, id) ON DELETE SET NULL (by)
);
ALTER TABLE draft_revision ALTER COLUMN tree SET STORAGE EXTERNAL;
CREATE INDEX draft_revision_by ON draft_revision (school, by);
"""

PIECE = f"""
CREATE TABLE draft_piece (
    {SCHOOL},
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{{32}}$'),
    body jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
    PRIMARY KEY (school, hash)
);
CREATE TABLE draft_holds (
    {SCHOOL},
    draft uuid NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (school, hash, draft),
    FOREIGN KEY (school, draft) REFERENCES draft (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, hash) REFERENCES draft_piece (school, hash)
);
CREATE INDEX draft_holds_draft ON draft_holds (school, draft);
CREATE TABLE draft_media (
    {SCHOOL},
    draft uuid NOT NULL,
    sha256 text NOT NULL,
    PRIMARY KEY (school, sha256, draft),
    FOREIGN KEY (school, draft) REFERENCES draft (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, sha256) REFERENCES media (school, sha256)
);
CREATE INDEX draft_media_draft ON draft_media (school, draft);
CREATE TABLE draft_package (
    {SCHOOL},
    draft uuid NOT NULL,
    sha256 text NOT NULL,
    PRIMARY KEY (school, sha256, draft),
    FOREIGN KEY (school, draft) REFERENCES draft (school, id) ON DELETE CASCADE
);
CREATE INDEX draft_package_draft ON draft_package (school, draft);
"""

# ``only_for``: nobody else finds the course on the shelf.
TRIAL = f"""
ALTER TABLE course ADD COLUMN only_for uuid;
ALTER TABLE course ADD FOREIGN KEY (school, only_for) REFERENCES person (school, id) ON DELETE CASCADE;
CREATE INDEX course_only_for ON course (school, only_for) WHERE only_for IS NOT NULL;
CREATE TABLE draft_trial (
    {SCHOOL},
    draft uuid NOT NULL,
    by uuid NOT NULL,
    course text NOT NULL,
    begun timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (school, draft, by),
    FOREIGN KEY (school, draft) REFERENCES draft (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, by) REFERENCES person (school, id) ON DELETE CASCADE
);
CREATE INDEX draft_trial_by ON draft_trial (school, by);
"""


def upgrade() -> None:
    """Make the tables. A piece never changes: its name is its content's hash."""
    for statements in (DRAFT, REVISION, PIECE, TRIAL):
        op.execute(statements)
    protect("draft", "draft_revision", "draft_trial")
    protect("draft_piece", "draft_holds", "draft_media", "draft_package", rights=("SELECT", "INSERT", "DELETE"))


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
