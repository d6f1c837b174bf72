-- When each start is due: worked out once for each day and figure that occurs. A working day is the one whose ordinal is n further;
-- a day that the calendar does not know among those counted leaves the result open (NULL), never guessed.
CREATE OR REPLACE TABLE due_day AS
WITH asked AS (
    SELECT s.start, c.figure, c.n, c.unit, c.back
    FROM (SELECT first AS start, figure FROM span UNION SELECT last, figure FROM span) s
    JOIN counting c ON c.figure = s.figure AND c.minutes IS NULL
), counted AS (
    SELECT a.*, CASE WHEN back THEN -n ELSE n END AS step, CASE WHEN back THEN w.unknown = s.unknown_before ELSE w.unknown = s.unknown END AS known,
           w.day AS workday
    FROM asked a
    LEFT JOIN calendar s ON a.unit = 'workday' AND s.day = a.start
    LEFT JOIN workday w ON w.ordinal = CASE WHEN a.back THEN s.before - a.n + 1 ELSE s.ordinal + a.n END
), reached AS (
    SELECT *, CASE unit WHEN 'day' THEN start + step
                        WHEN 'week' THEN start + 7 * step
                        WHEN 'month' THEN CAST(start + to_months(step) AS DATE)
                        WHEN 'year' THEN CAST(start + to_months(12 * step) AS DATE)
                        ELSE CASE WHEN known THEN workday END END AS day
    FROM counted
)
SELECT r.start, r.figure,
       CASE WHEN NOT $rollover OR r.back OR c.working THEN r.day WHEN w.unknown = c.unknown THEN w.day END AS day,
       CASE WHEN $rollover AND NOT r.back AND NOT c.working THEN r.day END AS moved_from
FROM reached r
LEFT JOIN calendar c ON c.day = r.day
LEFT JOIN workday w ON NOT c.working AND w.ordinal = c.ordinal + 1;

-- The same for both ends of each span of starts: one look for an obligation, not two.
CREATE OR REPLACE TABLE due_span AS
SELECT s.figure, s.first, s.last, c.minutes, l.moved_from,
       CAST(l.day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS AS lo, CAST(h.day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS AS hi
FROM span s
JOIN counting c ON c.figure = s.figure
LEFT JOIN due_day l ON l.figure = s.figure AND l.start = s.first
LEFT JOIN due_day h ON h.figure = s.figure AND h.start = s.last;
