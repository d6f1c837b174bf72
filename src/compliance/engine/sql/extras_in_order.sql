-- What meets each atom of a case obligation first, where many events lie in one case: in order of time, as the acts are found there.
CREATE OR REPLACE TABLE first_atom AS
WITH moment AS (
    SELECT d.pair, a.rule, a.atom, a.party, a.case_key, CASE WHEN p.alone THEN a.e END AS own, true AS is_act, CAST(NULL AS BIGINT) AS obligation,
           CASE WHEN p.afterward THEN a.hi ELSE CAST('infinity' AS TIMESTAMP) END AS instant, a.lo, a.surely, {'lo': a.lo, 'hi': a.hi, 'e': a.e} AS place
    FROM (SELECT DISTINCT rule, pair FROM duty) d
    JOIN pair p ON p.pair = d.pair
    JOIN member u ON u.set_ = p.actions
    JOIN atom_event a ON a.rule = d.rule AND a.action = u.action
    UNION ALL
    SELECT o.pair, o.rule, t.atom, o.party, o.case_key, CASE WHEN p.alone THEN o.trigger END, false, o.rowid, o.lo, NULL, NULL, NULL
    FROM obligation o
    JOIN pair p ON p.pair = o.pair
    JOIN (SELECT DISTINCT rule, atom FROM atom_event) t ON t.rule = o.rule
), looked AS (
    SELECT obligation, atom, min(lo) OVER later AS lo, min(surely) OVER later AS surely, min(place) OVER later AS place
    FROM moment
    WINDOW later AS (PARTITION BY pair, rule, atom, party, case_key, own ORDER BY instant DESC, is_act DESC ROWS UNBOUNDED PRECEDING)
)
SELECT obligation, atom, lo, surely, place FROM looked WHERE obligation IS NOT NULL AND lo IS NOT NULL;
