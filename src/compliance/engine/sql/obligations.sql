-- Case obligations with the interval in which each is due.
CREATE OR REPLACE TABLE obligation AS
WITH dated AS (
    SELECT a.*, p.lo AS promised_lo, p.hi AS promised, l.moved_from,
           CASE WHEN a.unit IS NOT NULL THEN
                    CASE WHEN a.unit IN ('hour', 'minute') THEN a.lo + CASE WHEN a.back THEN -1 ELSE 1 END * to_minutes(a.n * CASE a.unit WHEN 'hour' THEN 60 ELSE 1 END)
                         ELSE CAST(l.day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS END
                WHEN a.kind IN ('after', 'promptly') THEN a.range_hi
                WHEN a.kind = 'before' THEN a.lo - INTERVAL 1 MICROSECOND
                WHEN a.kind = 'together' THEN CAST(CAST(a.lo AS DATE) AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS
                WHEN a.kind = 'by_column' THEN p.hi END AS due_lo,
           CASE WHEN a.unit IS NOT NULL THEN
                    CASE WHEN a.unit IN ('hour', 'minute') THEN a.hi + CASE WHEN a.back THEN -1 ELSE 1 END * to_minutes(a.n * CASE a.unit WHEN 'hour' THEN 60 ELSE 1 END)
                         ELSE CAST(h.day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS END
                WHEN a.kind IN ('after', 'promptly') THEN a.range_hi
                WHEN a.kind = 'before' THEN a.hi - INTERVAL 1 MICROSECOND
                WHEN a.kind = 'together' THEN CAST(CAST(a.hi AS DATE) AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS
                WHEN a.kind = 'by_column' THEN p.hi END AS due_hi
    FROM activation a
    LEFT JOIN due_day l ON l.figure = a.figure AND l.start = CAST(a.lo AS DATE)
    LEFT JOIN due_day h ON h.figure = a.figure AND h.start = CAST(a.hi AS DATE)
    LEFT JOIN promised p ON p.duty = a.duty AND p.e = a.trigger
)
SELECT duty, rule, kind, pair, clocked, debtor, trigger, matter, party, case_key, action, lo, hi,
       CAST(NULL AS VARCHAR) AS period, CAST(NULL AS TIMESTAMP) AS from_lo, CAST(NULL AS TIMESTAMP) AS from_hi,
       due_lo, due_hi, figure, dated, moved_from, CAST(0 AS BIGINT) AS passed, CAST(NULL AS BIGINT) AS standing,
       CAST(NULL AS BIGINT) AS extended, CAST(NULL AS BIGINT) AS restarted,
       CASE WHEN unknown THEN 'condition'
            WHEN kind = 'lasts' THEN NULL
            WHEN due_lo IS NOT NULL AND due_hi IS NOT NULL THEN NULL
            WHEN kind = 'by_column' THEN 'column'
            WHEN figure IS NULL THEN 'duration'
            ELSE 'calendar' END AS doubt
FROM dated;
