"""A table of imports: what staff uploaded, how far it is read, and what came of it."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

# ``told`` is empty where it went well, else a sentence; ``version`` is what was published of it last.
IMPORT = f"""
CREATE TABLE import_job (
    {SCHOOL},
    id uuid NOT NULL,
    by uuid,
    name text NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    asked timestamptz NOT NULL DEFAULT now(),
    claimed timestamptz,
    lease timestamptz,
    tries integer NOT NULL DEFAULT 0,
    seen integer NOT NULL DEFAULT 0,
    done timestamptz,
    told text,
    report jsonb,
    version text,
    PRIMARY KEY (school, id),
    FOREIGN KEY (school, by) REFERENCES person (school, id) ON DELETE SET NULL (by)
);
CREATE INDEX import_job_by ON import_job (school, by);

CREATE FUNCTION import_schools() RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
    PERFORM set_config('app.whole', 'on', true);
    RETURN QUERY SELECT DISTINCT i.school FROM public.import_job i
        WHERE i.done IS NULL AND (i.lease IS NULL OR i.lease <= now());
    PERFORM set_config('app.whole', 'off', true);
END $$;
REVOKE ALL ON FUNCTION import_schools() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION import_schools() TO chiron_app;
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(IMPORT)
    protect("import_job")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
