-- Claims of a ground that stand in an obligation's case (or period), allowed or not; an allowed one goes before the others.
CREATE OR REPLACE TABLE claimed AS
SELECT obligation, max(allowed) AS allowed, min({'rank': NOT allowed, 'lo': lo, 'e': e, 'ground': ground}) AS claim
FROM (
    SELECT o.rowid AS obligation, g.ground IS NOT NULL AS allowed, c.lo, c.e, c.ground
    FROM obligation o
    JOIN claim c ON c.matter = o.matter AND c.party = o.party AND c.case_key = o.case_key
    LEFT JOIN ground g ON g.rule = o.rule AND g.ground = c.ground
    WHERE o.trigger IS NOT NULL
    UNION ALL
    SELECT o.rowid, g.ground IS NOT NULL, c.lo, c.e, c.ground
    FROM obligation o
    JOIN debtor_agency b ON b.debtor = o.debtor
    JOIN claim c ON c.matter = o.matter AND c.agency = b.agency
    LEFT JOIN covered v ON v.raw = c.period
    LEFT JOIN ground g ON g.rule = o.rule AND g.ground = c.ground
    WHERE o.trigger IS NULL
      AND CASE WHEN o.kind = 'periodic_within' AND coalesce(c.period, '') <> '' THEN v.period = o.period
               ELSE c.lo >= o.from_lo AND c.lo <= o.from_hi END
) GROUP BY obligation;
