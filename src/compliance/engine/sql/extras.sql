-- When each atom of an obligation was met first. Only for the obligations of rules that ask for some.
CREATE OR REPLACE TABLE met_atom AS
SELECT obligation, atom, min(lo) AS lo, min(surely) AS hi, min(place).e AS e
FROM (
    SELECT o.rowid AS obligation, a.atom, a.lo, a.surely, {'lo': a.lo, 'hi': a.hi, 'e': a.e} AS place -- without order
    FROM obligation o -- without order
    JOIN pair p ON p.pair = o.pair -- without order
    JOIN member u ON u.set_ = p.actions -- without order
    JOIN atom_event a ON a.rule = o.rule AND a.matter = o.matter AND a.party = o.party AND a.case_key = o.case_key AND a.action = u.action -- without order
    WHERE (NOT p.afterward OR a.hi >= o.lo) AND (NOT p.alone OR a.e = o.trigger) -- without order
    SELECT * FROM first_atom -- with order
    UNION ALL
    SELECT c.obligation, a.atom, a.lo, a.surely, {'lo': a.lo, 'hi': a.hi, 'e': a.e}
    FROM candidate c
    JOIN obligation o ON o.rowid = c.obligation
    JOIN atom_event a ON a.rule = o.rule AND a.e = c.e
    WHERE NOT c.nil
) GROUP BY obligation, atom;

CREATE OR REPLACE TABLE extra AS
SELECT obligation, count(*) AS atoms, max(lo) AS lo, max(hi) AS hi, max({'lo': lo, 'hi': hi, 'e': e}).e AS e, list_sort(list(atom)) AS present,
       list_sort(list(atom) FILTER (WHERE hi = 'infinity')) AS open
FROM met_atom GROUP BY obligation;
