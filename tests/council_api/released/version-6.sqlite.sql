BEGIN TRANSACTION;
CREATE TABLE attachment (
	seq INTEGER NOT NULL, 
	submission_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	kiosk_seq INTEGER NOT NULL, 
	received_at VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	digest BLOB NOT NULL, 
	size INTEGER NOT NULL, 
	envelope BLOB NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (submission_id, number), 
	FOREIGN KEY(kiosk_seq) REFERENCES kiosk (seq)
);
INSERT INTO "attachment" VALUES(1,'5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab',1,1,'2026-11-21T09:30:30+00:00','0123456789abcdef',X'0202020202020202020202020202020202020202020202020202020202020202',2,X'FE00');
CREATE TABLE audit (
	seq INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	action VARCHAR NOT NULL, 
	submission_id VARCHAR, 
	number INTEGER, 
	PRIMARY KEY (seq)
);
INSERT INTO "audit" VALUES(1,'2026-11-21T10:00:00+00:00','council','192.0.2.7','opened','5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab',NULL);
CREATE TABLE confirmation (
	seq INTEGER NOT NULL, 
	submission_id VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	changed_at VARCHAR NOT NULL, 
	next_at VARCHAR, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (submission_id)
);
INSERT INTO "confirmation" VALUES(1,'5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab','sent',1,'2026-11-21T09:40:00+00:00',NULL,'');
CREATE TABLE help_call (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	kiosk_seq INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	service VARCHAR NOT NULL, 
	stage VARCHAR NOT NULL, 
	made_at VARCHAR NOT NULL, 
	heard_at VARCHAR NOT NULL, 
	urgent_at VARCHAR, 
	seen_at VARCHAR, 
	answered_at VARCHAR, 
	answered_by VARCHAR, 
	ended_at VARCHAR, 
	ended_how VARCHAR, 
	PRIMARY KEY (seq), 
	UNIQUE (id), 
	FOREIGN KEY(kiosk_seq) REFERENCES kiosk (seq)
);
INSERT INTO "help_call" VALUES(1,'7d1f2f3c-9b0e-4f5f-8a0a-0123456789ab',1,'help','By the door','missed-bin','Asking','2026-11-21T09:31:00+00:00','2026-11-21T09:32:00+00:00',NULL,'2026-11-21T09:31:10+00:00','2026-11-21T09:31:20+00:00','council','2026-11-21T09:33:00+00:00','done');
CREATE TABLE journey (
	seq INTEGER NOT NULL, 
	kiosk_seq INTEGER NOT NULL, 
	taken_on VARCHAR NOT NULL, 
	service VARCHAR NOT NULL, 
	day VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(kiosk_seq) REFERENCES kiosk (seq)
);
INSERT INTO "journey" VALUES(1,1,'2026-11-21','missed-bin','2026-11-21','{}');
CREATE TABLE journey_batch (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	kiosk_seq INTEGER NOT NULL, 
	taken_on VARCHAR NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (id), 
	FOREIGN KEY(kiosk_seq) REFERENCES kiosk (seq)
);
INSERT INTO "journey_batch" VALUES(1,'0f0cb5d6-9b0e-4f5f-8a0a-0123456789aa',1,'2026-11-21');
CREATE TABLE kiosk (
	seq INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	token_hash BLOB NOT NULL, 
	enrolled_at VARCHAR NOT NULL, 
	revoked_at VARCHAR, 
	heard_at VARCHAR, 
	PRIMARY KEY (seq), 
	UNIQUE (token_hash)
);
INSERT INTO "kiosk" VALUES(1,'library-1',X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F','2026-11-21T09:30:00+00:00',NULL,'2026-11-21T09:31:00+00:00');
INSERT INTO "kiosk" VALUES(2,'library-0',X'202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F','2026-11-20T09:30:00+00:00','2026-11-21T09:30:00+00:00',NULL);
CREATE TABLE meta (
	k VARCHAR NOT NULL, 
	v VARCHAR NOT NULL, 
	PRIMARY KEY (k)
);
INSERT INTO "meta" VALUES('version','6');
CREATE TABLE recipient_key (
	seq INTEGER NOT NULL, 
	key_id VARCHAR NOT NULL, 
	registered_at VARCHAR NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (key_id)
);
INSERT INTO "recipient_key" VALUES(1,'0123456789abcdef','2026-11-21T09:30:00+00:00');
CREATE TABLE saved_visit (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	kiosk_seq INTEGER NOT NULL, 
	kept_at VARCHAR NOT NULL, 
	until VARCHAR NOT NULL, 
	digest BLOB NOT NULL, 
	size INTEGER NOT NULL, 
	envelope BLOB NOT NULL, 
	ended_at VARCHAR, 
	ended_how VARCHAR, 
	PRIMARY KEY (seq), 
	UNIQUE (id), 
	FOREIGN KEY(kiosk_seq) REFERENCES kiosk (seq)
);
INSERT INTO "saved_visit" VALUES(1,'0123456789abcdef0123456789abcdef',1,'2026-11-21T09:31:00+00:00','2026-11-28T09:31:00+00:00',X'0404040404040404040404040404040404040404040404040404040404040404',3,X'00FF0A',NULL,NULL);
CREATE TABLE submission (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	kiosk_seq INTEGER NOT NULL, 
	reference VARCHAR NOT NULL, 
	service VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	received_at VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	digest BLOB NOT NULL, 
	size INTEGER NOT NULL, 
	envelope BLOB NOT NULL, 
	deleted_at VARCHAR, confirm VARCHAR, 
	PRIMARY KEY (seq), 
	UNIQUE (id), 
	FOREIGN KEY(kiosk_seq) REFERENCES kiosk (seq)
);
INSERT INTO "submission" VALUES(1,'5f0cb5d6-9b0e-4f5f-8a0a-0123456789ab',1,'KTM7RF2WD','missed-bin','cy','2026-11-21T09:31:00+00:00','0123456789abcdef',X'0101010101010101010101010101010101010101010101010101010101010101',3,X'00FF0A',NULL,'email');
CREATE UNIQUE INDEX kiosk_live_name ON kiosk (name) WHERE revoked_at IS NULL;
CREATE INDEX ix_audit_submission_id ON audit (submission_id);
CREATE TRIGGER audit_no_update BEFORE update ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_no_delete BEFORE delete ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE INDEX ix_submission_reference ON submission (reference);
CREATE INDEX ix_help_call_made_at ON help_call (made_at);
CREATE INDEX ix_saved_visit_until ON saved_visit (until);
CREATE INDEX submission_confirm ON submission (received_at) WHERE confirm IS NOT NULL;
CREATE INDEX ix_journey_batch_taken_on ON journey_batch (taken_on);
CREATE INDEX ix_journey_taken_on ON journey (taken_on);
CREATE INDEX journey_service_day ON journey (service, day);
CREATE INDEX journey_kiosk_taken ON journey (kiosk_seq, taken_on);
COMMIT;
