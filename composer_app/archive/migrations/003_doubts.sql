-- 1: final outcomes of answer, log and reports contradict each other. Derived from `log_entry` and `report` together
-- with the outcome (archive/status_resolution.py): scanning a million messages would take seconds.
ALTER TABLE message ADD COLUMN is_disputed INTEGER NOT NULL DEFAULT 0;
UPDATE message SET is_disputed = 1 WHERE 1 < (
    SELECT count(DISTINCT said) FROM (
        SELECT outcome AS said FROM report WHERE report.message = message.row
        UNION ALL SELECT outcome FROM log_entry WHERE log_entry.message = message.row
        UNION ALL SELECT message.answer_outcome
    )
    WHERE said IN ('delivered', 'bounced', 'rejected', 'expired', 'cancelled')
);
-- The few inconsistent rows (archive/inconsistency_sql.py): contradicted, or accepted without a log entry or report.
CREATE INDEX message_disputed ON message (account, sent_at) WHERE is_disputed = 1;
CREATE INDEX message_unheard ON message (account, sent_at, answered_at, submission)
WHERE outcome = 'accepted' AND basis < 2;
