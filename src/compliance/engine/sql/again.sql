-- The events that some findings depend on: those of their cases, and of what is judged by the calendar all of a matter by an agency.
CREATE OR REPLACE TABLE sought_case AS
SELECT DISTINCT m.name AS matter, CASE WHEN $shared THEN 0 ELSE coalesce(g.name, 0) END AS party, hash(coalesce(t.case_no, '')) AS case_key
FROM sought_trigger s
JOIN whole t ON t.rowid = s.e
JOIN matter_name m ON m.raw = t.matter
LEFT JOIN agency_name g ON g.raw = t.agency;

INSERT INTO sought_event
SELECT t.rowid
FROM whole t
JOIN matter_name m ON m.raw = t.matter
LEFT JOIN agency_name g ON g.raw = t.agency
SEMI JOIN sought_case c ON c.matter = m.name AND c.party = CASE WHEN $shared THEN 0 ELSE coalesce(g.name, 0) END
                           AND c.case_key = hash(coalesce(t.case_no, ''))
WHERE t.lo <= $as_of;

INSERT INTO sought_event
SELECT t.rowid
FROM whole t
JOIN matter_name m ON m.raw = t.matter
LEFT JOIN agency_name g ON g.raw = t.agency
SEMI JOIN sought_pair p ON p.matter = m.name AND p.agency = coalesce(g.name, 0)
WHERE t.lo <= $as_of;
