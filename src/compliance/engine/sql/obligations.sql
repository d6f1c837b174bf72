-- Case obligations with the interval in which each is due: held as a table where a later stage adds to them or speaks of them by place.
CREATE OR REPLACE TABLE obligation AS -- with held
CREATE OR REPLACE VIEW obligation AS -- without held
WITH dated AS (
    SELECT a.*, d.kind, d.rule, d.pair, d.clocked, s.moved_from,
           CASE WHEN c.minutes IS NOT NULL THEN a.lo + to_minutes(c.minutes)
                WHEN a.figure IS NOT NULL THEN s.lo
                WHEN d.kind IN ('after', 'promptly') THEN r.range_hi
                WHEN d.kind = 'before' THEN a.lo - INTERVAL 1 MICROSECOND
                WHEN d.kind = 'together' THEN CAST(CAST(a.lo AS DATE) AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS
                WHEN d.kind = 'by_column' THEN p.hi END AS due_lo,
           CASE WHEN c.minutes IS NOT NULL THEN a.hi + to_minutes(c.minutes)
                WHEN a.figure IS NOT NULL THEN s.hi
                WHEN d.kind IN ('after', 'promptly') THEN r.range_hi
                WHEN d.kind = 'before' THEN a.hi - INTERVAL 1 MICROSECOND
                WHEN d.kind = 'together' THEN CAST(CAST(a.hi AS DATE) AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS
                WHEN d.kind = 'by_column' THEN p.hi END AS due_hi
    FROM activation a
    JOIN duty d ON d.duty = a.duty
    JOIN rule r ON r.rule = d.rule
    LEFT JOIN counting c ON c.figure = a.figure
    LEFT JOIN due_span s ON s.figure = a.figure AND s.first = CAST(a.lo AS DATE) AND s.last = CAST(a.hi AS DATE)
    LEFT JOIN promised p ON p.duty = a.duty AND p.e = a.trigger
)
SELECT CAST(NULL AS BIGINT) AS rowid, -- without held
SELECT -- with held
       duty, rule, kind, pair, clocked, debtor, trigger, matter, party, case_key, action, lo, hi,
       CAST(NULL AS VARCHAR) AS period, CAST(NULL AS TIMESTAMP) AS from_lo, CAST(NULL AS TIMESTAMP) AS from_hi,
       due_lo, due_hi, figure, dated, moved_from, CAST(0 AS BIGINT) AS passed, CAST(NULL AS BIGINT) AS standing,
       CAST(NULL AS BIGINT) AS extended, CAST(NULL AS BIGINT) AS restarted,
       CASE WHEN unknown THEN 'condition'
            WHEN due_lo IS NOT NULL AND due_hi IS NOT NULL THEN NULL
            WHEN kind = 'lasts' THEN NULL
            WHEN kind = 'by_column' THEN 'column'
            WHEN figure IS NULL THEN 'duration'
            ELSE 'calendar' END AS doubt
FROM dated;
