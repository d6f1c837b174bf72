-- Clocks that do not simply run. Starts of the count: the trigger, and each restart from it on and before the first act.
CREATE OR REPLACE TABLE clock_start AS
SELECT o.rowid AS obligation, o.trigger AS e, o.lo, o.hi, true AS original
FROM obligation o WHERE o.clocked AND o.doubt IS DISTINCT FROM 'duration'
UNION ALL
SELECT o.rowid, c.e, c.lo, c.hi, false
FROM obligation o
JOIN clock_action k ON k.rule = o.rule AND k.part = 'restart'
JOIN event c ON c.matter = o.matter AND c.party = o.party AND c.case_key = o.case_key AND c.action = k.action
WHERE o.clocked AND o.doubt IS DISTINCT FROM 'duration' AND c.lo >= o.lo AND (o.act_lo IS NULL OR c.lo < o.act_lo);

-- What may extend the count.
CREATE OR REPLACE TABLE extending AS
SELECT o.rowid AS obligation, c.e, c.lo, c.hi
FROM obligation o
JOIN clock_action k ON k.rule = o.rule AND k.part = 'extend'
JOIN event c ON c.matter = o.matter AND c.party = o.party AND c.case_key = o.case_key AND c.action = k.action
WHERE o.clocked AND c.lo >= o.lo;

-- Pauses of a case: the days in (first, last] are passed over; no end yet is the year 9999. One that begins later ends no earlier, so
-- that each has the days that the one before it leaves. `standing` is what began a pause that has no end.
CREATE OR REPLACE TABLE pause AS
WITH opened AS (
    SELECT k.rule, a.matter, a.party, a.case_key, a.e, a.lo, min(b.lo) AS ended
    FROM clock_action k
    JOIN event a ON a.action = k.action
    JOIN rule r ON r.rule = k.rule AND r.matter = a.matter
    JOIN clock_action q ON q.rule = k.rule AND q.part = 'end'
    LEFT JOIN event b ON b.matter = a.matter AND b.party = a.party AND b.case_key = a.case_key AND b.action = q.action AND b.lo >= a.lo
    WHERE k.part = 'pause'
    GROUP BY ALL
), spans AS (
    SELECT *, CAST(lo AS DATE) AS begun, CAST(coalesce(ended, '9999-12-31') AS DATE) AS last FROM opened
), apart AS (
    SELECT *, greatest(begun, lag(last) OVER (PARTITION BY rule, matter, party, case_key ORDER BY lo, e)) AS first FROM spans
)
SELECT rule, matter, party, case_key, first, last, CASE WHEN ended IS NULL THEN e END AS standing FROM apart WHERE first < last;

-- What is to be counted first: the figure itself, from both ends of each start.
CREATE OR REPLACE TABLE task AS
SELECT s.obligation, s.e, side, CASE side WHEN 'lo' THEN s.lo ELSE s.hi END AS instant, f.n, f.unit, 0 AS passed
FROM clock_start s
JOIN obligation o ON o.rowid = s.obligation
JOIN figure f ON f.duty = o.duty AND o.lo >= f.since AND o.lo < f.until
CROSS JOIN (VALUES ('lo'), ('hi')) sides(side);
