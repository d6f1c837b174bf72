-- Case duties: each event of a trigger, in the cut, activates one obligation; where the user names agencies, only what they owe. The
-- act that fulfils comes along: it is looked up once for each pair, then the duties of that pair are told apart. Those that are held
-- and the plain ones, which are judged as they come, are activated apart.
CREATE OR REPLACE VIEW activation AS
SELECT d.duty, d.rule, d.kind, d.pair, d.clocked, coalesce(j.debtor, t.agency) AS debtor, t.e AS trigger, t.action, t.lo,
       t.matter, t.party, t.case_key, -- with held
       t.hi, -- without exact
       t.lo AS hi, -- with exact
       f.figure, f.dated, r.condition IS NOT NULL AND w.truth IS NULL AS unknown, r.range_hi,
       t.act_lo, t.act_hi, t.act_e, t.early
FROM (
    SELECT p.pair, t.*, a.lo AS act_lo, a.hi AS act_hi, a.first AS act_e, a.early
    FROM pair p
    SEMI JOIN duty h ON h.pair = p.pair AND h.held -- with held
    SEMI JOIN duty h ON h.pair = p.pair AND NOT h.held -- without held
    JOIN member s ON s.set_ = p.triggers
    JOIN event t ON t.matter = p.matter AND t.action = s.action
    SEMI JOIN case_event ON case_event.e = t.e -- with since
    LEFT JOIN act a ON a.pair = p.pair AND a.trigger = t.e
) t
JOIN duty d ON d.pair = t.pair
JOIN rule r ON r.rule = d.rule
JOIN joint j ON j.rule = d.rule
LEFT JOIN owner o ON o.rule = r.rule AND o.agency = t.agency
LEFT JOIN audited u ON u.agency = t.agency
LEFT JOIN figure f ON f.duty = d.duty AND t.lo >= f.since AND t.lo < f.until
LEFT JOIN truth w ON w.condition = r.condition AND w.e = t.e
WHERE d.held -- with held
WHERE NOT d.held -- without held
  AND t.lo >= r.cut_lo AND t.lo <= r.cut_hi
  AND (NOT j.owned OR o.agency IS NOT NULL OR t.agency = 0)
  AND coalesce(j.audited, u.agency IS NOT NULL)
  AND (r.condition IS NULL OR w.truth IS DISTINCT FROM false);
