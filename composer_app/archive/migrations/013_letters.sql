-- Another entry of the bulk takes the place of the one that stood for it, also an earlier one: entries of a bulk get
-- their texts in any order.
DROP TRIGGER letter_of_log_drop;
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
    UPDATE letter SET message = (
        SELECT row FROM message
        WHERE message.account = letter.account AND message.bulk_id = letter.bulk_id AND row < old.message
            AND submission IS NULL AND EXISTS (
                SELECT 1 FROM log_entry WHERE log_entry.message = row AND instr(raw, CAST('"text"' AS BLOB))
            )
        ORDER BY row DESC LIMIT 1
    ) WHERE submission IS NULL AND message IS NULL;
    DELETE FROM letter WHERE submission IS NULL AND message IS NULL;
END;
