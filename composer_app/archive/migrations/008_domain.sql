-- The domain of the recipient, for filters and counts: what follows the last "@" of `address_key`, so in lower case.
-- The program writes it with the row; the triggers below do it for any other program.
ALTER TABLE message ADD COLUMN domain TEXT;
UPDATE message SET domain = CASE WHEN instr(address_key, '@') THEN
    rtrim(substr(address_key, 1 + length(rtrim(address_key, replace(address_key, '@', '')))), '> ') ELSE '' END;
CREATE INDEX message_by_domain ON message (account, domain, sent_at, outcome);
CREATE TRIGGER message_domain_add AFTER INSERT ON message WHEN new.domain IS NULL BEGIN
    UPDATE message SET domain = CASE WHEN instr(address_key, '@') THEN
        rtrim(substr(address_key, 1 + length(rtrim(address_key, replace(address_key, '@', '')))), '> ') ELSE '' END
    WHERE row = new.row;
END;
CREATE TRIGGER message_domain_change AFTER UPDATE OF address_key ON message
WHEN new.address_key IS NOT old.address_key
BEGIN
    UPDATE message SET domain = CASE WHEN instr(address_key, '@') THEN
        rtrim(substr(address_key, 1 + length(rtrim(address_key, replace(address_key, '@', '')))), '> ') ELSE '' END
    WHERE row = new.row;
END;
