-- 1: read by the service's clock, and old enough at that time for every entry to have appeared. Earlier rows
-- go by this computer's clock: where the logs still reach, they are read again (archive/log_coverage.py).
ALTER TABLE recorded ADD COLUMN is_certain INTEGER NOT NULL DEFAULT 0;
