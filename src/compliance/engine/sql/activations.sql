-- Case duties: each event of a trigger, in the cut, activates one obligation; where the user names agencies, only what they owe.
CREATE OR REPLACE TABLE activation AS
SELECT d.duty, t.e AS trigger, t.matter, t.party, t.case_key, t.action, t.lo, t.hi,
       CASE WHEN $shared AND r.owned AND NOT $nameless THEN j.debtor ELSE t.agency END AS debtor,
       f.figure, f.dated, r.condition IS NOT NULL AND w.truth IS NULL AS unknown
FROM duty d
JOIN rule r ON r.rule = d.rule
JOIN joint j ON j.rule = d.rule
JOIN member s ON s.set_ = d.triggers
JOIN event t ON t.matter = d.matter AND t.action = s.action
SEMI JOIN case_event ON case_event.e = t.e -- with since
LEFT JOIN owner o ON o.rule = r.rule AND o.agency = t.agency
LEFT JOIN audited u ON u.agency = t.agency
LEFT JOIN figure f ON f.duty = d.duty AND t.lo >= f.since AND t.lo < f.until
LEFT JOIN truth w ON w.condition = r.condition AND w.e = t.e
WHERE d.by_case AND t.lo >= r.cut_lo AND t.lo <= r.cut_hi
  AND (NOT r.owned OR $shared OR $nameless OR o.agency IS NOT NULL OR t.agency = 0)
  AND (NOT $named OR CASE WHEN $shared AND r.owned THEN j.audited OR $nameless ELSE u.agency IS NOT NULL END)
  AND (r.condition IS NULL OR w.truth IS DISTINCT FROM false);
