"""Lets the worker, who sees one school at a time, find the schools in which accounts are closed."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LEAVING = """
CREATE FUNCTION schools_with_closed_accounts() RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
    PERFORM set_config('app.whole', 'on', true);
    RETURN QUERY SELECT DISTINCT p.school FROM public.person p WHERE p.closed IS NOT NULL;
    PERFORM set_config('app.whole', 'off', true);
END $$;
REVOKE ALL ON FUNCTION schools_with_closed_accounts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION schools_with_closed_accounts() TO chiron_app;
"""


def upgrade() -> None:
    """Make it."""
    op.execute(LEAVING)


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
