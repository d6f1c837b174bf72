-- Atoms besides the act: channels, elements, requirements. Only for the obligations of rules that ask for some.
CREATE OR REPLACE TABLE offered AS
SELECT o.rowid AS obligation, o.rule, c.e, c.lo, c.hi
FROM obligation o
JOIN rule r ON r.rule = o.rule AND r.extras > 0
JOIN pair p ON p.pair = o.pair
JOIN member u ON u.set_ = p.actions
JOIN event c ON c.matter = o.matter AND c.party = o.party AND c.case_key = o.case_key AND c.action = u.action
WHERE (NOT p.afterward OR c.hi >= o.lo) AND (NOT p.alone OR c.e = o.trigger)
UNION ALL
SELECT c.obligation, o.rule, c.e, c.lo, c.hi
FROM candidate c
JOIN obligation o ON o.rowid = c.obligation
JOIN rule r ON r.rule = o.rule AND r.extras > 0
WHERE NOT c.nil;

-- A log without the column leaves open whether an event was on a channel or contained an element: it may be, at the earliest at once.
CREATE OR REPLACE TABLE met_atom AS
SELECT obligation, atom, min(lo) AS lo, min(CASE WHEN open THEN CAST('infinity' AS TIMESTAMP) ELSE hi END) AS hi, min({'lo': lo, 'hi': hi, 'e': e}).e AS e
FROM (
    SELECT f.obligation, a.atom, f.e, f.lo, f.hi, raw.channel IS NULL AS open
    FROM offered f JOIN channel_atom a ON a.rule = f.rule JOIN raw ON raw.rowid = f.e
    LEFT JOIN channel_names x ON x.raw = raw.channel AND x.name = a.name
    WHERE raw.channel IS NULL OR x.name IS NOT NULL
    UNION ALL
    SELECT f.obligation, a.atom, f.e, f.lo, f.hi, raw.elements IS NULL
    FROM offered f JOIN element_atom a ON a.rule = f.rule JOIN raw ON raw.rowid = f.e
    LEFT JOIN elements_names x ON x.raw = raw.elements AND x.name = a.name
    WHERE raw.elements IS NULL OR x.name IS NOT NULL
    UNION ALL
    SELECT f.obligation, a.atom, f.e, f.lo, f.hi, false
    FROM offered f JOIN require_atom a ON a.rule = f.rule
    JOIN truth w ON w.condition = a.condition AND w.e = f.e AND w.truth
) GROUP BY obligation, atom;

CREATE OR REPLACE TABLE extra AS
SELECT obligation, count(*) AS atoms, max(lo) AS lo, max(hi) AS hi, max({'lo': lo, 'hi': hi, 'e': e}).e AS e, list_sort(list(atom)) AS present,
       list_sort(list(atom) FILTER (WHERE hi = 'infinity')) AS open
FROM met_atom GROUP BY obligation;
