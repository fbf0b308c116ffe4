-- Which mails of the outbox need which contents of the attachment store, kept by the triggers below in the same
-- transaction as the mails themselves: looking through the JSON of a million mails takes minutes. Drafts are few.
CREATE TABLE attachment_use (
    sha256      TEXT    NOT NULL,
    submission  INTEGER NOT NULL,
    PRIMARY KEY (sha256, submission)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_use_by_submission ON attachment_use (submission);
INSERT OR IGNORE INTO attachment_use
SELECT json_extract(file.value, '$.sha256'), submission_content.submission
FROM submission_content, json_each(iif(json_valid(content), content, '{}'), '$.attachments') AS file
WHERE json_extract(file.value, '$.sha256') IS NOT NULL;
CREATE TRIGGER attachment_use_add AFTER INSERT ON submission_content BEGIN
    INSERT OR IGNORE INTO attachment_use
    SELECT json_extract(file.value, '$.sha256'), new.submission
    FROM json_each(iif(json_valid(new.content), new.content, '{}'), '$.attachments') AS file
    WHERE json_extract(file.value, '$.sha256') IS NOT NULL;
END;
CREATE TRIGGER attachment_use_drop AFTER DELETE ON submission_content BEGIN
    DELETE FROM attachment_use WHERE submission = old.submission;
END;
CREATE TRIGGER attachment_use_change AFTER UPDATE OF content ON submission_content
WHEN new.content IS NOT old.content
BEGIN
    DELETE FROM attachment_use WHERE submission = new.submission;
    INSERT OR IGNORE INTO attachment_use
    SELECT json_extract(file.value, '$.sha256'), new.submission
    FROM json_each(iif(json_valid(new.content), new.content, '{}'), '$.attachments') AS file
    WHERE json_extract(file.value, '$.sha256') IS NOT NULL;
END;
