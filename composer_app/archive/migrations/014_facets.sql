-- How many messages have which value, by the hour of sending, kept by the triggers below: grouping a million messages
-- takes a third of a second for each of these, adding up these rows some thousandths. Kinds: domain (of the recipient),
-- sender, bulk, verdict. Messages without a value are in none. What was not sent yet has the hour -2199023255552.
CREATE TABLE facet_count (
    account     INTEGER NOT NULL REFERENCES account (number),
    kind        TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    hour        INTEGER NOT NULL,
    messages    INTEGER NOT NULL,
    PRIMARY KEY (account, kind, value, hour)
) STRICT, WITHOUT ROWID;
INSERT INTO facet_count
SELECT account, 'domain', domain, coalesce(sent_at / 3600000000 - (sent_at % 3600000000 < 0), -2199023255552), count(*)
FROM message WHERE domain <> '' GROUP BY 1, 3, 4;
INSERT INTO facet_count
SELECT account, 'sender', sender, coalesce(sent_at / 3600000000 - (sent_at % 3600000000 < 0), -2199023255552), count(*)
FROM message WHERE sender <> '' GROUP BY 1, 3, 4;
INSERT INTO facet_count
SELECT account, 'bulk', bulk_id, coalesce(sent_at / 3600000000 - (sent_at % 3600000000 < 0), -2199023255552), count(*)
FROM message WHERE bulk_id <> '' GROUP BY 1, 3, 4;
INSERT INTO facet_count
SELECT account, 'verdict', verdict, coalesce(sent_at / 3600000000 - (sent_at % 3600000000 < 0), -2199023255552), count(*)
FROM message WHERE verdict > 0 GROUP BY 1, 3, 4;

-- Steps are added, also before the row is there: triggers of one statement fire in no certain order.
CREATE TRIGGER facet_count_add AFTER INSERT ON message BEGIN
    INSERT INTO facet_count
    SELECT new.account, kind, value, coalesce(new.sent_at / 3600000000 - (new.sent_at % 3600000000 < 0), -2199023255552), 1
    FROM (
        SELECT 'domain' AS kind, new.domain AS value UNION ALL SELECT 'sender', new.sender
        UNION ALL SELECT 'bulk', new.bulk_id UNION ALL SELECT 'verdict', nullif(new.verdict, 0)
    ) WHERE value <> ''
    ON CONFLICT (account, kind, value, hour) DO UPDATE SET messages = messages + excluded.messages;
END;
CREATE TRIGGER facet_count_drop AFTER DELETE ON message BEGIN
    INSERT INTO facet_count
    SELECT old.account, kind, value, coalesce(old.sent_at / 3600000000 - (old.sent_at % 3600000000 < 0), -2199023255552), -1
    FROM (
        SELECT 'domain' AS kind, old.domain AS value UNION ALL SELECT 'sender', old.sender
        UNION ALL SELECT 'bulk', old.bulk_id UNION ALL SELECT 'verdict', nullif(old.verdict, 0)
    ) WHERE value <> ''
    ON CONFLICT (account, kind, value, hour) DO UPDATE SET messages = messages + excluded.messages;
END;
CREATE TRIGGER facet_count_change AFTER UPDATE OF account, sent_at, domain, sender, bulk_id, verdict ON message
WHEN new.account IS NOT old.account OR new.sent_at IS NOT old.sent_at OR new.domain IS NOT old.domain
    OR new.sender IS NOT old.sender OR new.bulk_id IS NOT old.bulk_id OR new.verdict IS NOT old.verdict
BEGIN
    INSERT INTO facet_count
    WITH changed AS (
        SELECT kind, before, after FROM (
            SELECT 'domain' AS kind, old.domain AS before, new.domain AS after
            UNION ALL SELECT 'sender', old.sender, new.sender
            UNION ALL SELECT 'bulk', old.bulk_id, new.bulk_id
            UNION ALL SELECT 'verdict', nullif(old.verdict, 0), nullif(new.verdict, 0)
        ) WHERE before IS NOT after OR new.account IS NOT old.account OR new.sent_at IS NOT old.sent_at
    )
    SELECT old.account, kind, before, coalesce(old.sent_at / 3600000000 - (old.sent_at % 3600000000 < 0), -2199023255552), -1
    FROM changed WHERE before <> ''
    UNION ALL
    SELECT new.account, kind, after, coalesce(new.sent_at / 3600000000 - (new.sent_at % 3600000000 < 0), -2199023255552), 1
    FROM changed WHERE after <> ''
    ON CONFLICT (account, kind, value, hour) DO UPDATE SET messages = messages + excluded.messages;
END;
-- A value that no message has any more goes, so that nothing remains of what was erased.
CREATE TRIGGER facet_count_gone AFTER UPDATE OF messages ON facet_count WHEN new.messages = 0 BEGIN
    DELETE FROM facet_count
    WHERE account = new.account AND kind = new.kind AND value = new.value AND hour = new.hour;
END;
