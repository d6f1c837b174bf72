-- An extension that came from the trigger on and no later than due makes the count go on, once, from where it ended; each end of the
-- start by itself, for a start that is not known exactly may be extended at the one and past due at the other.
CREATE OR REPLACE TABLE extension AS
SELECT h.obligation, h.e, h.side, min({'lo': x.lo, 'e': x.e}).e AS extended
FROM counted h
JOIN extending x ON x.obligation = h.obligation AND x.lo <= h.due
GROUP BY h.obligation, h.e, h.side;

CREATE OR REPLACE TABLE first_count AS SELECT * FROM counted;

CREATE OR REPLACE TABLE task AS
SELECT f.obligation, f.e, f.side, f.plain AS instant, x.n, x.unit, f.passed
FROM first_count f
JOIN extension v ON v.obligation = f.obligation AND v.e = f.e AND v.side = f.side
JOIN obligation o ON o.rowid = f.obligation
JOIN clock_extension x ON x.rule = o.rule
WHERE f.plain IS NOT NULL;
