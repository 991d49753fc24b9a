"""The support desk's own records: customers, visitors, their log and what is folded from it, and cases.

Nothing here is shared with learners but accounts: ``customer.person`` is the account with which a customer signs in, if
they have one here. Whoever is deleted takes everything along by triggers, whichever way the deletion came: by the desk,
with their account, or again after a backup was restored.
"""

from alembic import op

from chiron.engine.records.migrations.schooling import SCHOOL, protect

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

SWITCH = "ALTER TABLE school ADD COLUMN support boolean NOT NULL DEFAULT false"

AGENTS = """
ALTER TABLE person DROP CONSTRAINT person_roles_check;
ALTER TABLE person ADD CONSTRAINT person_roles_check CHECK (
    cardinality(roles) > 0
    AND roles <@ ARRAY['learner', 'teacher', 'author', 'trainer', 'guardian', 'operator', 'agent']);
"""

# How many days what was looked at is kept, visitors who were not seen again, and what was said in a closed case.
TERMS = f"""
CREATE TABLE support_terms (
    {SCHOOL},
    browsing_days integer NOT NULL DEFAULT 400 CHECK (browsing_days BETWEEN 1 AND 3650),
    visitor_days integer NOT NULL DEFAULT 60 CHECK (visitor_days BETWEEN 1 AND 3650),
    case_days integer NOT NULL DEFAULT 1095 CHECK (case_days BETWEEN 1 AND 3650),
    PRIMARY KEY (school)
);
"""

# ``reference`` is the shop's own name for them.
CUSTOMER = f"""
CREATE TABLE customer (
    {SCHOOL},
    id uuid NOT NULL,
    reference text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 120),
    person uuid,
    name text NOT NULL DEFAULT '' CHECK (char_length(name) <= 120),
    mail text NOT NULL DEFAULT '' CHECK (char_length(mail) <= 254),
    language text NOT NULL DEFAULT '' CHECK (char_length(language) <= 35),
    made timestamptz NOT NULL,
    PRIMARY KEY (school, id),
    UNIQUE (school, reference),
    UNIQUE (school, person),
    FOREIGN KEY (school, person) REFERENCES person (school, id) ON DELETE CASCADE
);
"""

# ``reference`` is what the browser keeps. Where two customers ever signed in on it, it is ``shared``: nothing that is
# done there without signing in is counted as anybody's.
VISITOR = f"""
CREATE TABLE visitor (
    {SCHOOL},
    id uuid NOT NULL,
    reference text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 120),
    shared boolean NOT NULL DEFAULT false,
    made timestamptz NOT NULL,
    seen timestamptz NOT NULL,
    PRIMARY KEY (school, id),
    UNIQUE (school, reference)
);
CREATE INDEX visitor_made ON visitor (school, made);
CREATE INDEX visitor_seen ON visitor (school, seen);
"""

# ``subject`` is a customer or a visitor. ``visitor`` is on whose device a known customer did it; ``customer`` is who
# signed in or out there, in the visitor's own log.
EVENT = f"""
CREATE TABLE support_event (
    {SCHOOL},
    subject uuid NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    id uuid NOT NULL,
    kind text NOT NULL,
    version smallint NOT NULL CHECK (version > 0),
    key text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 120),
    channel text NOT NULL,
    at timestamptz NOT NULL,
    received timestamptz NOT NULL,
    customer uuid,
    visitor uuid,
    actor uuid,
    body jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
    PRIMARY KEY (school, subject, seq),
    CONSTRAINT support_event_key UNIQUE (school, subject, key)
);
CREATE INDEX support_event_kind ON support_event (school, kind, at);
CREATE INDEX support_event_received ON support_event (school, subject, received);
CREATE INDEX support_event_case ON support_event (school, (body ->> 'case')) WHERE body ? 'case';
CREATE INDEX support_event_customer ON support_event (school, customer) WHERE customer IS NOT NULL;

CREATE FUNCTION support_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND current_setting('app.forgetting', true) = 'on' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'support events are appended and never changed; they go by erasure or when their time is over'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER support_event_stays BEFORE UPDATE OR DELETE ON support_event
    FOR EACH ROW EXECUTE FUNCTION support_event_stays();
CREATE TRIGGER support_events_stay BEFORE TRUNCATE ON support_event
    FOR EACH STATEMENT EXECUTE FUNCTION support_event_stays();
"""

# ``marks`` are the logs that it was folded from: a log's owner, and the number up to which.
SNAPSHOT = f"""
CREATE TABLE support_snapshot (
    {SCHOOL},
    subject uuid NOT NULL,
    fold text NOT NULL,
    marks jsonb NOT NULL,
    state jsonb NOT NULL,
    PRIMARY KEY (school, subject, fold)
) WITH (fillfactor = 70);
"""

CASE = f"""
CREATE TABLE support_case (
    {SCHOOL},
    id uuid NOT NULL,
    reference text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 120),
    customer uuid,
    visitor uuid,
    channel text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'closed')),
    served_by text NOT NULL CHECK (served_by IN ('chiron', 'agent')),
    agent uuid,
    intent text,
    opened timestamptz NOT NULL,
    changed timestamptz NOT NULL,
    waiting timestamptz,
    closed timestamptz,
    PRIMARY KEY (school, id),
    UNIQUE (school, reference),
    CHECK (customer IS NOT NULL OR visitor IS NOT NULL),
    FOREIGN KEY (school, customer) REFERENCES customer (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, visitor) REFERENCES visitor (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, agent) REFERENCES person (school, id) ON DELETE SET NULL (agent)
);
CREATE INDEX support_case_open ON support_case (school, waiting) WHERE state = 'open';
CREATE INDEX support_case_customer ON support_case (school, customer);
CREATE INDEX support_case_visitor ON support_case (school, visitor);
CREATE INDEX support_case_agent ON support_case (school, agent);
"""

# So that a late event of somebody erased does not bring them back: a hash of the shop's name for them, and since when.
ERASED = f"""
CREATE TABLE support_erased (
    {SCHOOL},
    digest text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (school, digest)
);

CREATE FUNCTION support_digest(school uuid, reference text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(school || ' ' || reference, 'UTF8')), 'hex')
$$;
"""

# A device on which an erased customer signed in loses its whole anonymous log: some of it may have been theirs.
GOING = """
CREATE FUNCTION customer_goes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE
    devices uuid[];
BEGIN
    PERFORM set_config('app.erasing', 'on', true);
    SELECT array_agg(DISTINCT e.subject) INTO devices FROM public.support_event e
        WHERE e.school = OLD.school AND e.customer = OLD.id;
    UPDATE public.visitor v SET shared = true WHERE v.school = OLD.school AND v.id = ANY (devices) AND EXISTS (
        SELECT FROM public.support_event e WHERE e.school = OLD.school AND e.subject = v.id AND e.customer <> OLD.id);
    DELETE FROM public.support_snapshot s WHERE s.school = OLD.school
        AND (s.subject = OLD.id OR s.subject = ANY (devices)
            OR EXISTS (SELECT FROM unnest(devices) AS d WHERE s.marks ? d::text));
    DELETE FROM public.support_event e WHERE e.school = OLD.school
        AND (e.subject = OLD.id OR e.subject = ANY (devices));
    INSERT INTO public.support_erased (school, digest)
        VALUES (OLD.school, support_digest(OLD.school, OLD.reference))
        ON CONFLICT (school, digest) DO UPDATE SET at = excluded.at;
    PERFORM set_config('app.erasing', 'off', true);
    RETURN NULL;
END $$;
CREATE TRIGGER customer_goes AFTER DELETE ON customer FOR EACH ROW EXECUTE FUNCTION customer_goes();

CREATE FUNCTION visitor_goes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
    PERFORM set_config('app.erasing', 'on', true);
    DELETE FROM public.support_snapshot s WHERE s.school = OLD.school AND s.marks ? OLD.id::text;
    DELETE FROM public.support_event e WHERE e.school = OLD.school AND e.subject = OLD.id;
    PERFORM set_config('app.erasing', 'off', true);
    RETURN NULL;
END $$;
CREATE TRIGGER visitor_goes AFTER DELETE ON visitor FOR EACH ROW EXECUTE FUNCTION visitor_goes();

CREATE FUNCTION customer_erased() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
    DELETE FROM public.customer c WHERE c.school = NEW.school AND c.id = NEW.subject;
    DELETE FROM public.visitor v WHERE v.school = NEW.school AND v.id = NEW.subject;
    PERFORM set_config('app.erasing', 'on', true);  -- What called this was erasing, and goes on.
    RETURN NULL;
END $$;
CREATE TRIGGER customer_erased AFTER INSERT ON erasure FOR EACH ROW EXECUTE FUNCTION customer_erased();
"""

FORGETTING = """
CREATE FUNCTION forget_support_fact(who uuid, what text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE
    here uuid := current_setting('app.school')::uuid;
    gone bigint;
BEGIN
    PERFORM set_config('app.whole', 'off', true);
    PERFORM set_config('app.forgetting', 'on', true);
    UPDATE public.support_event e SET body = e.body || '{"value": ""}'::jsonb
        WHERE e.school = here AND e.subject = who AND e.kind IN ('fact.noted', 'fact.corrected')
        AND e.body ->> 'fact' = what AND e.body ->> 'value' <> '';
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('app.forgetting', 'off', true);
    RETURN gone;
END $$;

CREATE FUNCTION forget_support_events(kinds text[], before timestamptz) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE
    here uuid := current_setting('app.school')::uuid;
    whose uuid[];
    gone bigint;
BEGIN
    PERFORM set_config('app.whole', 'off', true);
    PERFORM set_config('app.erasing', 'on', true);
    SELECT array_agg(DISTINCT e.subject) INTO whose FROM public.support_event e
        WHERE e.school = here AND e.kind = ANY (kinds) AND e.at < before;
    DELETE FROM public.support_event e WHERE e.school = here AND e.kind = ANY (kinds) AND e.at < before;
    GET DIAGNOSTICS gone = ROW_COUNT;
    DELETE FROM public.support_snapshot s WHERE s.school = here
        AND EXISTS (SELECT FROM unnest(whose) AS w WHERE s.subject = w OR s.marks ? w::text);
    PERFORM set_config('app.erasing', 'off', true);
    RETURN gone;
END $$;
"""

SCHOOLS = """
CREATE FUNCTION support_schools() RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
BEGIN
    PERFORM set_config('app.whole', 'on', true);
    RETURN QUERY SELECT c.school FROM public.customer c UNION SELECT v.school FROM public.visitor v;
    PERFORM set_config('app.whole', 'off', true);
END $$;
"""

SHARED = (
    "forget_support_fact(uuid, text)",
    "forget_support_events(text[], timestamptz)",
    "support_schools()",
)


def upgrade() -> None:
    """Make the tables, the switch of a school, and the role of an agent."""
    for statements in (
        SWITCH,
        AGENTS,
        TERMS,
        CUSTOMER,
        VISITOR,
        EVENT,
        SNAPSHOT,
        CASE,
        ERASED,
        GOING,
        FORGETTING,
        SCHOOLS,
    ):
        op.execute(statements)
    for function in SHARED:
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {function} TO chiron_app")
    protect("support_event", rights=("SELECT", "INSERT"))
    protect("support_terms", "customer", "visitor", "support_snapshot", "support_case", "support_erased")


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
