"""Which schools list calls to language models from before a moment: the worker forgets those."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

FUNCTION = """
CREATE FUNCTION schools_with_calls_before(moment timestamptz) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
    PERFORM set_config('app.whole', 'on', true);
    RETURN QUERY SELECT DISTINCT c.school FROM public.model_call c WHERE c.asked < moment;
    PERFORM set_config('app.whole', 'off', true);
END $$;
REVOKE ALL ON FUNCTION schools_with_calls_before(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION schools_with_calls_before(timestamptz) TO chiron_app;
"""


def upgrade() -> None:
    """Make the function."""
    op.execute(FUNCTION)


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
