-- The due time of each start, extended or not; then the restarts in order of time, each as long as it came before the due it replaces.
CREATE OR REPLACE TABLE clock_due AS
WITH final AS (
    SELECT * FROM counted
    UNION ALL
    SELECT f.* FROM first_count f ANTI JOIN counted c ON c.obligation = f.obligation AND c.e = f.e AND c.side = f.side
), ends AS (
    SELECT s.obligation, s.e, s.lo, s.hi, s.original, l.due AS due_lo, h.due AS due_hi, h.passed, h.standing, h.moved_from, x.extended
    FROM clock_start s
    JOIN final l ON l.obligation = s.obligation AND l.e = s.e AND l.side = 'lo'
    JOIN final h ON h.obligation = s.obligation AND h.e = s.e AND h.side = 'hi'
    LEFT JOIN extension x ON x.obligation = s.obligation AND x.e = s.e AND x.side = 'hi'
), chained AS (
    SELECT *, original OR lo <= lag(due_hi) OVER w AS reached, row_number() OVER w AS nth
    FROM ends WINDOW w AS (PARTITION BY obligation ORDER BY NOT original, lo, hi, e)
), linked AS (
    SELECT *, bool_and(coalesce(reached, false)) OVER (PARTITION BY obligation ORDER BY nth) AS linked
    FROM chained
)
SELECT obligation, due_lo, due_hi, passed, standing, moved_from, extended,
       CASE WHEN NOT original THEN e END AS restarted
FROM linked WHERE linked QUALIFY nth = max(nth) OVER (PARTITION BY obligation);

UPDATE obligation SET due_lo = c.due_lo, due_hi = c.due_hi, moved_from = c.moved_from, passed = c.passed, standing = c.standing,
       extended = c.extended, restarted = c.restarted,
       doubt = CASE WHEN doubt = 'condition' THEN doubt WHEN c.due_lo IS NULL OR c.due_hi IS NULL THEN 'calendar' END
FROM clock_due c WHERE c.obligation = obligation.rowid;
