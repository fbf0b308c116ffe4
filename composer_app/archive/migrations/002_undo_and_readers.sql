-- Until then a mail can be taken back by whoever sent it; it does not leave before. NULL: at once.
ALTER TABLE submission ADD COLUMN leaves_at INTEGER;

-- Which version of the reading code (api.reader) tried to read the answer; 0: one that did not say so, or none yet.
-- What it did not understand in full is read again by a later one.
ALTER TABLE answer ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;
