-- End of the undo time: the mail leaves then, and the user can take it back before. NULL: it leaves at once.
ALTER TABLE submission ADD COLUMN leaves_at INTEGER;

-- Version of the reading code (api.reader_version) that last read the answer; 0: unknown, or not read yet.
-- A later version reads again what this one did not understand in full.
ALTER TABLE answer ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;
