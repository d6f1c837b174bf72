-- Counts each task to its end. A pause is passed over whole where the days that count before it do not make up the figure; so what is
-- passed over is the sum of those pauses, and one without end among them leaves no end. Days that the calendar does not know leave the
-- end open where they are counted, and not where they are passed over.
CREATE OR REPLACE TABLE counted AS
WITH started AS (
    SELECT t.*, o.rule, o.matter, o.party, o.case_key, CAST(t.instant AS DATE) AS day,
           CASE t.unit WHEN 'week' THEN 7 * t.n ELSE t.n END AS wanted, CASE t.unit WHEN 'minute' THEN t.n WHEN 'hour' THEN 60 * t.n END AS minutes,
           c.ordinal, c.unknown
    FROM task t
    JOIN obligation o ON o.rowid = t.obligation
    LEFT JOIN calendar c ON t.unit = 'workday' AND c.day = CAST(t.instant AS DATE)
), paused AS (
    SELECT s.*, greatest(p.first, s.day) AS first, p.last, p.standing
    FROM started s
    JOIN pause p ON p.rule = s.rule AND p.matter = s.matter AND p.party = s.party AND p.case_key = s.case_key AND p.last > s.day
    WHERE s.unit IN ('day', 'week', 'workday')
), met AS (
    SELECT p.obligation, p.e, p.side, p.wanted, p.first, p.standing,
           CASE WHEN p.unit = 'workday' THEN a.ordinal - p.ordinal ELSE date_diff('day', p.day, p.first) END AS before,
           CASE WHEN p.standing IS NOT NULL THEN NULL
                WHEN p.unit = 'workday' THEN b.ordinal - a.ordinal
                ELSE date_diff('day', p.first, p.last) END AS length,
           a.unknown - p.unknown AS unknown_before, b.unknown - a.unknown AS unknown_inside
    FROM paused p
    LEFT JOIN calendar a ON p.unit = 'workday' AND a.day = p.first
    LEFT JOIN calendar b ON p.unit = 'workday' AND b.day = p.last
), reached AS (
    SELECT *, before - coalesce(sum(length) OVER (PARTITION BY obligation, e, side ORDER BY first
                                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) < wanted AS entered
    FROM met
), over AS (
    SELECT obligation, e, side, sum(length) AS passed, max(standing) AS stands,
           sum(unknown_inside) AS unknown_inside, max(unknown_before) AS unknown_before
    FROM reached WHERE entered GROUP BY obligation, e, side
), ended AS (
    SELECT s.*, coalesce(v.passed, 0) AS over_days, v.stands, w.day AS workday,
           coalesce(CASE WHEN v.stands IS NULL THEN w.unknown - s.unknown ELSE v.unknown_before END, 0) = coalesce(v.unknown_inside, 0) AS known
    FROM started s
    LEFT JOIN over v ON v.obligation = s.obligation AND v.e = s.e AND v.side = s.side
    LEFT JOIN workday w ON s.unit = 'workday' AND w.ordinal = s.ordinal + s.wanted + coalesce(v.passed, 0)
), day_ended AS (
    SELECT *, CASE WHEN known THEN stands END AS standing,
              CASE WHEN stands IS NOT NULL THEN NULL
                   WHEN unit IN ('day', 'week') THEN day + CAST(wanted + over_days AS INTEGER)
                   WHEN unit = 'month' THEN CAST(day + to_months(n) AS DATE)
                   WHEN unit = 'year' THEN CAST(day + to_months(12 * n) AS DATE)
                   WHEN known THEN workday END AS end_day
    FROM ended
), unmoved AS (
    SELECT *, coalesce(CAST(end_day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS, instant + to_minutes(minutes)) AS plain FROM day_ended
)
SELECT d.obligation, d.e, d.side, d.passed + d.over_days AS passed, d.standing, d.plain,
       CASE WHEN d.standing IS NOT NULL THEN CAST($forever AS TIMESTAMP)
            WHEN NOT $rollover OR d.end_day IS NULL OR c.working THEN d.plain
            WHEN w.unknown = c.unknown THEN CAST(w.day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS END AS due,
       CASE WHEN $rollover AND NOT c.working THEN d.end_day END AS moved_from
FROM unmoved d
LEFT JOIN calendar c ON c.day = d.end_day
LEFT JOIN workday w ON NOT c.working AND w.ordinal = c.ordinal + 1;
