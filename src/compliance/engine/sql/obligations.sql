-- Case obligations with the interval in which each is due: held as a table where a later stage adds to them or speaks of them by place.
-- The others have no place, and nothing is known of them but what is judged.
CREATE OR REPLACE TABLE obligation AS -- with held
CREATE OR REPLACE VIEW plain_obligation AS -- without held
WITH dated AS (
    SELECT a.*, s.moved_from,
           CASE WHEN s.minutes IS NOT NULL THEN a.hi + to_minutes(s.minutes) -- without exact
                WHEN a.figure IS NOT NULL THEN s.hi -- without exact
                WHEN a.kind IN ('after', 'promptly') THEN a.range_hi -- without exact
                WHEN a.kind = 'before' THEN a.hi - INTERVAL 1 MICROSECOND -- without exact
                WHEN a.kind = 'together' THEN CAST(CAST(a.hi AS DATE) AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS -- without exact
                WHEN a.kind = 'by_column' THEN p.hi END AS due_hi, -- without exact
           CASE WHEN s.minutes IS NOT NULL THEN a.lo + to_minutes(s.minutes)
                WHEN a.figure IS NOT NULL THEN s.lo
                WHEN a.kind IN ('after', 'promptly') THEN a.range_hi
                WHEN a.kind = 'before' THEN a.lo - INTERVAL 1 MICROSECOND
                WHEN a.kind = 'together' THEN CAST(CAST(a.lo AS DATE) AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS
                WHEN a.kind = 'by_column' THEN p.hi END AS due_lo
    FROM activation a
    LEFT JOIN due_span s ON s.figure = a.figure AND s.first = CAST(a.lo AS DATE)
                            AND s.last = CAST(a.hi AS DATE) -- without exact
    LEFT JOIN promised p ON p.duty = a.duty AND p.e = a.trigger
)
SELECT CAST(NULL AS BIGINT) AS rowid, -- without held
SELECT -- with held
       duty, rule, kind, pair, clocked, debtor, trigger, action, lo, hi,
       matter, party, case_key, -- with held
       CAST(NULL AS VARCHAR) AS period, CAST(NULL AS TIMESTAMP) AS from_lo, CAST(NULL AS TIMESTAMP) AS from_hi,
       due_lo, due_lo AS due_hi, -- with exact
       due_lo, due_hi, -- without exact
       act_lo, act_hi, act_e, early,
       dated, moved_from,
       CAST(0 AS BIGINT) AS passed, CAST(NULL AS BIGINT) AS standing, CAST(NULL AS BIGINT) AS extended, CAST(NULL AS BIGINT) AS restarted, -- with clocks
       CASE WHEN unknown THEN 'condition'
            WHEN due_lo IS NOT NULL -- with exact
            WHEN due_lo IS NOT NULL AND due_hi IS NOT NULL -- without exact
                 THEN NULL
            WHEN kind = 'lasts' THEN NULL
            WHEN kind = 'by_column' THEN 'column'
            WHEN figure IS NULL THEN 'duration'
            ELSE 'calendar' END AS doubt
FROM dated;
