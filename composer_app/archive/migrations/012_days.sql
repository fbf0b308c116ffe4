-- For the overview: how many messages were sent on which day (since 1970-01-01, UTC), by all that its tables show, kept by
-- the triggers below as `hour_count` is. A price that is not known is ''. A row without a message goes, so that nothing
-- is left of an address that was erased.
CREATE TABLE day_count (
    account     INTEGER NOT NULL REFERENCES account (number),
    day         INTEGER NOT NULL,
    domain      TEXT    NOT NULL,
    sender      TEXT    NOT NULL,
    outcome     TEXT    NOT NULL,
    verdict     INTEGER NOT NULL,
    price       TEXT    NOT NULL,
    currency    TEXT    NOT NULL,
    messages    INTEGER NOT NULL,
    PRIMARY KEY (account, day, domain, sender, outcome, verdict, price, currency)
) STRICT, WITHOUT ROWID;
-- The same by bulk; '' for mail without one.
CREATE TABLE bulk_day_count (
    account     INTEGER NOT NULL REFERENCES account (number),
    day         INTEGER NOT NULL,
    bulk_id     TEXT    NOT NULL,
    sender      TEXT    NOT NULL,
    outcome     TEXT    NOT NULL,
    verdict     INTEGER NOT NULL,
    messages    INTEGER NOT NULL,
    PRIMARY KEY (account, day, bulk_id, sender, outcome, verdict)
) STRICT, WITHOUT ROWID;
INSERT INTO day_count
SELECT account, sent_at / 86400000000 - (sent_at % 86400000000 < 0), domain, sender, outcome, verdict,
    coalesce(price, ''), coalesce(currency, ''), count(*)
FROM message WHERE sent_at IS NOT NULL AND domain IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
INSERT INTO bulk_day_count
SELECT account, sent_at / 86400000000 - (sent_at % 86400000000 < 0), coalesce(bulk_id, ''), sender, outcome, verdict,
    count(*)
FROM message WHERE sent_at IS NOT NULL AND domain IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6;

-- A message without a domain counts once `message_domain_add` has written it.
CREATE TRIGGER message_day_add AFTER INSERT ON message WHEN new.sent_at IS NOT NULL AND new.domain IS NOT NULL BEGIN
    INSERT INTO day_count VALUES (
        new.account, new.sent_at / 86400000000 - (new.sent_at % 86400000000 < 0), new.domain, new.sender, new.outcome,
        new.verdict, coalesce(new.price, ''), coalesce(new.currency, ''), 1
    )
    ON CONFLICT (account, day, domain, sender, outcome, verdict, price, currency) DO UPDATE SET messages = messages + 1;
    INSERT INTO bulk_day_count VALUES (
        new.account, new.sent_at / 86400000000 - (new.sent_at % 86400000000 < 0), coalesce(new.bulk_id, ''), new.sender,
        new.outcome, new.verdict, 1
    )
    ON CONFLICT (account, day, bulk_id, sender, outcome, verdict) DO UPDATE SET messages = messages + 1;
END;
CREATE TRIGGER message_day_drop AFTER DELETE ON message WHEN old.sent_at IS NOT NULL AND old.domain IS NOT NULL BEGIN
    UPDATE day_count SET messages = messages - 1
    WHERE account = old.account AND day = old.sent_at / 86400000000 - (old.sent_at % 86400000000 < 0)
        AND domain = old.domain AND sender = old.sender AND outcome = old.outcome AND verdict = old.verdict
        AND price = coalesce(old.price, '') AND currency = coalesce(old.currency, '');
    DELETE FROM day_count
    WHERE account = old.account AND day = old.sent_at / 86400000000 - (old.sent_at % 86400000000 < 0)
        AND domain = old.domain AND sender = old.sender AND outcome = old.outcome AND verdict = old.verdict
        AND price = coalesce(old.price, '') AND currency = coalesce(old.currency, '') AND messages = 0;
    UPDATE bulk_day_count SET messages = messages - 1
    WHERE account = old.account AND day = old.sent_at / 86400000000 - (old.sent_at % 86400000000 < 0)
        AND bulk_id = coalesce(old.bulk_id, '') AND sender = old.sender AND outcome = old.outcome
        AND verdict = old.verdict;
    DELETE FROM bulk_day_count
    WHERE account = old.account AND day = old.sent_at / 86400000000 - (old.sent_at % 86400000000 < 0)
        AND bulk_id = coalesce(old.bulk_id, '') AND sender = old.sender AND outcome = old.outcome
        AND verdict = old.verdict AND messages = 0;
END;
-- Two triggers for each change, as some set no time: what was counted goes, and what is there now comes.
CREATE TRIGGER message_day_change_from
AFTER UPDATE OF account, sent_at, domain, sender, outcome, verdict, price, currency, bulk_id ON message
WHEN old.sent_at IS NOT NULL AND old.domain IS NOT NULL AND (
    new.account IS NOT old.account OR new.sent_at IS NOT old.sent_at OR new.domain IS NOT old.domain
    OR new.sender IS NOT old.sender OR new.outcome IS NOT old.outcome OR new.verdict IS NOT old.verdict
    OR new.price IS NOT old.price OR new.currency IS NOT old.currency OR new.bulk_id IS NOT old.bulk_id
)
BEGIN
    UPDATE day_count SET messages = messages - 1
    WHERE account = old.account AND day = old.sent_at / 86400000000 - (old.sent_at % 86400000000 < 0)
        AND domain = old.domain AND sender = old.sender AND outcome = old.outcome AND verdict = old.verdict
        AND price = coalesce(old.price, '') AND currency = coalesce(old.currency, '');
    DELETE FROM day_count
    WHERE account = old.account AND day = old.sent_at / 86400000000 - (old.sent_at % 86400000000 < 0)
        AND domain = old.domain AND sender = old.sender AND outcome = old.outcome AND verdict = old.verdict
        AND price = coalesce(old.price, '') AND currency = coalesce(old.currency, '') AND messages = 0;
    UPDATE bulk_day_count SET messages = messages - 1
    WHERE account = old.account AND day = old.sent_at / 86400000000 - (old.sent_at % 86400000000 < 0)
        AND bulk_id = coalesce(old.bulk_id, '') AND sender = old.sender AND outcome = old.outcome
        AND verdict = old.verdict;
    DELETE FROM bulk_day_count
    WHERE account = old.account AND day = old.sent_at / 86400000000 - (old.sent_at % 86400000000 < 0)
        AND bulk_id = coalesce(old.bulk_id, '') AND sender = old.sender AND outcome = old.outcome
        AND verdict = old.verdict AND messages = 0;
END;
CREATE TRIGGER message_day_change_to
AFTER UPDATE OF account, sent_at, domain, sender, outcome, verdict, price, currency, bulk_id ON message
WHEN new.sent_at IS NOT NULL AND new.domain IS NOT NULL AND (
    new.account IS NOT old.account OR new.sent_at IS NOT old.sent_at OR new.domain IS NOT old.domain
    OR new.sender IS NOT old.sender OR new.outcome IS NOT old.outcome OR new.verdict IS NOT old.verdict
    OR new.price IS NOT old.price OR new.currency IS NOT old.currency OR new.bulk_id IS NOT old.bulk_id
)
BEGIN
    INSERT INTO day_count VALUES (
        new.account, new.sent_at / 86400000000 - (new.sent_at % 86400000000 < 0), new.domain, new.sender, new.outcome,
        new.verdict, coalesce(new.price, ''), coalesce(new.currency, ''), 1
    )
    ON CONFLICT (account, day, domain, sender, outcome, verdict, price, currency) DO UPDATE SET messages = messages + 1;
    INSERT INTO bulk_day_count VALUES (
        new.account, new.sent_at / 86400000000 - (new.sent_at % 86400000000 < 0), coalesce(new.bulk_id, ''), new.sender,
        new.outcome, new.verdict, 1
    )
    ON CONFLICT (account, day, bulk_id, sender, outcome, verdict) DO UPDATE SET messages = messages + 1;
END;
