-- When the service is to send a mail (NULL: at once), and whether it holds it until it is resumed.
ALTER TABLE submission ADD COLUMN send_at INTEGER;
ALTER TABLE submission ADD COLUMN is_paused INTEGER NOT NULL DEFAULT 0;
