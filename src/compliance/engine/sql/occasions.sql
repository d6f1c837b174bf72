-- Calendar duties: one obligation for each period and each agency (or group of agencies) that owes it.
INSERT INTO obligation BY NAME
SELECT o.duty, o.rule, d.kind, false AS clocked, b.debtor, d.matter, o.period, o.from_lo, o.from_hi, o.due AS due_lo, o.due AS due_hi,
       CASE WHEN o.due IS NULL THEN 'calendar' END AS doubt
FROM occasion o
JOIN duty d ON d.duty = o.duty
JOIN rule_debtor b ON b.rule = o.rule
SEMI JOIN reopened ON reopened.duty = o.duty AND reopened.debtor = b.debtor AND reopened.period = o.period -- with since
ORDER BY o.duty, b.debtor, o.from_lo;

-- What may fulfil each of them: the events of those agencies in the candidate range; where the log names the period that an act
-- covers and the duty goes by that, the period decides.
CREATE OR REPLACE TABLE candidate AS
SELECT o.rowid AS obligation, c.e, c.lo, c.hi, c.action = $nil AS nil
FROM obligation o
JOIN duty d ON d.duty = o.duty
JOIN rule r ON r.rule = d.rule
JOIN debtor_agency b ON b.debtor = o.debtor
JOIN event c ON c.matter = o.matter AND c.agency = b.agency
LEFT JOIN member u ON u.set_ = d.actions AND u.action = c.action
LEFT JOIN raw ON d.kind = 'periodic_within' AND raw.rowid = c.e
LEFT JOIN covered v ON v.raw = raw.period
LEFT JOIN truth w ON w.condition = r.condition AND w.e = c.e
WHERE o.trigger IS NULL
  AND CASE WHEN d.kind = 'periodic_within' AND coalesce(raw.period, '') <> '' THEN v.period = o.period
           ELSE c.lo >= o.from_lo AND c.lo <= o.from_hi END
  AND ((u.action IS NOT NULL AND (r.condition IS NULL OR w.truth)) OR (r.nil AND d.kind <> 'check' AND c.action = $nil));

-- The act, or the K-th of them; a nil return stands for all of it.
CREATE OR REPLACE TABLE tally AS
SELECT c.obligation, count(*) FILTER (WHERE NOT c.nil) AS acts,
       coalesce(min(c.lo) FILTER (WHERE c.nil), 'infinity') AS nil_lo, coalesce(min(c.hi) FILTER (WHERE c.nil), 'infinity') AS nil_hi,
       list_sort(list(c.lo) FILTER (WHERE NOT c.nil))[d.times] AS lo,
       list_sort(list(c.hi) FILTER (WHERE NOT c.nil))[d.times] AS hi,
       list_sort(list({'lo': c.lo, 'hi': c.hi, 'e': c.e}) FILTER (WHERE NOT c.nil))[d.times].e AS nth,
       min({'lo': c.lo, 'hi': c.hi, 'e': c.e}).e AS first,
       min({'lo': c.lo, 'hi': c.hi, 'e': c.e}) FILTER (WHERE c.nil).e AS nil_e
FROM candidate c
JOIN obligation o ON o.rowid = c.obligation
JOIN duty d ON d.duty = o.duty
GROUP BY c.obligation, d.times;
