"""Tables of people."""

from alembic import op

from chiron.engine.records.migrations.schooling import protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SCHOOL = """
CREATE TABLE school (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
    named boolean NOT NULL DEFAULT true,
    country text NOT NULL DEFAULT '' CHECK (country ~ '^([A-Z]{2})?$'),
    time_zone text NOT NULL DEFAULT 'UTC',
    language text NOT NULL DEFAULT 'en',
    age_line smallint NOT NULL DEFAULT 16 CHECK (age_line BETWEEN 0 AND 21),
    under_age text NOT NULL DEFAULT 'guardian' CHECK (under_age IN ('guardian', 'school')),
    help_text text NOT NULL DEFAULT '' CHECK (char_length(help_text) <= 4000),
    alert_adult uuid,
    text_may_leave boolean NOT NULL DEFAULT false,
    mood boolean NOT NULL DEFAULT false,
    retention text NOT NULL DEFAULT 'year' CHECK (retention IN ('term', 'year', 'three-years')),
    demo boolean NOT NULL DEFAULT false,
    created timestamptz NOT NULL DEFAULT now()
);
"""

# What must be known before a school is set: only these may look over all schools, and they tell no more than this.
BEFORE_A_SCHOOL = """
CREATE FUNCTION school_count() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
    AS 'SELECT set_config(''app.whole'', ''on'', true);
        SELECT count(*) FROM public.school';
CREATE FUNCTION school_by_slug(wanted text) RETURNS TABLE (id uuid, name text, language text, demo boolean)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
    AS 'SELECT set_config(''app.whole'', ''on'', true);
        SELECT id, name, language, demo FROM public.school WHERE slug = wanted';
CREATE FUNCTION only_school() RETURNS TABLE (id uuid, slug text)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
    AS 'SELECT set_config(''app.whole'', ''on'', true);
        SELECT id, slug FROM public.school WHERE (SELECT count(*) FROM public.school) = 1';
REVOKE ALL ON FUNCTION school_count(), school_by_slug(text), only_school() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION school_count(), school_by_slug(text), only_school() TO chiron_app;
"""

PERSON = """
CREATE TABLE person (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid REFERENCES school (id),
    id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
    sign_in_name text NOT NULL CHECK (char_length(sign_in_name) BETWEEN 2 AND 64),
    password text,
    roles text[] NOT NULL CHECK (
        cardinality(roles) > 0
        AND roles <@ ARRAY['learner', 'teacher', 'author', 'trainer', 'guardian', 'operator']),
    age_band text CHECK (age_band IN ('under-13', '13-15', '16-17', 'adult')),
    birth_year smallint CHECK (birth_year BETWEEN 1880 AND 2200),
    language text NOT NULL DEFAULT 'en',
    preferences jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(preferences) = 'object'),
    created timestamptz NOT NULL,
    closed timestamptz,
    PRIMARY KEY (school, id),
    UNIQUE (school, sign_in_name)
);
ALTER TABLE school ADD FOREIGN KEY (id, alert_adult) REFERENCES person (school, id) ON DELETE SET NULL (alert_adult);

CREATE TABLE sign_in (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    person uuid NOT NULL,
    created timestamptz NOT NULL,
    seen timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    PRIMARY KEY (school, hash),
    FOREIGN KEY (school, person) REFERENCES person (school, id) ON DELETE CASCADE
);
CREATE INDEX sign_in_person ON sign_in (school, person);

CREATE TABLE attempt_limit (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid REFERENCES school (id),
    key bytea NOT NULL,
    ends timestamptz NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (school, key)
);

CREATE TABLE reset_code (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid,
    person uuid NOT NULL,
    hash bytea NOT NULL,
    made_by uuid,
    created timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    PRIMARY KEY (school, person),
    FOREIGN KEY (school, person) REFERENCES person (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, made_by) REFERENCES person (school, id) ON DELETE SET NULL (made_by)
);

CREATE TABLE erasure_request (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid,
    person uuid NOT NULL,
    asked_by uuid,
    asked timestamptz NOT NULL,
    PRIMARY KEY (school, person),
    FOREIGN KEY (school, person) REFERENCES person (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, asked_by) REFERENCES person (school, id) ON DELETE SET NULL (asked_by)
);
"""

CLASS = """
CREATE TABLE class (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid REFERENCES school (id),
    id uuid NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
    term text NOT NULL DEFAULT '' CHECK (char_length(term) <= 40),
    created timestamptz NOT NULL,
    archived timestamptz,
    PRIMARY KEY (school, id)
);
CREATE UNIQUE INDEX class_open_name ON class (school, name, term) WHERE archived IS NULL;

CREATE TABLE class_member (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid,
    class uuid NOT NULL,
    person uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('learner', 'teacher')),
    since timestamptz NOT NULL,
    PRIMARY KEY (school, class, person),
    FOREIGN KEY (school, class) REFERENCES class (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, person) REFERENCES person (school, id) ON DELETE CASCADE
);
CREATE INDEX class_member_person ON class_member (school, person);

CREATE TABLE join_code (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid,
    code text NOT NULL,
    class uuid NOT NULL,
    made_by uuid,
    created timestamptz NOT NULL,
    expires timestamptz NOT NULL,
    uses integer NOT NULL DEFAULT 0,
    most integer NOT NULL CHECK (most BETWEEN 1 AND 1000),
    PRIMARY KEY (school, code),
    UNIQUE (school, class),
    FOREIGN KEY (school, class) REFERENCES class (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, made_by) REFERENCES person (school, id) ON DELETE SET NULL (made_by),
    CHECK (uses <= most)
);
"""

CONSENT = """
CREATE TABLE guardian_link (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid,
    guardian uuid NOT NULL,
    learner uuid NOT NULL,
    made_by uuid,
    since timestamptz NOT NULL,
    PRIMARY KEY (school, guardian, learner),
    FOREIGN KEY (school, guardian) REFERENCES person (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, learner) REFERENCES person (school, id) ON DELETE CASCADE,
    FOREIGN KEY (school, made_by) REFERENCES person (school, id) ON DELETE SET NULL (made_by),
    CHECK (guardian <> learner)
);
CREATE INDEX guardian_link_learner ON guardian_link (school, learner);

CREATE TABLE consent (
    school uuid NOT NULL DEFAULT current_setting('app.school')::uuid REFERENCES school (id),
    id uuid NOT NULL,
    person uuid NOT NULL,
    what text NOT NULL,
    version text NOT NULL,
    given boolean NOT NULL,
    said_by uuid,
    standing text NOT NULL CHECK (standing IN ('self', 'guardian', 'school')),
    note text NOT NULL DEFAULT '' CHECK (char_length(note) <= 500),
    at timestamptz NOT NULL,
    PRIMARY KEY (school, id)
);
CREATE INDEX consent_person ON consent (school, person, what, at);

CREATE FUNCTION forget_consents(erased uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
    AS $$
    DECLARE gone integer;
    BEGIN
        UPDATE public.consent SET said_by = NULL
            WHERE school = current_setting('app.school')::uuid AND said_by = erased AND person <> erased;
        DELETE FROM public.consent WHERE school = current_setting('app.school')::uuid AND person = erased;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END $$;
REVOKE ALL ON FUNCTION forget_consents(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_consents(uuid) TO chiron_app;
"""

TABLES = (
    "person",
    "sign_in",
    "attempt_limit",
    "reset_code",
    "erasure_request",
    "class",
    "class_member",
    "join_code",
    "guardian_link",
)


def upgrade() -> None:
    """Make the tables. The ledger of consents is written once and never changed: no UPDATE or DELETE is granted."""
    for part in (SCHOOL, BEFORE_A_SCHOOL, PERSON, CLASS, CONSENT):
        op.execute(part)
    protect("school", column="id", rights=("SELECT", "INSERT", "UPDATE"))
    protect(*TABLES)
    protect("consent", rights=("SELECT", "INSERT"))


def downgrade() -> None:
    """Chiron goes forward only: restore a backup instead."""
