-- What was taken from the report, beside what was judged. Of a late act the day is enough to count by how much.
INSERT INTO judged BY NAME
SELECT CAST($ruleset AS USMALLINT) AS ruleset, duty, debtor, trigger,
       period, -- with periods
       false AS share, -- with shares
       due AS due_lo, due AS due_hi, CASE WHEN verdict = 'late' THEN CAST(CAST(due AS DATE) + days_late AS TIMESTAMP) END AS done_lo,
       CAST(verdict AS verdict_text) AS verdict, n AS kept
FROM kept;
