-- Of a check: the last attestation seen; of several at one time the one that says least for the agency, whatever row it stands in.
CREATE OR REPLACE TABLE attested AS
WITH last AS (
    SELECT c.obligation,
           max({'lo': c.lo, 'hi': c.hi, 'denied': coalesce(NOT s.truth, false), 'unsaid': s.truth IS NULL, 'e': c.e, 'truth': s.truth}) AS said
    FROM candidate c
    JOIN obligation o ON o.rowid = c.obligation
    JOIN raw ON raw.rowid = c.e
    LEFT JOIN said s ON s.raw = raw.result
    WHERE o.kind = 'check'
    GROUP BY c.obligation
)
SELECT obligation, said.e AS last_e, said.truth AS result FROM last;
