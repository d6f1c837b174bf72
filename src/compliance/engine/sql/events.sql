-- The events that some rule speaks of, seen as of the date: names as numbers, `e` the place in the log. A case is told by its
-- matter, its party and a hash of its number, so that no stage below moves text. What no rule's matter and action is, is left out.
CREATE OR REPLACE TABLE event AS
SELECT raw.rowid AS e, m.name AS matter, a.name AS action, coalesce(g.name, 0) AS agency,
       CASE WHEN $shared THEN 0 ELSE coalesce(g.name, 0) END AS party,
       hash(coalesce(raw.case_no, '')) AS case_key, raw.lo
       , raw.hi -- without exact
FROM raw
SEMI JOIN wanted ON wanted.e = raw.rowid -- with since
JOIN (SELECT n.raw, n.name FROM matter_name n SEMI JOIN duty d ON d.matter = n.name) m ON m.raw = raw.matter
JOIN (SELECT n.raw, n.name FROM action_name n
      SEMI JOIN (SELECT action FROM member UNION ALL SELECT action FROM clock_action UNION ALL SELECT CAST($nil AS INTEGER)) s ON s.action = n.name
     ) a ON a.raw = raw.action
LEFT JOIN agency_name g ON g.raw = raw.agency
WHERE raw.lo <= $as_of;

-- Events, whatever was done, that claim a ground for not disclosing.
CREATE OR REPLACE TABLE claim AS
SELECT raw.rowid AS e, m.name AS matter, coalesce(g.name, 0) AS agency,
       CASE WHEN $shared THEN 0 ELSE coalesce(g.name, 0) END AS party,
       hash(coalesce(raw.case_no, '')) AS case_key, raw.lo, raw.period, x.name AS ground
FROM raw
SEMI JOIN wanted ON wanted.e = raw.rowid -- with since
JOIN matter_name m ON m.raw = raw.matter
JOIN exemption_names x ON x.raw = raw.exemption
LEFT JOIN agency_name g ON g.raw = raw.agency
WHERE raw.lo <= $as_of AND raw.exemption <> '';
