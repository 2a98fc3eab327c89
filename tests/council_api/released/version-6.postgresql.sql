CREATE FUNCTION audit_is_added_to() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the audit is only added to'; END $$;

CREATE TABLE attachment (
    seq bigint NOT NULL,
    submission_id character varying NOT NULL,
    number integer NOT NULL,
    kiosk_seq bigint NOT NULL,
    received_at character varying NOT NULL,
    key_id character varying NOT NULL,
    digest bytea NOT NULL,
    size integer NOT NULL,
    envelope bytea NOT NULL
);
ALTER TABLE ONLY attachment ALTER COLUMN envelope SET STORAGE EXTERNAL;

CREATE SEQUENCE attachment_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE attachment_seq_seq OWNED BY attachment.seq;

CREATE TABLE audit (
    seq bigint NOT NULL,
    at character varying NOT NULL,
    who character varying NOT NULL,
    address character varying NOT NULL,
    action character varying NOT NULL,
    submission_id character varying,
    number integer
);

CREATE SEQUENCE audit_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE audit_seq_seq OWNED BY audit.seq;

CREATE TABLE confirmation (
    seq bigint NOT NULL,
    submission_id character varying NOT NULL,
    state character varying NOT NULL,
    tries integer NOT NULL,
    changed_at character varying NOT NULL,
    next_at character varying,
    reason character varying NOT NULL
);

CREATE SEQUENCE confirmation_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE confirmation_seq_seq OWNED BY confirmation.seq;

CREATE TABLE help_call (
    seq bigint NOT NULL,
    id character varying NOT NULL,
    kiosk_seq bigint NOT NULL,
    kind character varying NOT NULL,
    place character varying NOT NULL,
    service character varying NOT NULL,
    stage character varying NOT NULL,
    made_at character varying NOT NULL,
    heard_at character varying NOT NULL,
    urgent_at character varying,
    seen_at character varying,
    answered_at character varying,
    answered_by character varying,
    ended_at character varying,
    ended_how character varying
);

CREATE SEQUENCE help_call_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE help_call_seq_seq OWNED BY help_call.seq;

CREATE TABLE journey (
    seq bigint NOT NULL,
    kiosk_seq bigint NOT NULL,
    taken_on character varying NOT NULL,
    service character varying NOT NULL,
    day character varying NOT NULL,
    body character varying NOT NULL
);

CREATE TABLE journey_batch (
    seq bigint NOT NULL,
    id character varying NOT NULL,
    kiosk_seq bigint NOT NULL,
    taken_on character varying NOT NULL
);

CREATE SEQUENCE journey_batch_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE journey_batch_seq_seq OWNED BY journey_batch.seq;

CREATE SEQUENCE journey_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE journey_seq_seq OWNED BY journey.seq;

CREATE TABLE kiosk (
    seq bigint NOT NULL,
    name character varying NOT NULL,
    token_hash bytea NOT NULL,
    enrolled_at character varying NOT NULL,
    revoked_at character varying,
    heard_at character varying
);

CREATE SEQUENCE kiosk_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE kiosk_seq_seq OWNED BY kiosk.seq;

CREATE TABLE meta (
    k character varying NOT NULL,
    v character varying NOT NULL
);

CREATE TABLE recipient_key (
    seq bigint NOT NULL,
    key_id character varying NOT NULL,
    registered_at character varying NOT NULL
);

CREATE SEQUENCE recipient_key_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE recipient_key_seq_seq OWNED BY recipient_key.seq;

CREATE TABLE saved_visit (
    seq bigint NOT NULL,
    id character varying NOT NULL,
    kiosk_seq bigint NOT NULL,
    kept_at character varying NOT NULL,
    until character varying NOT NULL,
    digest bytea NOT NULL,
    size integer NOT NULL,
    envelope bytea NOT NULL,
    ended_at character varying,
    ended_how character varying
);
ALTER TABLE ONLY saved_visit ALTER COLUMN envelope SET STORAGE EXTERNAL;

CREATE SEQUENCE saved_visit_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE saved_visit_seq_seq OWNED BY saved_visit.seq;

CREATE TABLE submission (
    seq bigint NOT NULL,
    id character varying NOT NULL,
    kiosk_seq bigint NOT NULL,
    reference character varying NOT NULL,
    service character varying NOT NULL,
    language character varying NOT NULL,
    received_at character varying NOT NULL,
    key_id character varying NOT NULL,
    digest bytea NOT NULL,
    size integer NOT NULL,
    envelope bytea NOT NULL,
    deleted_at character varying,
    confirm character varying
);
ALTER TABLE ONLY submission ALTER COLUMN envelope SET STORAGE EXTERNAL;

CREATE SEQUENCE submission_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE submission_seq_seq OWNED BY submission.seq;

ALTER TABLE ONLY attachment ALTER COLUMN seq SET DEFAULT nextval('attachment_seq_seq'::regclass);

ALTER TABLE ONLY audit ALTER COLUMN seq SET DEFAULT nextval('audit_seq_seq'::regclass);

ALTER TABLE ONLY confirmation ALTER COLUMN seq SET DEFAULT nextval('confirmation_seq_seq'::regclass);

ALTER TABLE ONLY help_call ALTER COLUMN seq SET DEFAULT nextval('help_call_seq_seq'::regclass);

ALTER TABLE ONLY journey ALTER COLUMN seq SET DEFAULT nextval('journey_seq_seq'::regclass);

ALTER TABLE ONLY journey_batch ALTER COLUMN seq SET DEFAULT nextval('journey_batch_seq_seq'::regclass);

ALTER TABLE ONLY kiosk ALTER COLUMN seq SET DEFAULT nextval('kiosk_seq_seq'::regclass);

ALTER TABLE ONLY recipient_key ALTER COLUMN seq SET DEFAULT nextval('recipient_key_seq_seq'::regclass);

ALTER TABLE ONLY saved_visit ALTER COLUMN seq SET DEFAULT nextval('saved_visit_seq_seq'::regclass);

ALTER TABLE ONLY submission ALTER COLUMN seq SET DEFAULT nextval('submission_seq_seq'::regclass);

INSERT INTO attachment VALUES (1, '5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab', 1, 1, '2026-11-21T09:30:30+00:00', '0123456789abcdef', '\x0202020202020202020202020202020202020202020202020202020202020202', 2, '\xfe00');

INSERT INTO audit VALUES (1, '2026-11-21T10:00:00+00:00', 'council', '192.0.2.7', 'opened', '5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab', NULL);

INSERT INTO confirmation VALUES (1, '5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab', 'sent', 1, '2026-11-21T09:40:00+00:00', NULL, '');

INSERT INTO help_call VALUES (1, '7d1f2f3c-9b0e-4f5f-8a0a-0123456789ab', 1, 'help', 'By the door', 'missed-bin', 'Asking', '2026-11-21T09:31:00+00:00', '2026-11-21T09:32:00+00:00', NULL, '2026-11-21T09:31:10+00:00', '2026-11-21T09:31:20+00:00', 'council', '2026-11-21T09:33:00+00:00', 'done');

INSERT INTO journey VALUES (1, 1, '2026-11-21', 'missed-bin', '2026-11-21', '{}');

INSERT INTO journey_batch VALUES (1, '0f0cb5d6-9b0e-4f5f-8a0a-0123456789aa', 1, '2026-11-21');

INSERT INTO kiosk VALUES (1, 'library-1', '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', '2026-11-21T09:30:00+00:00', NULL, '2026-11-21T09:31:00+00:00');
INSERT INTO kiosk VALUES (2, 'library-0', '\x202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f', '2026-11-20T09:30:00+00:00', '2026-11-21T09:30:00+00:00', NULL);

INSERT INTO meta VALUES ('version', '6');

INSERT INTO recipient_key VALUES (1, '0123456789abcdef', '2026-11-21T09:30:00+00:00');

INSERT INTO saved_visit VALUES (1, '0123456789abcdef0123456789abcdef', 1, '2026-11-21T09:31:00+00:00', '2026-11-28T09:31:00+00:00', '\x0404040404040404040404040404040404040404040404040404040404040404', 3, '\x00ff0a', NULL, NULL);

INSERT INTO submission VALUES (1, '5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab', 1, 'KTM7RF2WD', 'missed-bin', 'cy', '2026-11-21T09:31:00+00:00', '0123456789abcdef', '\x0101010101010101010101010101010101010101010101010101010101010101', 3, '\x00ff0a', NULL, 'email');

SELECT pg_catalog.setval('attachment_seq_seq', 1, true);

SELECT pg_catalog.setval('audit_seq_seq', 1, true);

SELECT pg_catalog.setval('confirmation_seq_seq', 1, true);

SELECT pg_catalog.setval('help_call_seq_seq', 1, true);

SELECT pg_catalog.setval('journey_batch_seq_seq', 1, true);

SELECT pg_catalog.setval('journey_seq_seq', 1, true);

SELECT pg_catalog.setval('kiosk_seq_seq', 2, true);

SELECT pg_catalog.setval('recipient_key_seq_seq', 1, true);

SELECT pg_catalog.setval('saved_visit_seq_seq', 1, true);

SELECT pg_catalog.setval('submission_seq_seq', 1, true);

ALTER TABLE ONLY attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY attachment
    ADD CONSTRAINT attachment_submission_id_number_key UNIQUE (submission_id, number);

ALTER TABLE ONLY audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY confirmation
    ADD CONSTRAINT confirmation_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY confirmation
    ADD CONSTRAINT confirmation_submission_id_key UNIQUE (submission_id);

ALTER TABLE ONLY help_call
    ADD CONSTRAINT help_call_id_key UNIQUE (id);

ALTER TABLE ONLY help_call
    ADD CONSTRAINT help_call_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY journey_batch
    ADD CONSTRAINT journey_batch_id_key UNIQUE (id);

ALTER TABLE ONLY journey_batch
    ADD CONSTRAINT journey_batch_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY journey
    ADD CONSTRAINT journey_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY kiosk
    ADD CONSTRAINT kiosk_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY kiosk
    ADD CONSTRAINT kiosk_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (k);

ALTER TABLE ONLY recipient_key
    ADD CONSTRAINT recipient_key_key_id_key UNIQUE (key_id);

ALTER TABLE ONLY recipient_key
    ADD CONSTRAINT recipient_key_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY saved_visit
    ADD CONSTRAINT saved_visit_id_key UNIQUE (id);

ALTER TABLE ONLY saved_visit
    ADD CONSTRAINT saved_visit_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY submission
    ADD CONSTRAINT submission_id_key UNIQUE (id);

ALTER TABLE ONLY submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (seq);

CREATE INDEX ix_audit_submission_id ON audit USING btree (submission_id);

CREATE INDEX ix_help_call_made_at ON help_call USING btree (made_at);

CREATE INDEX ix_journey_batch_taken_on ON journey_batch USING btree (taken_on);

CREATE INDEX ix_journey_taken_on ON journey USING btree (taken_on);

CREATE INDEX ix_saved_visit_until ON saved_visit USING btree (until);

CREATE INDEX ix_submission_reference ON submission USING btree (reference);

CREATE INDEX journey_kiosk_taken ON journey USING btree (kiosk_seq, taken_on);

CREATE INDEX journey_service_day ON journey USING btree (service, day);

CREATE UNIQUE INDEX kiosk_live_name ON kiosk USING btree (name) WHERE (revoked_at IS NULL);

CREATE INDEX submission_confirm ON submission USING btree (received_at) WHERE (confirm IS NOT NULL);

CREATE TRIGGER audit_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_added_to();

ALTER TABLE ONLY attachment
    ADD CONSTRAINT attachment_kiosk_seq_fkey FOREIGN KEY (kiosk_seq) REFERENCES kiosk(seq);

ALTER TABLE ONLY help_call
    ADD CONSTRAINT help_call_kiosk_seq_fkey FOREIGN KEY (kiosk_seq) REFERENCES kiosk(seq);

ALTER TABLE ONLY journey_batch
    ADD CONSTRAINT journey_batch_kiosk_seq_fkey FOREIGN KEY (kiosk_seq) REFERENCES kiosk(seq);

ALTER TABLE ONLY journey
    ADD CONSTRAINT journey_kiosk_seq_fkey FOREIGN KEY (kiosk_seq) REFERENCES kiosk(seq);

ALTER TABLE ONLY saved_visit
    ADD CONSTRAINT saved_visit_kiosk_seq_fkey FOREIGN KEY (kiosk_seq) REFERENCES kiosk(seq);

ALTER TABLE ONLY submission
    ADD CONSTRAINT submission_kiosk_seq_fkey FOREIGN KEY (kiosk_seq) REFERENCES kiosk(seq);
