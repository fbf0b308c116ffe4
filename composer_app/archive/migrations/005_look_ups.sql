-- When the logs answered that they do not have the mail, the first and the last time since its last try, by the service's clock.
ALTER TABLE submission ADD COLUMN asked_first_at INTEGER;
ALTER TABLE submission ADD COLUMN asked_last_at INTEGER;
-- The fifth look-up is more than an hour after the try.
UPDATE submission SET asked_first_at = handed_over_at, asked_last_at = handed_over_at + 3600000000
WHERE state = 'unknown' AND lookups >= 5;
-- The few mails to look up, in any state.
CREATE INDEX submission_looked_up ON submission (next_lookup_at) WHERE next_lookup_at IS NOT NULL;

-- Mail that waits for another try after an answer that does not say what became of it (503, or 429 without the vendor's
-- own code) may have been accepted: it is not sent again by itself.
CREATE TEMP TABLE doubted AS
    SELECT number, cast((julianday('now') - 2440587.5) * 86400000000 AS INTEGER) AS at FROM submission
    WHERE state = 'queued' AND attempts > 0
      AND (json_extract(problem, '$.code') = 'unavailable'
           OR json_extract(problem, '$.code') = 'rate limited' AND coalesce(json_extract(problem, '$.vendor_code'), '') = '');
UPDATE submission SET state = 'unknown', retry_at = NULL, lookups = 0, handed_over_at = created_at,
    problem = json_remove(problem, '$.retry_at'), next_lookup_at = (SELECT at FROM doubted WHERE number = submission.number)
WHERE number IN (SELECT number FROM doubted);
INSERT OR IGNORE INTO event (message, at, kind, outcome, recorded_at, source, detail)
    SELECT message.row, at, 'no answer', 'unknown', at, 'program', 'unavailable'
    FROM message JOIN doubted ON message.submission = doubted.number;
UPDATE message SET outcome = 'unknown' WHERE basis = 0 AND submission IN (SELECT number FROM doubted);
DROP TABLE doubted;
