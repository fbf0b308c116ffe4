-- When this archive began, in seconds since 1970; 0 for one that was there before this was noted. A file of the
-- attachment store that is older and was never known here belongs to another archive, which was moved away and may
-- come back.
CREATE TABLE origin (
    began_at    INTEGER NOT NULL
) STRICT;
INSERT INTO origin
SELECT iif(EXISTS (SELECT 1 FROM account), 0, CAST(strftime('%s', 'now') AS INTEGER));

-- The contents that a draft or a mail referred to once, kept by the triggers below. They do without OR IGNORE: the
-- clause of the statement that sets a trigger off would take its place.
CREATE TABLE attachment_known (
    sha256      TEXT    PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TRIGGER attachment_known_draft AFTER INSERT ON draft BEGIN
    INSERT INTO attachment_known
    SELECT DISTINCT json_extract(file.value, '$.sha256') AS needed
    FROM json_each(iif(json_valid(new.content), new.content, '{}'), '$.attachments') AS file
    WHERE needed IS NOT NULL AND needed NOT IN (SELECT sha256 FROM attachment_known);
END;
CREATE TRIGGER attachment_known_change AFTER UPDATE OF content ON draft BEGIN
    INSERT INTO attachment_known
    SELECT DISTINCT json_extract(file.value, '$.sha256') AS needed
    FROM json_each(iif(json_valid(new.content), new.content, '{}'), '$.attachments') AS file
    WHERE needed IS NOT NULL AND needed NOT IN (SELECT sha256 FROM attachment_known);
END;
CREATE TRIGGER attachment_known_mail AFTER INSERT ON attachment_use BEGIN
    INSERT INTO attachment_known
    SELECT new.sha256 WHERE new.sha256 NOT IN (SELECT sha256 FROM attachment_known);
END;
