-- Which gaps each waiver is for, and of each gap the waiver that it has: one that holds (above 0) before one that does not (below 0),
-- of several the first of the file.
CREATE OR REPLACE TABLE waiver_match AS
SELECT w.waiver, w.holds, f.place AS finding
FROM waiver w
JOIN finding f ON f.ruleset = w.ruleset AND f.rule = w.rule
LEFT JOIN raw t ON t.rowid = f.trigger
WHERE f.counts AND f.verdict IN ('late', 'incomplete', 'missing')
  AND (w.debtor IS NULL OR w.debtor = f.debtor)
  AND (w.period IS NULL OR w.period = f.period)
  AND (w.case_no IS NULL OR w.case_no = t.case_no);

UPDATE judged SET waiver = m.waiver
FROM (SELECT finding, coalesce(min(waiver) FILTER (WHERE holds), -min(waiver)) AS waiver FROM waiver_match GROUP BY finding) m
WHERE judged.rowid = m.finding;
