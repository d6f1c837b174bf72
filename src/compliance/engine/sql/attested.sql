-- Of a check: the result of the last attestation seen, by time and then by row.
CREATE OR REPLACE TABLE attested AS
SELECT c.obligation, max({'lo': c.lo, 'e': c.e, 'truth': s.truth}).truth AS result
FROM candidate c
JOIN obligation o ON o.rowid = c.obligation AND o.kind = 'check'
JOIN raw ON raw.rowid = c.e
LEFT JOIN said s ON s.raw = raw.result
GROUP BY c.obligation;
