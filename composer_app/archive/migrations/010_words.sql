-- What a search compares beside `message_search`. All of it is plain SQL but for two columns, which the program fills
-- before each commit (archive/search_texts.py): rows that another program adds are filled with its next commit.

-- Texts of messages with letters beyond ASCII, each once, and what they are compared as: without case and accents.
CREATE TABLE spelling (
    number      INTEGER PRIMARY KEY,
    text        TEXT    NOT NULL UNIQUE,
    folded      TEXT                            -- domain.folding.fold(text); NULL: not written yet
) STRICT;
CREATE INDEX spelling_unwritten ON spelling (number) WHERE folded IS NULL;
-- Where each of them stands. Fields: 0 address, 1 sender, 2 subject.
CREATE TABLE spelled (
    spelling    INTEGER NOT NULL,
    field       INTEGER NOT NULL,
    message     INTEGER NOT NULL,
    PRIMARY KEY (spelling, field, message)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE spelling_search USING fts5 (
    folded, content = 'spelling', content_rowid = 'number', tokenize = 'trigram', columnsize = 0
);

-- The text of mails, each once and not once for each recipient: of a mail from here, or of a log entry that stands for
-- the bulk of another program.
CREATE TABLE letter (
    number      INTEGER PRIMARY KEY,
    submission  INTEGER UNIQUE REFERENCES submission (number),
    message     INTEGER UNIQUE REFERENCES message (row),    -- whose log entry has the text
    account     INTEGER REFERENCES account (number),        -- with bulk_id: the bulk that the entry stands for
    bulk_id     TEXT,
    text        TEXT                            -- visible words, folded; NULL: not written yet
) STRICT;
CREATE UNIQUE INDEX letter_by_bulk ON letter (account, bulk_id) WHERE bulk_id IS NOT NULL;
CREATE INDEX letter_unwritten ON letter (number) WHERE text IS NULL;
CREATE VIRTUAL TABLE letter_search USING fts5 (
    text, content = 'letter', content_rowid = 'number', tokenize = 'trigram', columnsize = 0
);

INSERT INTO spelling (text)
SELECT address FROM message WHERE address GLOB '*[^ -~]*'
UNION SELECT sender FROM message WHERE sender GLOB '*[^ -~]*'
UNION SELECT subject FROM message WHERE subject GLOB '*[^ -~]*';
INSERT INTO spelled
SELECT number, 0, row FROM message JOIN spelling ON text = address WHERE address GLOB '*[^ -~]*'
UNION ALL SELECT number, 1, row FROM message JOIN spelling ON text = sender WHERE sender GLOB '*[^ -~]*'
UNION ALL SELECT number, 2, row FROM message JOIN spelling ON text = subject WHERE subject GLOB '*[^ -~]*';
INSERT INTO letter (submission) SELECT submission FROM submission_content;
INSERT INTO letter (message, account, bulk_id)
SELECT min(message.row), message.account, message.bulk_id
FROM log_entry CROSS JOIN message ON message.row = log_entry.message
WHERE instr(raw, CAST('"text"' AS BLOB)) AND message.submission IS NULL
GROUP BY message.account, message.bulk_id, iif(message.bulk_id IS NULL, message.row, 0);

-- They do without OR IGNORE: the clause of the statement that sets a trigger off would take its place.
CREATE TRIGGER spelling_add AFTER INSERT ON message
WHEN new.address || new.sender || new.subject GLOB '*[^ -~]*'
BEGIN
    INSERT INTO spelling (text)
    SELECT value FROM (SELECT new.address AS value UNION SELECT new.sender UNION SELECT new.subject)
    WHERE value GLOB '*[^ -~]*' AND NOT EXISTS (SELECT 1 FROM spelling WHERE text = value);
    INSERT INTO spelled
    SELECT number, 0, new.row FROM spelling WHERE text = new.address
    UNION ALL SELECT number, 1, new.row FROM spelling WHERE text = new.sender
    UNION ALL SELECT number, 2, new.row FROM spelling WHERE text = new.subject;
END;
CREATE TRIGGER spelling_drop AFTER DELETE ON message
WHEN old.address || old.sender || old.subject GLOB '*[^ -~]*'
BEGIN
    DELETE FROM spelled WHERE message = old.row AND field = 0
        AND spelling = (SELECT number FROM spelling WHERE text = old.address);
    DELETE FROM spelled WHERE message = old.row AND field = 1
        AND spelling = (SELECT number FROM spelling WHERE text = old.sender);
    DELETE FROM spelled WHERE message = old.row AND field = 2
        AND spelling = (SELECT number FROM spelling WHERE text = old.subject);
    DELETE FROM spelling WHERE text IN (old.address, old.sender, old.subject)
        AND NOT EXISTS (SELECT 1 FROM spelled WHERE spelling = number);
END;
CREATE TRIGGER spelling_change AFTER UPDATE OF address, sender, subject ON message
WHEN (new.address IS NOT old.address OR new.sender IS NOT old.sender OR new.subject IS NOT old.subject)
    AND (old.address || old.sender || old.subject || new.address || new.sender || new.subject) GLOB '*[^ -~]*'
BEGIN
    INSERT INTO spelling (text)
    SELECT value FROM (SELECT new.address AS value UNION SELECT new.sender UNION SELECT new.subject)
    WHERE value GLOB '*[^ -~]*' AND NOT EXISTS (SELECT 1 FROM spelling WHERE text = value);
    DELETE FROM spelled WHERE message = old.row AND field = 0
        AND spelling = (SELECT number FROM spelling WHERE text = old.address);
    DELETE FROM spelled WHERE message = old.row AND field = 1
        AND spelling = (SELECT number FROM spelling WHERE text = old.sender);
    DELETE FROM spelled WHERE message = old.row AND field = 2
        AND spelling = (SELECT number FROM spelling WHERE text = old.subject);
    INSERT INTO spelled
    SELECT number, 0, new.row FROM spelling WHERE text = new.address
    UNION ALL SELECT number, 1, new.row FROM spelling WHERE text = new.sender
    UNION ALL SELECT number, 2, new.row FROM spelling WHERE text = new.subject;
    DELETE FROM spelling WHERE text IN (old.address, old.sender, old.subject)
        AND NOT EXISTS (SELECT 1 FROM spelled WHERE spelling = number);
END;
CREATE TRIGGER spelling_search_drop AFTER DELETE ON spelling WHEN old.folded IS NOT NULL BEGIN
    INSERT INTO spelling_search (spelling_search, rowid, folded) VALUES ('delete', old.number, old.folded);
END;
CREATE TRIGGER spelling_search_change AFTER UPDATE OF folded ON spelling WHEN new.folded IS NOT old.folded BEGIN
    INSERT INTO spelling_search (spelling_search, rowid, folded)
    SELECT 'delete', old.number, old.folded WHERE old.folded IS NOT NULL;
    INSERT INTO spelling_search (rowid, folded) SELECT new.number, new.folded WHERE new.folded IS NOT NULL;
END;
CREATE TRIGGER spelling_other AFTER UPDATE OF text ON spelling WHEN new.text IS NOT old.text BEGIN
    UPDATE spelling SET folded = NULL WHERE number = new.number;
END;

CREATE TRIGGER letter_add AFTER INSERT ON submission_content BEGIN
    INSERT INTO letter (submission) VALUES (new.submission);
END;
CREATE TRIGGER letter_change AFTER UPDATE OF content ON submission_content WHEN new.content IS NOT old.content BEGIN
    UPDATE letter SET text = NULL WHERE submission = new.submission;
END;
CREATE TRIGGER letter_drop AFTER DELETE ON submission_content BEGIN
    DELETE FROM letter WHERE submission = old.submission;
END;
CREATE TRIGGER letter_of_log_add AFTER INSERT ON log_entry WHEN instr(new.raw, CAST('"text"' AS BLOB)) BEGIN
    INSERT INTO letter (message, account, bulk_id)
    SELECT row, account, bulk_id FROM message
    WHERE row = new.message AND submission IS NULL AND NOT EXISTS (
        SELECT 1 FROM letter WHERE letter.account = message.account AND letter.bulk_id = message.bulk_id
        UNION ALL SELECT 1 FROM letter WHERE letter.message = message.row
    );
END;
CREATE TRIGGER letter_of_log_change AFTER UPDATE OF raw ON log_entry WHEN new.raw IS NOT old.raw BEGIN
    UPDATE letter SET text = NULL WHERE message = new.message;
    INSERT INTO letter (message, account, bulk_id)
    SELECT row, account, bulk_id FROM message
    WHERE row = new.message AND submission IS NULL AND instr(new.raw, CAST('"text"' AS BLOB)) AND NOT EXISTS (
        SELECT 1 FROM letter WHERE letter.account = message.account AND letter.bulk_id = message.bulk_id
        UNION ALL SELECT 1 FROM letter WHERE letter.message = message.row
    );
END;
CREATE TRIGGER letter_of_log_move AFTER UPDATE OF message ON log_entry WHEN new.message IS NOT old.message BEGIN
    UPDATE letter SET message = new.message WHERE message = old.message;
END;
-- Another entry of the bulk takes the place of the one that stood for it.
CREATE TRIGGER letter_of_log_drop AFTER DELETE ON log_entry
WHEN EXISTS (SELECT 1 FROM letter WHERE message = old.message)
BEGIN
    UPDATE letter SET text = NULL, message = (
        SELECT row FROM message
        WHERE message.account = letter.account AND message.bulk_id = letter.bulk_id AND row > old.message
            AND submission IS NULL AND EXISTS (
                SELECT 1 FROM log_entry WHERE log_entry.message = row AND instr(raw, CAST('"text"' AS BLOB))
            )
        ORDER BY row LIMIT 1
    ) WHERE message = old.message;
    DELETE FROM letter WHERE submission IS NULL AND message IS NULL;
END;
CREATE TRIGGER letter_search_drop AFTER DELETE ON letter WHEN old.text IS NOT NULL BEGIN
    INSERT INTO letter_search (letter_search, rowid, text) VALUES ('delete', old.number, old.text);
END;
CREATE TRIGGER letter_search_change AFTER UPDATE OF text ON letter WHEN new.text IS NOT old.text BEGIN
    INSERT INTO letter_search (letter_search, rowid, text)
    SELECT 'delete', old.number, old.text WHERE old.text IS NOT NULL;
    INSERT INTO letter_search (rowid, text) SELECT new.number, new.text WHERE new.text IS NOT NULL;
END;
