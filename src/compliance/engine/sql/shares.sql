-- A share of the cases: one further finding for each agency, once the range has ended; cases left open may turn it either way.
INSERT INTO judged BY NAME
WITH tally AS (
    SELECT j.duty, j.debtor, count(*) FILTER (WHERE j.verdict = 'met') AS met,
           count(*) FILTER (WHERE j.verdict IN ('met', 'late', 'incomplete', 'missing')) AS judged,
           count(*) FILTER (WHERE j.verdict = 'undetermined') AS open
    FROM judged j JOIN duty d ON d.duty = j.duty AND d.share IS NOT NULL
    WHERE j.ruleset = $ruleset
    GROUP BY j.duty, j.debtor
)
SELECT CAST($ruleset AS USMALLINT) AS ruleset, t.duty, t.debtor, true AS share,
       strftime(r.range_lo, '%Y-%m-%d') || '/' || strftime(r.range_hi, '%Y-%m-%d') AS period, r.range_hi AS due_lo, r.range_hi AS due_hi,
       t.met AS met_cases, t.judged AS judged_cases, t.open AS open_cases,
       CASE WHEN r.as_of < r.range_hi THEN 'pending'
            WHEN t.met * 1000000 >= round(d.share * 1000000) * (t.judged + t.open) THEN 'met'
            WHEN (t.met + t.open) * 1000000 < round(d.share * 1000000) * (t.judged + t.open) THEN 'incomplete'
            ELSE 'undetermined' END AS verdict
FROM tally t JOIN duty d ON d.duty = t.duty JOIN rule r ON r.rule = d.rule
WHERE t.judged + t.open > 0;
