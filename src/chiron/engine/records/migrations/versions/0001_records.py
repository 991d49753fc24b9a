"""Tables of records."""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect, share

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

EVENT = f"""
CREATE TABLE event (
    {SCHOOL},
    subject uuid NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    id uuid NOT NULL,
    kind text NOT NULL,
    version smallint NOT NULL CHECK (version > 0),
    key text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 200),
    actor uuid,
    server_time timestamptz NOT NULL,
    client_time timestamptz,
    course text,
    course_version text,
    skill text,
    template text,
    seed bigint,
    parameters jsonb,
    step text,
    made_checker text,
    made_policy text,
    made_parameters text,
    body jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
    PRIMARY KEY (school, subject, seq),
    CONSTRAINT event_key UNIQUE (school, subject, key),
    CHECK ((course IS NULL) = (course_version IS NULL))
);
CREATE INDEX event_kind ON event (school, kind, server_time);

CREATE FUNCTION event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'events are appended and never changed; a person''s go only by erasure'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_stays();
CREATE TRIGGER event_all_stay BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_stays();
"""

SNAPSHOT = f"""
CREATE TABLE snapshot (
    {SCHOOL},
    subject uuid NOT NULL,
    course text NOT NULL,
    seq bigint NOT NULL,
    parameters text NOT NULL,
    state jsonb NOT NULL,
    PRIMARY KEY (school, subject, course)
) WITH (fillfactor = 70);
"""

OUTBOX = f"""
CREATE TABLE outbox (
    {SCHOOL},
    id uuid NOT NULL,
    kind text NOT NULL,
    recipient uuid,
    payload jsonb NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    due timestamptz NOT NULL DEFAULT now(),
    tries integer NOT NULL DEFAULT 0,
    done timestamptz,
    fault text,
    PRIMARY KEY (school, id)
);
CREATE INDEX outbox_due ON outbox (school, due) WHERE done IS NULL;

CREATE FUNCTION outbox_schools() RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
    PERFORM set_config('app.whole', 'on', true);
    RETURN QUERY SELECT DISTINCT o.school FROM public.outbox o WHERE o.done IS NULL AND o.due <= now();
    PERFORM set_config('app.whole', 'off', true);
END $$;
REVOKE ALL ON FUNCTION outbox_schools() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outbox_schools() TO chiron_app;
"""

ERASURE = f"""
CREATE TABLE erasure (
    {SCHOOL},
    subject uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (school, subject)
);

CREATE FUNCTION erase_records(who uuid) RETURNS TABLE (events bigint, snapshots bigint, outbox bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE
    here uuid := current_setting('app.school')::uuid;
BEGIN
    PERFORM set_config('app.whole', 'off', true);
    PERFORM set_config('app.erasing', 'on', true);
    INSERT INTO public.erasure (school, subject) VALUES (here, who) ON CONFLICT DO NOTHING;
    DELETE FROM public.event e WHERE e.school = here AND e.subject = who;
    GET DIAGNOSTICS events = ROW_COUNT;
    DELETE FROM public.snapshot s WHERE s.school = here AND s.subject = who;
    GET DIAGNOSTICS snapshots = ROW_COUNT;
    DELETE FROM public.outbox o
        WHERE o.school = here AND (o.recipient = who OR o.payload ->> 'subject' = who::text);
    GET DIAGNOSTICS outbox = ROW_COUNT;
    PERFORM set_config('app.erasing', 'off', true);
    RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION erase_records(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erase_records(uuid) TO chiron_app;
"""


def upgrade() -> None:
    """Make the tables."""
    for statements in (EVENT, SNAPSHOT, OUTBOX, ERASURE):
        op.execute(statements)
    protect("event", rights=("SELECT", "INSERT"))
    protect("snapshot", "outbox")
    protect("erasure", rights=("SELECT",))
    share("alembic_version", rights=("SELECT",))


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
