-- 1: final words of answer, log and reports contradict each other. Follows from the rows of `log_entry` and `report`
-- like the outcome, and is judged with it (archive/standing.py); looking through a million messages takes seconds.
ALTER TABLE message ADD COLUMN is_disputed INTEGER NOT NULL DEFAULT 0;
UPDATE message SET is_disputed = 1 WHERE 1 < (
    SELECT count(DISTINCT said) FROM (
        SELECT outcome AS said FROM report WHERE report.message = message.row
        UNION ALL SELECT outcome FROM log_entry WHERE log_entry.message = message.row
        UNION ALL SELECT message.answer_outcome
    )
    WHERE said IN ('delivered', 'bounced', 'rejected', 'expired', 'cancelled')
);
-- The few rows in which something does not fit together (archive/doubts.py): contradicted, or accepted and not heard of.
CREATE INDEX message_disputed ON message (account, sent_at) WHERE is_disputed = 1;
CREATE INDEX message_unheard ON message (account, sent_at, answered_at, submission)
WHERE outcome = 'accepted' AND basis < 2;
