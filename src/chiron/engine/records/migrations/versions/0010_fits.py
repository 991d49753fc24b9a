"""Tables of fits: what was learnt from many logs, whose they were, which is in use, and what waits to be made."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Parameters and report are NULL once somebody whose events went in was erased.
FIT = f"""
CREATE TABLE fit (
    {SCHOOL},
    course text NOT NULL,
    version text NOT NULL,
    kind text NOT NULL,
    parameters jsonb,
    report jsonb,
    learners integer NOT NULL,
    state text NOT NULL CHECK (state IN ('kept', 'erased')),
    content text NOT NULL,
    made timestamptz NOT NULL,
    PRIMARY KEY (school, course, version),
    CHECK ((state = 'kept') = (parameters IS NOT NULL AND report IS NOT NULL))
);
"""

FIT_LEARNER = f"""
CREATE TABLE fit_learner (
    {SCHOOL},
    course text NOT NULL,
    version text NOT NULL,
    learner uuid NOT NULL,
    PRIMARY KEY (school, course, version, learner),
    FOREIGN KEY (school, course, version) REFERENCES fit (school, course, version) ON DELETE CASCADE,
    FOREIGN KEY (school, learner) REFERENCES person (school, id) ON DELETE CASCADE
);
CREATE INDEX fit_learner_learner ON fit_learner (school, learner);
"""

FIT_LIVE = f"""
CREATE TABLE fit_live (
    {SCHOOL},
    course text NOT NULL,
    version text NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (school, course),
    FOREIGN KEY (school, course, version) REFERENCES fit (school, course, version)
);
"""

# One that waits or runs for a course at a time; ``told`` is what came of it.
FIT_JOB = f"""
CREATE TABLE fit_job (
    {SCHOOL},
    id uuid NOT NULL,
    course text NOT NULL,
    why text NOT NULL CHECK (why IN ('asked', 'erased')),
    adopt boolean NOT NULL,
    asked timestamptz NOT NULL DEFAULT now(),
    claimed timestamptz,
    lease timestamptz,
    tries integer NOT NULL DEFAULT 0,
    progress real NOT NULL DEFAULT 0,
    done timestamptz,
    told text,
    PRIMARY KEY (school, id)
);
CREATE UNIQUE INDEX fit_job_open ON fit_job (school, course) WHERE done IS NULL;

CREATE FUNCTION fit_schools() RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
    PERFORM set_config('app.whole', 'on', true);
    RETURN QUERY SELECT DISTINCT j.school FROM public.fit_job j
        WHERE j.done IS NULL AND (j.lease IS NULL OR j.lease <= now());
    PERFORM set_config('app.whole', 'off', true);
END $$;
REVOKE ALL ON FUNCTION fit_schools() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fit_schools() TO chiron_app;
"""

# However a person is erased, what was learnt from them goes with them, in the same transaction: their line in
# fit_learner goes with the person, and this with the line. The course is fitted again without them.
FORGETTING = """
CREATE FUNCTION fit_forget() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public
AS $$
BEGIN
    INSERT INTO public.fit_job (school, id, course, why, adopt)
        SELECT DISTINCT l.school, gen_random_uuid(), l.course, 'erased', true
        FROM gone g JOIN public.fit_live l ON l.school = g.school AND l.course = g.course AND l.version = g.version
        ON CONFLICT (school, course) WHERE done IS NULL DO NOTHING;
    DELETE FROM public.snapshot s USING gone g, public.fit_live l
        WHERE l.school = g.school AND l.course = g.course AND l.version = g.version
        AND s.school = g.school AND s.course = g.course;
    DELETE FROM public.fit_live l USING gone g
        WHERE l.school = g.school AND l.course = g.course AND l.version = g.version;
    UPDATE public.fit f SET parameters = NULL, report = NULL, state = 'erased' FROM gone g
        WHERE f.school = g.school AND f.course = g.course AND f.version = g.version;
    RETURN NULL;
END $$;
CREATE TRIGGER fit_forget AFTER DELETE ON fit_learner
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION fit_forget();
"""


def upgrade() -> None:
    """Make the tables. A fit is never changed but by an erasure; snapshots are folded again under what is adopted."""
    for statement in (FIT, FIT_LEARNER, FIT_LIVE, FIT_JOB):
        op.execute(statement)
    protect("fit", "fit_learner", "fit_live", "fit_job")
    op.execute(FORGETTING)


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
