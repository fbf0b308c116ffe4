-- For lists: each order that a column gives comes out of an index, so that a first page takes no sorting.
CREATE INDEX message_by_subject ON message (account, subject COLLATE NOCASE);
CREATE INDEX message_by_sender ON message (account, sender COLLATE NOCASE);
CREATE INDEX message_by_price ON message (account, CAST(price AS REAL));
-- The half that `message_by_id` leaves out.
CREATE INDEX message_without_id ON message (account) WHERE message_id IS NULL;
CREATE INDEX report_by_sent ON report (account, sent_at);
CREATE INDEX report_by_done ON report (account, done_at);
CREATE INDEX report_by_price ON report (account, CAST(price AS REAL));
