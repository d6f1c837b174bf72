-- The same where many events lie in one case, as they do in a log without case numbers: to hold each trigger against each act would
-- take the square of them. Acts and triggers are put in order of time instead: what a trigger finds lies on one side of it.
CREATE OR REPLACE TABLE act AS
WITH moment AS (
    SELECT p.pair, c.party, c.case_key, CASE WHEN p.alone THEN c.e END AS own, true AS is_act, CAST(NULL AS BIGINT) AS trigger,
           CASE WHEN NOT p.afterward THEN CAST('infinity' AS TIMESTAMP)
                ELSE c.lo END AS instant, c.lo AS hi, -- with exact
                ELSE c.hi END AS instant, c.hi, -- without exact
           {'lo': c.lo, 'hi': hi, 'e': c.e} AS place, {'lo': c.lo, 'e': -c.e} AS early_place
    FROM pair p
    JOIN member u ON u.set_ = p.actions
    JOIN event c ON c.matter = p.matter AND c.action = u.action
    UNION ALL
    SELECT p.pair, t.party, t.case_key, CASE WHEN p.alone THEN t.e END, false, t.e, t.lo, NULL, NULL, NULL
    FROM pair p
    JOIN member s ON s.set_ = p.triggers
    JOIN event t ON t.matter = p.matter AND t.action = s.action
), looked AS (
    SELECT pair, trigger, min(place) OVER later AS place, min(hi) OVER later AS hi, max(early_place) OVER earlier AS early_place
    FROM moment
    WINDOW later AS (PARTITION BY pair, party, case_key, own ORDER BY instant DESC, is_act DESC ROWS UNBOUNDED PRECEDING),
           earlier AS (PARTITION BY pair, party, case_key, own ORDER BY instant, is_act ROWS UNBOUNDED PRECEDING)
)
SELECT pair, trigger, place.lo AS lo, hi, place.e AS first, -early_place.e AS early
FROM looked
WHERE trigger IS NOT NULL AND (place IS NOT NULL OR early_place IS NOT NULL);
