-- The list of recipients of a draft is a content of the attachment store as well (domain.merge_list).
CREATE TRIGGER list_known_draft AFTER INSERT ON draft BEGIN
    INSERT INTO attachment_known
    SELECT json_extract(iif(json_valid(new.content), new.content, '{}'), '$.merge.sha256') AS needed
    WHERE needed IS NOT NULL AND needed NOT IN (SELECT sha256 FROM attachment_known);
END;
CREATE TRIGGER list_known_change AFTER UPDATE OF content ON draft BEGIN
    INSERT INTO attachment_known
    SELECT json_extract(iif(json_valid(new.content), new.content, '{}'), '$.merge.sha256') AS needed
    WHERE needed IS NOT NULL AND needed NOT IN (SELECT sha256 FROM attachment_known);
END;
