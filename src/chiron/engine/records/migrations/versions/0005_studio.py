"""Tables of studio."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Whom an assignment is for stands beside it: the whole class, or the learners named in ``assignment_learner``. The flag
# is kept so that erasing the last of those learners does not turn a small group's work into everybody's.
ASSIGNMENT = f"""
CREATE TABLE assignment (
    {SCHOOL},
    id uuid NOT NULL,
    class uuid NOT NULL,
    course text NOT NULL,
    what text NOT NULL CHECK (what IN ('course', 'unit', 'skill', 'review')),
    skills text[] NOT NULL CHECK (cardinality(skills) BETWEEN 1 AND 2000),
    title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 300),
    note text NOT NULL DEFAULT '' CHECK (char_length(note) <= 2000),
    due timestamptz NOT NULL,
    whole_class boolean NOT NULL,
    made timestamptz NOT NULL,
    made_by uuid,
    withdrawn timestamptz,
    PRIMARY KEY (school, id),
    FOREIGN KEY (school, class) REFERENCES class (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, made_by) REFERENCES person (school, id) ON DELETE SET NULL (made_by)
);
CREATE INDEX assignment_class ON assignment (school, class) WHERE withdrawn IS NULL;

CREATE TABLE assignment_learner (
    {SCHOOL},
    assignment uuid NOT NULL,
    learner uuid NOT NULL,
    PRIMARY KEY (school, assignment, learner),
    FOREIGN KEY (school, assignment) REFERENCES assignment (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, learner) REFERENCES person (school, id) ON DELETE CASCADE
);
CREATE INDEX assignment_learner_learner ON assignment_learner (school, learner);
"""

# A case is an event of the learner's log, named by the id in its body.
ASKED = f"""
CREATE TABLE asked_colleague (
    {SCHOOL},
    subject uuid NOT NULL,
    case_id text NOT NULL CHECK (char_length(case_id) BETWEEN 1 AND 64),
    colleague uuid NOT NULL,
    asked_by uuid,
    note text NOT NULL DEFAULT '' CHECK (char_length(note) <= 4000),
    at timestamptz NOT NULL,
    PRIMARY KEY (school, subject, case_id, colleague),
    FOREIGN KEY (school, subject) REFERENCES person (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, colleague) REFERENCES person (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, asked_by) REFERENCES person (school, id) ON DELETE SET NULL (asked_by)
);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(ASSIGNMENT)
    op.execute(ASKED)
    protect("assignment", "assignment_learner", "asked_colleague")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
