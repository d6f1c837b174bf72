-- Counts each task to its end. A pause is passed over whole where the days that count before it do not make up the figure; so what is
-- passed over is the sum of those pauses, and an endless one among them leaves no end. Days that the calendar does not know leave the
-- end open where they are counted, and not where they are passed over.
CREATE OR REPLACE TABLE counted AS
WITH started AS (
    SELECT t.*, o.rule, o.matter, o.party, o.case_key, CAST(t.instant AS DATE) AS day,
           CASE t.unit WHEN 'week' THEN 7 * t.n ELSE t.n END AS wanted, c.ordinal, c.unknown
    FROM task t
    JOIN obligation o ON o.rowid = t.obligation
    LEFT JOIN calendar c ON t.unit = 'workday' AND c.day = CAST(t.instant AS DATE)
), met AS (
    SELECT s.obligation, s.e, s.side, s.wanted, p.island, p.last, p.standing,
           CASE WHEN s.unit = 'workday' THEN coalesce(a.ordinal, s.ordinal) - s.ordinal ELSE greatest(date_diff('day', s.day, p.first), 0) END AS before,
           CASE WHEN p.last = DATE '9999-12-31' THEN NULL
                WHEN s.unit = 'workday' THEN b.ordinal - coalesce(a.ordinal, s.ordinal)
                ELSE date_diff('day', greatest(p.first, s.day), p.last) END AS length,
           coalesce(a.unknown, s.unknown) - s.unknown AS unknown_before,
           b.unknown - coalesce(a.unknown, s.unknown) AS unknown_inside
    FROM started s
    JOIN pause p ON p.rule = s.rule AND p.matter = s.matter AND p.party = s.party AND p.case_key = s.case_key AND p.last > s.day
    LEFT JOIN calendar a ON s.unit = 'workday' AND p.first > s.day AND a.day = p.first
    LEFT JOIN calendar b ON s.unit = 'workday' AND b.day = p.last
    WHERE s.unit IN ('day', 'week', 'workday')
), reached AS (
    SELECT *, before - coalesce(sum(length) OVER (PARTITION BY obligation, e, side ORDER BY island
                                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) < wanted AS entered
    FROM met
), over AS (
    SELECT obligation, e, side, sum(length) FILTER (WHERE entered) AS passed, bool_or(entered AND length IS NULL AND last = DATE '9999-12-31') AS never,
           max(standing) FILTER (WHERE entered) AS standing,
           coalesce(sum(unknown_inside) FILTER (WHERE entered), 0) AS unknown_inside,
           max(unknown_before) FILTER (WHERE entered AND length IS NULL) AS unknown_before
    FROM reached GROUP BY obligation, e, side
), ended AS (
    SELECT s.*, coalesce(v.passed, 0) AS over_days, coalesce(v.never, false) AS endless, v.standing AS stands, w.day AS workday,
           coalesce(CASE WHEN v.never THEN v.unknown_before ELSE w.unknown - s.unknown END, 0) = coalesce(v.unknown_inside, 0) AS known
    FROM started s
    LEFT JOIN over v ON v.obligation = s.obligation AND v.e = s.e AND v.side = s.side
    LEFT JOIN workday w ON s.unit = 'workday' AND w.ordinal = s.ordinal + s.wanted + coalesce(v.passed, 0)
), day_ended AS (
    SELECT *, endless AND known AS never,
              CASE WHEN endless THEN NULL
                   WHEN unit IN ('day', 'week') THEN day + CAST(wanted + over_days AS INTEGER)
                   WHEN unit = 'month' THEN CAST(day + to_months(n) AS DATE)
                   WHEN unit = 'year' THEN CAST(day + to_months(12 * n) AS DATE)
                   WHEN unit = 'workday' AND known THEN workday END AS end_day
    FROM ended
)
SELECT d.obligation, d.e, d.side, d.unit, d.never, d.passed + d.over_days AS passed, coalesce(d.stands, d.standing) AS standing,
       CASE WHEN d.unit IN ('hour', 'minute') THEN d.instant + to_minutes(d.n * CASE d.unit WHEN 'hour' THEN 60 ELSE 1 END)
            ELSE CAST(d.end_day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS END AS plain,
       CASE WHEN d.never THEN CAST($forever AS TIMESTAMP)
            WHEN d.unit IN ('hour', 'minute') THEN d.instant + to_minutes(d.n * CASE d.unit WHEN 'hour' THEN 60 ELSE 1 END)
            WHEN NOT $rollover OR c.working THEN CAST(d.end_day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS
            WHEN w.unknown = c.unknown THEN CAST(w.day AS TIMESTAMP) + INTERVAL 86399999999 MICROSECONDS END AS due,
       CASE WHEN $rollover AND NOT c.working THEN d.end_day END AS moved_from
FROM day_ended d
LEFT JOIN calendar c ON c.day = d.end_day
LEFT JOIN workday w ON NOT c.working AND w.ordinal = c.ordinal + 1;
