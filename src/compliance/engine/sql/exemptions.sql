-- Claims of a ground that stand in an obligation's case (or period), allowed or not; an allowed one goes before the others.
CREATE OR REPLACE TABLE claimed AS
WITH weighed AS (
    SELECT d.rule, c.*, g.ground IS NOT NULL AS allowed, {'rank': g.ground IS NULL, 'lo': c.lo, 'e': c.e, 'ground': c.ground} AS said
    FROM claim c
    JOIN (SELECT DISTINCT rule, matter FROM duty) d ON d.matter = c.matter
    LEFT JOIN ground g ON g.rule = d.rule AND g.ground = c.ground
), of_case AS (
    SELECT rule, matter, party, case_key, max(allowed) AS allowed, min(said) AS said FROM weighed GROUP BY rule, matter, party, case_key
)
SELECT o.rowid AS obligation, c.allowed, c.said AS claim
FROM obligation o
JOIN of_case c ON c.rule = o.rule AND c.matter = o.matter AND c.party = o.party AND c.case_key = o.case_key
WHERE o.trigger IS NOT NULL
UNION ALL
SELECT o.rowid, max(c.allowed), min(c.said)
FROM obligation o
JOIN debtor_agency b ON b.debtor = o.debtor
JOIN weighed c ON c.rule = o.rule AND c.matter = o.matter AND c.agency = b.agency
LEFT JOIN covered v ON v.raw = c.period
WHERE o.trigger IS NULL
  AND CASE WHEN o.kind = 'periodic_within' AND coalesce(c.period, '') <> '' THEN v.period = o.period
           ELSE c.lo >= o.from_lo AND c.lo <= o.from_hi END
GROUP BY o.rowid;
