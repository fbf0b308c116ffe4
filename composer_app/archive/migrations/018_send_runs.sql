-- Sends to more recipients than a request takes. The content is here once; each request ("batch") is a submission whose
-- own content has no bodies.
CREATE TABLE send_run (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT    NOT NULL UNIQUE,
    account         INTEGER NOT NULL REFERENCES account (number),
    bulk_stem       TEXT    NOT NULL,           -- the bulk ids of its batches begin with it
    state           TEXT    NOT NULL,           -- domain.send_run.SendRunState
    subject         TEXT    NOT NULL,
    sender          TEXT    NOT NULL,
    content         TEXT    NOT NULL,           -- JSON of domain.mail.MailContent
    draft           TEXT,                       -- JSON of domain.draft.Draft without HTML, until the first batch is made
    list_name       TEXT    NOT NULL DEFAULT '',
    recipient_count INTEGER NOT NULL DEFAULT 0, -- at the start
    left_count      INTEGER NOT NULL DEFAULT 0, -- rows of send_run_row
    batch_size      INTEGER NOT NULL,
    per_minute      INTEGER,                    -- mails a minute at most; NULL: no limit
    next_row        INTEGER NOT NULL DEFAULT 1, -- of send_run_row: all before are in a batch
    created_at      INTEGER NOT NULL,
    leaves_at       INTEGER,
    settled_at      INTEGER,
    problem         TEXT,                       -- JSON of domain.problem.Problem: why it is paused
    is_restored     INTEGER NOT NULL DEFAULT 0  -- 1: its batches may have been sent since, and are looked up first
) STRICT;
CREATE INDEX send_run_by_age ON send_run (account, created_at);
CREATE INDEX send_run_open ON send_run (number) WHERE state IN ('preparing', 'running', 'paused');

-- The recipients that are in no batch yet. Each address is in a run once.
CREATE TABLE send_run_row (
    run             INTEGER NOT NULL REFERENCES send_run (number),
    row             INTEGER NOT NULL,
    kind            TEXT    NOT NULL,           -- domain.mail.RecipientKind
    address         TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    recipient_key   TEXT    NOT NULL,           -- domain.recipients.recipient_key
    placeholders    TEXT    NOT NULL,           -- JSON object of texts
    PRIMARY KEY (run, row)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX send_run_row_once ON send_run_row (run, recipient_key);

ALTER TABLE submission ADD COLUMN run INTEGER REFERENCES send_run (number);
CREATE INDEX submission_by_run ON submission (run, number) WHERE run IS NOT NULL;
