-- The figures as minutes where they are of hours, and the days at which something may start that is counted by one.
CREATE OR REPLACE TABLE counting AS
SELECT DISTINCT figure, n, unit, back,
       CASE unit WHEN 'minute' THEN n WHEN 'hour' THEN 60 * n END * CASE WHEN back THEN -1 ELSE 1 END AS minutes
FROM figure;

CREATE OR REPLACE TABLE span AS
SELECT DISTINCT f.figure, t.first, t.last
FROM (
    SELECT DISTINCT matter, action, CAST(lo AS DATE) AS first
           , CAST(hi AS DATE) AS last -- without exact
           , CAST(lo AS DATE) AS last -- with exact
    FROM event
) t
JOIN duty d ON d.matter = t.matter AND d.by_case
JOIN member s ON s.set_ = d.triggers AND s.action = t.action
JOIN rule r ON r.rule = d.rule
JOIN figure f ON f.duty = d.duty
WHERE t.first >= CAST(r.cut_lo AS DATE) AND t.first <= CAST(r.cut_hi AS DATE)
  AND t.first >= CAST(f.since AS DATE) AND t.first < CAST(f.until AS DATE);
