"""Language models: which a school chose and what each may see, what may be spent, what was, and every call.

No call keeps what was asked or said. A learner's calls and what they spent go with the learner; what their class and
school spent stays.
"""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SCOPES = "('school', 'class', 'learner')"

MODELS = f"""
CREATE TABLE model_choice (
    {SCHOOL},
    model text NOT NULL CHECK (char_length(model) BETWEEN 1 AND 80),
    place integer NOT NULL,
    kinds text[] NOT NULL CHECK (cardinality(kinds) BETWEEN 1 AND 12),
    PRIMARY KEY (school, model)
);
CREATE TABLE model_budget (
    {SCHOOL},
    scope text NOT NULL CHECK (scope IN {SCOPES}),
    period text NOT NULL CHECK (period IN ('day', 'month')),
    tokens bigint CHECK (tokens >= 0),
    cost numeric(14, 4) CHECK (cost >= 0),
    PRIMARY KEY (school, scope, period),
    CHECK (tokens IS NOT NULL OR cost IS NOT NULL)
);
CREATE TABLE model_spent (
    {SCHOOL},
    scope text NOT NULL CHECK (scope IN {SCOPES}),
    whose uuid NOT NULL,
    period text NOT NULL CHECK (period IN ('day', 'month')),
    begins date NOT NULL,
    learner uuid CHECK ((learner IS NOT NULL) = (scope = 'learner')),
    tokens bigint NOT NULL,
    cost numeric(18, 8) NOT NULL,
    PRIMARY KEY (school, scope, whose, period, begins),
    FOREIGN KEY (school, learner) REFERENCES person (school, id) ON DELETE CASCADE
) WITH (fillfactor = 70);
CREATE INDEX model_spent_learner ON model_spent (school, learner) WHERE learner IS NOT NULL;
CREATE TABLE model_call (
    {SCHOOL},
    id uuid NOT NULL,
    learner uuid NOT NULL,
    class uuid,
    consent uuid NOT NULL,
    asked timestamptz NOT NULL,
    purpose text NOT NULL,
    kinds text[] NOT NULL,
    model text NOT NULL,
    provider text NOT NULL,
    here boolean NOT NULL,
    reserved bigint NOT NULL,
    reserved_cost numeric(18, 8) NOT NULL,
    outcome text NOT NULL DEFAULT 'asked',
    prompt integer,
    cached integer,
    completion integer,
    cost numeric(18, 8),
    currency text,
    first_ms integer,
    took_ms integer,
    PRIMARY KEY (school, id),
    FOREIGN KEY (school, learner) REFERENCES person (school, id) ON DELETE CASCADE
);
CREATE INDEX model_call_learner ON model_call (school, learner);
CREATE INDEX model_call_asked ON model_call (school, asked DESC);

CREATE FUNCTION refuse_model(scope text, period text) RETURNS boolean
    LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'over a budget for language models' USING ERRCODE = 'CH001', DETAIL = scope || ' ' || period;
END $$;
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(MODELS)
    protect("model_choice", "model_budget", "model_spent", "model_call")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
