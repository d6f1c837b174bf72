-- The places that a trigger finds: each trigger is held against each act of its case.
CREATE OR REPLACE VIEW placed AS
SELECT pair, trigger, min(place) FILTER (WHERE counts) AS first, max(place) FILTER (WHERE NOT counts) AS early
       , min(hi) FILTER (WHERE counts) AS hi -- without exact
FROM (
    SELECT pair, trigger, counts,
           hi, -- without exact
           ((epoch_us(lo) // 1000000 + 2208988800) << 29) + CASE WHEN counts THEN e ELSE 536870911 - e END AS place -- with exact
           (CAST(epoch_us(lo) + 62135596800000000 AS HUGEINT) << 64) -- without exact
               + CASE WHEN counts THEN ((epoch_us(hi) - epoch_us(lo)) // 1000000 << 33) + e ELSE 8589934591 - e END AS place -- without exact
    FROM (
        SELECT p.pair, t.e AS trigger, c.lo, c.e, NOT p.afterward OR c.lo >= t.lo AS counts -- with exact
        SELECT p.pair, t.e AS trigger, c.lo, c.hi, c.e, NOT p.afterward OR c.hi >= t.lo AS counts -- without exact
        FROM pair p
        JOIN member s ON s.set_ = p.triggers
        JOIN event t ON t.matter = p.matter AND t.action = s.action
        JOIN member u ON u.set_ = p.actions
        JOIN event c ON c.matter = t.matter AND c.party = t.party AND c.case_key = t.case_key AND c.action = u.action
        WHERE NOT p.alone OR c.e = t.e
    )
) GROUP BY pair, trigger;
