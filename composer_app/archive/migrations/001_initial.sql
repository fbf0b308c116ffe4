-- The archive as it began. Times are microseconds since 1970-01-01 00:00 UTC (negative before), JSON is text,
-- `raw` is what the vendor sent, byte for byte.

-- Settings of accounts. A removed one keeps its row: its mails stay readable. Never a secret.
CREATE TABLE account (
    number      INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    settings    TEXT    NOT NULL,               -- JSON of domain.account.Account
    is_removed  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Mails that are being written.
CREATE TABLE draft (
    id          TEXT    PRIMARY KEY,
    updated_at  INTEGER NOT NULL,
    content     TEXT    NOT NULL                -- JSON of domain.draft.Draft
) STRICT;
CREATE INDEX draft_by_age ON draft (updated_at);

-- The outbox: one row per mail handed over for sending, for ever. What changes is its state.
-- One bulk_id belongs to one submission, since an unknown one is looked up by it.
CREATE TABLE submission (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT    NOT NULL UNIQUE,
    account         INTEGER NOT NULL REFERENCES account (number),
    bulk_id         TEXT    NOT NULL,
    state           TEXT    NOT NULL,           -- domain.submission.SubmissionState
    subject         TEXT    NOT NULL,
    recipient_count INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    handed_over_at  INTEGER,
    settled_at      INTEGER,
    attempts        INTEGER NOT NULL DEFAULT 0,
    problem         TEXT,                       -- JSON of domain.submission.Problem
    retry_at        INTEGER,                    -- of the problem: not due before
    lookups         INTEGER NOT NULL DEFAULT 0,
    next_lookup_at  INTEGER,
    UNIQUE (account, bulk_id)
) STRICT;
CREATE INDEX submission_by_age ON submission (account, created_at);
CREATE INDEX submission_by_state ON submission (state, created_at);

-- The frozen content of a submission, apart from it: a change of state does not write ten megabytes of HTML again.
CREATE TABLE submission_content (
    submission  INTEGER PRIMARY KEY REFERENCES submission (number),
    content     TEXT    NOT NULL,               -- JSON of domain.mail.MailContent
    recipients  TEXT    NOT NULL                -- JSON array of domain.submission.Recipient
) STRICT;

-- Answers to sends. A mail that was sent again has several.
CREATE TABLE send_answer (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    submission  INTEGER NOT NULL REFERENCES submission (number),
    received_at INTEGER NOT NULL,
    bulk_id     TEXT,                           -- as the vendor named it
    raw         BLOB    NOT NULL
) STRICT;
CREATE INDEX send_answer_by_submission ON send_answer (submission);

-- The spool: answers to report pulls and log queries, stored before they are parsed. `body` is deleted once
-- everything in it is understood: the rows made of it then hold the same bytes.
CREATE TABLE answer (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    account     INTEGER NOT NULL REFERENCES account (number),
    kind        TEXT    NOT NULL CHECK (kind IN ('reports', 'logs')),
    query       TEXT    NOT NULL,               -- what was asked, for people
    received_at INTEGER NOT NULL,
    is_complete INTEGER NOT NULL,               -- 0: the network cut it off
    size_bytes  INTEGER NOT NULL,
    problem     TEXT,                           -- why not everything in it could be read
    is_read     INTEGER NOT NULL DEFAULT 0,     -- 1: read once, with or without a problem
    body        BLOB
) STRICT;
CREATE INDEX answer_unread ON answer (number) WHERE body IS NOT NULL;

-- What the vendor says of a mail: a status and an error, each wording once. Row 0: nothing was said yet.
CREATE TABLE verdict (
    number              INTEGER PRIMARY KEY,
    status_group        INTEGER NOT NULL,
    status_group_name   TEXT    NOT NULL,
    status_id           INTEGER NOT NULL,
    status_name         TEXT    NOT NULL,
    status_description  TEXT    NOT NULL,
    status_action       TEXT    NOT NULL,
    error_group         INTEGER NOT NULL,
    error_group_name    TEXT    NOT NULL,
    error_id            INTEGER NOT NULL,
    error_name          TEXT    NOT NULL,
    error_description   TEXT    NOT NULL,
    error_permanent     INTEGER NOT NULL,
    UNIQUE (status_id, status_group, status_group_name, status_name, status_description, status_action,
            error_id, error_group, error_group_name, error_name, error_description, error_permanent)
) STRICT;
-- Its group is a number that no status is stored with (archive.column_values.storable_int), so that it equals none.
INSERT INTO verdict VALUES (0, -9223372036854775808, '', -1, '', '', '', 0, '', 0, '', '', 0);

-- One mail to one recipient: its current state, derived from submission, answer, log entry and reports
-- by archive/status_resolution.py. `submission` is empty for mail that was not sent from here.
CREATE TABLE message (
    row             INTEGER PRIMARY KEY AUTOINCREMENT,
    account         INTEGER NOT NULL REFERENCES account (number),
    submission      INTEGER REFERENCES submission (number),
    recipient_kind  TEXT    NOT NULL DEFAULT 'to',   -- domain.mail.RecipientKind; 'to' for mail of other programs
    message_id      TEXT,
    bulk_id         TEXT,
    address         TEXT    NOT NULL,
    address_key     TEXT    NOT NULL,           -- domain.recipients.address_key: spellings of one address share it
    sender          TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    outcome         TEXT    NOT NULL,           -- domain.outcome.Outcome
    basis           INTEGER NOT NULL,           -- archive.status_resolution.Basis: what the outcome rests on
    verdict         INTEGER NOT NULL DEFAULT 0 REFERENCES verdict (number),
    sent_at         INTEGER,
    done_at         INTEGER,
    price           TEXT,                       -- decimal, never a float
    currency        TEXT,
    answer_outcome  TEXT,                       -- what the answer to the send said of this recipient
    answer_verdict  INTEGER REFERENCES verdict (number),
    answered_at     INTEGER,
    has_report      INTEGER NOT NULL DEFAULT 0,
    is_new          INTEGER NOT NULL DEFAULT 0  -- 1: changed by a log entry or report not shown yet
) STRICT;
CREATE UNIQUE INDEX message_by_id ON message (account, message_id, address_key) WHERE message_id IS NOT NULL;
CREATE UNIQUE INDEX message_by_submission ON message (submission, address_key) WHERE submission IS NOT NULL;
CREATE INDEX message_by_bulk ON message (account, bulk_id) WHERE bulk_id IS NOT NULL;
-- For matching by bulk: only mail sent from here, so that the many mails of other programs are not searched.
CREATE INDEX message_ours_by_bulk ON message (account, bulk_id) WHERE submission IS NOT NULL;
-- For lists: each order, and the usual filter by outcome and time.
CREATE INDEX message_by_account ON message (account);    -- in the order of being recorded
CREATE INDEX message_by_sent ON message (account, sent_at);
CREATE INDEX message_by_done ON message (account, done_at);
CREATE INDEX message_by_outcome ON message (account, outcome, sent_at);
CREATE INDEX message_by_address ON message (account, address COLLATE NOCASE);
CREATE INDEX message_by_verdict ON message (verdict);

-- Any part of an address, sender, subject or id is found by its groups of three characters. The vendor's words
-- are few and searched in `verdict`, so that a report does not index its message again.
CREATE VIRTUAL TABLE message_search USING fts5 (
    address, sender, subject, message_id, bulk_id,
    content = 'message', content_rowid = 'row', tokenize = 'trigram', columnsize = 0
);
CREATE TRIGGER message_search_add AFTER INSERT ON message BEGIN
    INSERT INTO message_search (rowid, address, sender, subject, message_id, bulk_id)
    VALUES (new.row, new.address, new.sender, new.subject, new.message_id, new.bulk_id);
END;
CREATE TRIGGER message_search_drop AFTER DELETE ON message BEGIN
    INSERT INTO message_search (message_search, rowid, address, sender, subject, message_id, bulk_id)
    VALUES ('delete', old.row, old.address, old.sender, old.subject, old.message_id, old.bulk_id);
END;
CREATE TRIGGER message_search_change AFTER UPDATE OF address, sender, subject, message_id, bulk_id ON message
WHEN new.address IS NOT old.address OR new.sender IS NOT old.sender OR new.subject IS NOT old.subject
    OR new.message_id IS NOT old.message_id OR new.bulk_id IS NOT old.bulk_id
BEGIN
    INSERT INTO message_search (message_search, rowid, address, sender, subject, message_id, bulk_id)
    VALUES ('delete', old.row, old.address, old.sender, old.subject, old.message_id, old.bulk_id);
    INSERT INTO message_search (rowid, address, sender, subject, message_id, bulk_id)
    VALUES (new.row, new.address, new.sender, new.subject, new.message_id, new.bulk_id);
END;

-- How many messages stand how, kept by the triggers below in the same transaction as the messages themselves:
-- counting a million rows takes a tenth of a second, adding up these a thousandth.
CREATE TABLE outcome_count (
    account     INTEGER NOT NULL REFERENCES account (number),
    outcome     TEXT    NOT NULL,
    messages    INTEGER NOT NULL,
    PRIMARY KEY (account, outcome)
) STRICT, WITHOUT ROWID;
-- The same by the hour of sending; mail that was not sent yet has none. Hours since 1970-01-01 00:00 UTC.
CREATE TABLE hour_count (
    account     INTEGER NOT NULL REFERENCES account (number),
    hour        INTEGER NOT NULL,
    outcome     TEXT    NOT NULL,
    messages    INTEGER NOT NULL,
    PRIMARY KEY (account, hour, outcome)
) STRICT, WITHOUT ROWID;
-- Division cuts towards zero, and an hour before 1970 begins before it.
CREATE TRIGGER message_count_add AFTER INSERT ON message BEGIN
    INSERT INTO outcome_count VALUES (new.account, new.outcome, 1)
    ON CONFLICT (account, outcome) DO UPDATE SET messages = messages + 1;
    INSERT INTO hour_count
    SELECT new.account, new.sent_at / 3600000000 - (new.sent_at % 3600000000 < 0), new.outcome, 1
    WHERE new.sent_at IS NOT NULL
    ON CONFLICT (account, hour, outcome) DO UPDATE SET messages = messages + 1;
END;
CREATE TRIGGER message_count_drop AFTER DELETE ON message BEGIN
    UPDATE outcome_count SET messages = messages - 1 WHERE account = old.account AND outcome = old.outcome;
    UPDATE hour_count SET messages = messages - 1
    WHERE account = old.account AND hour = old.sent_at / 3600000000 - (old.sent_at % 3600000000 < 0)
        AND outcome = old.outcome;
END;
CREATE TRIGGER message_count_change AFTER UPDATE OF account, outcome, sent_at ON message
WHEN new.outcome IS NOT old.outcome OR new.sent_at IS NOT old.sent_at OR new.account IS NOT old.account
BEGIN
    UPDATE outcome_count SET messages = messages - 1 WHERE account = old.account AND outcome = old.outcome;
    UPDATE hour_count SET messages = messages - 1
    WHERE account = old.account AND hour = old.sent_at / 3600000000 - (old.sent_at % 3600000000 < 0)
        AND outcome = old.outcome;
    INSERT INTO outcome_count VALUES (new.account, new.outcome, 1)
    ON CONFLICT (account, outcome) DO UPDATE SET messages = messages + 1;
    INSERT INTO hour_count
    SELECT new.account, new.sent_at / 3600000000 - (new.sent_at % 3600000000 < 0), new.outcome, 1
    WHERE new.sent_at IS NOT NULL
    ON CONFLICT (account, hour, outcome) DO UPDATE SET messages = messages + 1;
END;

-- The latest log entry of each message.
CREATE TABLE log_entry (
    message     INTEGER PRIMARY KEY REFERENCES message (row),
    received_at INTEGER NOT NULL,
    outcome     TEXT    NOT NULL,
    verdict     INTEGER NOT NULL REFERENCES verdict (number),
    sent_at     INTEGER,
    done_at     INTEGER,
    price       TEXT,
    currency    TEXT,
    sender      TEXT    NOT NULL,
    bulk_id     TEXT,
    raw         BLOB    NOT NULL
) STRICT;

-- Every delivery report, for ever: the vendor hands each out once. The same report twice has the same digest.
CREATE TABLE report (
    row         INTEGER PRIMARY KEY AUTOINCREMENT,
    account     INTEGER NOT NULL REFERENCES account (number),
    message     INTEGER NOT NULL REFERENCES message (row),
    answer      INTEGER NOT NULL REFERENCES answer (number),
    digest      BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    outcome     TEXT    NOT NULL,
    verdict     INTEGER NOT NULL REFERENCES verdict (number),
    sent_at     INTEGER,
    done_at     INTEGER,
    price       TEXT,
    currency    TEXT,
    sender      TEXT    NOT NULL,
    bulk_id     TEXT,
    raw         BLOB    NOT NULL,
    UNIQUE (account, digest)
) STRICT;
CREATE INDEX report_by_message ON report (message);
CREATE INDEX report_by_received ON report (account, received_at);
CREATE INDEX report_by_outcome ON report (account, outcome, received_at);

-- The life of each message. By its key a step that is reported twice is recorded once.
CREATE TABLE event (
    message     INTEGER NOT NULL REFERENCES message (row),
    at          INTEGER NOT NULL,               -- when it happened
    kind        TEXT    NOT NULL,               -- domain.message_history.EventKind
    outcome     TEXT    NOT NULL,
    verdict     INTEGER NOT NULL DEFAULT 0,     -- the vendor's status and error, if any
    recorded_at INTEGER NOT NULL,               -- when this program learnt of it
    source      TEXT    NOT NULL,               -- who said so: program, answer, logs, reports
    detail      TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (message, at, kind, outcome, verdict)
) STRICT, WITHOUT ROWID;

-- Stretches of time whose logs were read in full; they never overlap or touch.
CREATE TABLE recorded (
    account     INTEGER NOT NULL REFERENCES account (number),
    since       INTEGER NOT NULL,
    until       INTEGER NOT NULL,
    PRIMARY KEY (account, since)
) STRICT, WITHOUT ROWID;

-- Erasures of addresses, with counts of what each removed. Only a hash of the address is kept: it answers
-- "was this address erased?".
CREATE TABLE erasure (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    at              INTEGER NOT NULL,
    address_hash    BLOB    NOT NULL,
    counts          TEXT    NOT NULL,           -- JSON: how many of what
    is_overwritten  INTEGER NOT NULL DEFAULT 0  -- 1: what was freed is overwritten in the file as well
) STRICT;
