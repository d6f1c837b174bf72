-- Calendar duties: one obligation for each period and each agency (or group of agencies) that owes it.
INSERT INTO obligation BY NAME
SELECT o.duty, o.rule, d.kind, false AS clocked, b.debtor, d.matter, o.period, o.from_lo, o.from_hi, o.due AS due_lo, o.due AS due_hi,
       o.moved_from, o.dated,
       CASE WHEN o.due IS NULL AND o.dated IS NULL THEN 'duration' WHEN o.due IS NULL THEN 'calendar' END AS doubt
FROM occasion o
JOIN duty d ON d.duty = o.duty
JOIN rule_debtor b ON b.rule = o.rule
SEMI JOIN reopened ON reopened.duty = o.duty AND reopened.debtor = b.debtor AND reopened.period = o.period -- with since
ORDER BY o.duty, b.debtor, o.from_lo;

-- The months that each range reaches into, of those in which events lie: an event is held against the ranges of its month alone.
CREATE OR REPLACE TABLE range_month AS
SELECT d.duty, d.matter, o.from_lo, o.from_hi, m.month
FROM occasion o
JOIN duty d ON d.duty = o.duty
JOIN (SELECT DISTINCT CAST(date_trunc('month', lo) AS DATE) AS month FROM event) m
     ON m.month >= CAST(date_trunc('month', o.from_lo) AS DATE) AND m.month <= CAST(o.from_hi AS DATE);

-- What may fulfil each of them: the events of those agencies in the candidate range; where the log names the period that an act
-- covers and the duty goes by that, the period decides.
CREATE OR REPLACE TABLE candidate AS
WITH during AS (
    SELECT o.rowid AS obligation, o.rule, o.duty, c.e, c.lo, c.hi, c.action
    FROM event c
    JOIN range_month m ON m.matter = c.matter AND m.month = CAST(date_trunc('month', c.lo) AS DATE)
    JOIN debtor_agency b ON b.agency = c.agency
    JOIN obligation o ON o.duty = m.duty AND o.debtor = b.debtor AND o.from_lo = m.from_lo AND o.from_hi = m.from_hi
    LEFT JOIN raw ON o.kind = 'periodic_within' AND raw.rowid = c.e -- with covered
    WHERE c.lo >= o.from_lo AND c.lo <= o.from_hi
      AND coalesce(raw.period, '') = '' -- with covered
    UNION ALL -- with covered
    SELECT o.rowid, o.rule, o.duty, c.e, c.lo, c.hi, c.action -- with covered
    FROM event c -- with covered
    JOIN raw ON raw.rowid = c.e -- with covered
    JOIN covered v ON v.raw = raw.period -- with covered
    JOIN debtor_agency b ON b.agency = c.agency -- with covered
    JOIN obligation o ON o.matter = c.matter AND o.debtor = b.debtor AND o.period = v.period -- with covered
    WHERE o.kind = 'periodic_within' -- with covered
)
SELECT s.obligation, s.e, s.lo, s.hi, s.action = $nil AS nil
FROM during s
JOIN duty d ON d.duty = s.duty
JOIN rule r ON r.rule = s.rule
LEFT JOIN member u ON u.set_ = d.actions AND u.action = s.action
LEFT JOIN truth w ON w.condition = r.condition AND w.e = s.e
WHERE (u.action IS NOT NULL AND (r.condition IS NULL OR w.truth)) OR (r.nil AND d.kind <> 'check' AND s.action = $nil);

-- The act, or the K-th of them, for which alone they are put in order; a nil return stands for all of it.
CREATE OR REPLACE TABLE tally AS
SELECT obligation, count(*) FILTER (WHERE NOT nil) AS acts,
       min(lo) FILTER (WHERE nil) AS nil_lo, min(hi) FILTER (WHERE nil) AS nil_hi,
       CASE WHEN times = 1 THEN min(lo) FILTER (WHERE NOT nil) ELSE list_sort(list(lo) FILTER (WHERE counted))[times] END AS lo,
       CASE WHEN times = 1 THEN min(hi) FILTER (WHERE NOT nil) ELSE list_sort(list(hi) FILTER (WHERE counted))[times] END AS hi,
       CASE WHEN times = 1 THEN min({'lo': lo, 'hi': hi, 'e': e}) FILTER (WHERE NOT nil)
            ELSE list_sort(list({'lo': lo, 'hi': hi, 'e': e}) FILTER (WHERE counted))[times] END.e AS nth,
       min({'lo': lo, 'hi': hi, 'e': e}).e AS first,
       min({'lo': lo, 'hi': hi, 'e': e}) FILTER (WHERE nil).e AS nil_e
FROM (
    SELECT c.*, d.times, NOT c.nil AND d.times > 1 AS counted
    FROM candidate c
    JOIN obligation o ON o.rowid = c.obligation
    JOIN duty d ON d.duty = o.duty
)
GROUP BY obligation, times;
