-- The places that a trigger finds where many events lie in one case, as they do in a log without case numbers: to hold each trigger against each act would
-- take the square of them. Acts and triggers are put in order of time instead: what a trigger finds lies on one side of it.
CREATE OR REPLACE VIEW placed AS
WITH moment AS (
    SELECT p.pair, c.party, c.case_key, CASE WHEN p.alone THEN c.e END AS own, true AS is_act, CAST(NULL AS BIGINT) AS trigger,
           CASE WHEN p.afterward THEN c.lo ELSE CAST('infinity' AS TIMESTAMP) END AS instant, -- with exact
           ((epoch_us(c.lo) // 1000000 + 2208988800) << 29) + c.e AS place, -- with exact
           ((epoch_us(c.lo) // 1000000 + 2208988800) << 29) + 536870911 - c.e AS early_place -- with exact
           CASE WHEN p.afterward THEN c.hi ELSE CAST('infinity' AS TIMESTAMP) END AS instant, c.hi, -- without exact
           (CAST(epoch_us(c.lo) + 62135596800000000 AS HUGEINT) << 64) + ((epoch_us(c.hi) - epoch_us(c.lo)) // 1000000 << 33) + c.e AS place, -- without exact
           (CAST(epoch_us(c.lo) + 62135596800000000 AS HUGEINT) << 64) + 8589934591 - c.e AS early_place -- without exact
    FROM pair p
    JOIN member u ON u.set_ = p.actions
    JOIN event c ON c.matter = p.matter AND c.action = u.action
    UNION ALL
    SELECT p.pair, t.party, t.case_key, CASE WHEN p.alone THEN t.e END, false, t.e, t.lo,
           NULL, -- without exact
           NULL, NULL
    FROM pair p
    JOIN member s ON s.set_ = p.triggers
    JOIN event t ON t.matter = p.matter AND t.action = s.action
), looked AS (
    SELECT pair, trigger, min(place) OVER later AS first, max(early_place) OVER earlier AS early
           , min(hi) OVER later AS hi -- without exact
    FROM moment
    WINDOW later AS (PARTITION BY pair, party, case_key, own ORDER BY instant DESC, is_act DESC ROWS UNBOUNDED PRECEDING),
           earlier AS (PARTITION BY pair, party, case_key, own ORDER BY instant, is_act ROWS UNBOUNDED PRECEDING)
)
SELECT * FROM looked WHERE trigger IS NOT NULL;
