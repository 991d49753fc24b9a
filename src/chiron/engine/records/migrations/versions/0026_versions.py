"""What was published when, by whom, and what the parts of one version were in another."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect, whole

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# ``step`` holds what is called otherwise than in the publishing before; ``mark`` is another where any part of any
# version of the course goes by another name now, and empty where each has its own.
RELEASE = f"""
CREATE TABLE course_release (
    {SCHOOL},
    course text NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    version text NOT NULL,
    step jsonb NOT NULL DEFAULT '{{}}' CHECK (jsonb_typeof(step) = 'object'),
    mark text NOT NULL DEFAULT '',
    at timestamptz NOT NULL DEFAULT now(),
    by uuid,
    note text NOT NULL DEFAULT '' CHECK (char_length(note) <= 2000),
    PRIMARY KEY (school, course, number),
    FOREIGN KEY (school, version) REFERENCES course_version (school, version),
    FOREIGN KEY (school, by) REFERENCES person (school, id) ON DELETE SET NULL (by)
);
CREATE INDEX course_release_by ON course_release (school, by);
"""

# Every version that is kept was published once, as far as is known when it was first kept; that of today came last.
BEFORE = """
INSERT INTO course_release (school, course, number, version, at, by)
SELECT v.school, v.course, row_number() OVER (PARTITION BY v.school, v.course ORDER BY c.id IS NOT NULL, v.kept,
    v.version), v.version, coalesce(c.published, v.kept),
    (SELECT i.by FROM import_job i WHERE i.school = v.school AND i.version = v.version ORDER BY i.asked DESC LIMIT 1)
FROM course_version v
LEFT JOIN course c ON c.school = v.school AND c.id = v.course AND c.version = v.version
WHERE v.course !~ '^trial-[0-9a-f]{12}-[0-9a-f]{16}$'
"""


def upgrade() -> None:
    """Make the table, and fill it with what is known of earlier publishing."""
    op.execute(RELEASE)
    protect("course_release")
    whole()
    op.execute(BEFORE)


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
