-- An extension that came from the trigger on and no later than due makes the count go on, once, from where it ended.
CREATE OR REPLACE TABLE extension AS
SELECT h.obligation, h.e, min({'lo': c.lo, 'e': c.e}).e AS extended
FROM counted h
JOIN obligation o ON o.rowid = h.obligation
JOIN clock_action k ON k.rule = o.rule AND k.part = 'extend'
JOIN event c ON c.matter = o.matter AND c.party = o.party AND c.case_no = o.case_no AND c.action = k.action
WHERE h.side = 'hi' AND c.lo >= o.lo AND c.lo <= h.due
GROUP BY h.obligation, h.e;

CREATE OR REPLACE TABLE first_count AS SELECT * FROM counted;

CREATE OR REPLACE TABLE task AS
SELECT f.obligation, f.e, f.side, f.plain AS instant, x.n, x.unit, f.passed, f.standing
FROM first_count f
JOIN extension v ON v.obligation = f.obligation AND v.e = f.e
JOIN obligation o ON o.rowid = f.obligation
JOIN clock_extension x ON x.rule = o.rule
WHERE NOT f.never AND f.plain IS NOT NULL;
