-- The act that fulfils, found once for each trigger event and set of actions, whatever number of rules asks for it.
-- `first` is the earliest event, of equally early ones the more exactly stated, then by row; `early` one that came before its trigger and does not count.
CREATE OR REPLACE TABLE act AS
SELECT p.pair, t.e AS trigger,
       min(c.lo) FILTER (WHERE NOT p.afterward OR c.hi >= t.lo) AS lo,
       min(c.hi) FILTER (WHERE NOT p.afterward OR c.hi >= t.lo) AS hi,
       arg_min(c.e, (CAST(epoch_us(c.lo) AS HUGEINT) * 33554432 + (epoch_us(c.hi) - epoch_us(c.lo)) // 1000000) * 4294967296 + c.e) FILTER (WHERE NOT p.afterward OR c.hi >= t.lo) AS first,
       arg_max(c.e, CAST(epoch_us(c.lo) AS HUGEINT) * 4294967296 - c.e) FILTER (WHERE p.afterward AND c.hi < t.lo) AS early
FROM pair p
JOIN member s ON s.set_ = p.triggers
JOIN event t ON t.matter = p.matter AND t.action = s.action
JOIN member u ON u.set_ = p.actions
JOIN event c ON c.matter = t.matter AND c.party = t.party AND c.case_key = t.case_key AND c.action = u.action
WHERE NOT p.alone OR c.e = t.e
GROUP BY p.pair, t.e;
