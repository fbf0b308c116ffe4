-- 1: read by the service's clock, and old enough at that time for every entry to have appeared. What was noted before
-- went by this computer's clock: where the logs still reach, it is read again (archive/coverage.py).
ALTER TABLE recorded ADD COLUMN is_certain INTEGER NOT NULL DEFAULT 0;
