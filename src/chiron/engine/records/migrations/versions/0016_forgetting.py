"""What a learner has forgotten leaves the log: the words of one fact, and nothing else of any event, are taken out."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FORGETTING = """
CREATE OR REPLACE FUNCTION event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND current_setting('app.forgetting', true) = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'events are appended and never changed; a person''s go only by erasure'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION forget_fact(who uuid, what text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE
    here uuid := current_setting('app.school')::uuid;
    gone bigint;
BEGIN
    PERFORM set_config('app.whole', 'off', true);
    PERFORM set_config('app.forgetting', 'on', true);
    UPDATE public.event e SET body = e.body || '{"value": ""}'::jsonb
        WHERE e.school = here AND e.subject = who AND e.kind IN ('fact.noted', 'fact.corrected')
        AND e.body ->> 'fact' = what AND e.body ->> 'value' <> '';
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('app.forgetting', 'off', true);
    RETURN gone;
END $$;
REVOKE ALL ON FUNCTION forget_fact(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_fact(uuid, text) TO chiron_app;
"""


def upgrade() -> None:
    """Let the words of a fact be taken out, by one function."""
    op.execute(FORGETTING)


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
