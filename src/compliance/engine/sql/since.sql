-- A check that goes on from an earlier report. `reported`: what it says of this ruleset, under the numbers of this run; a share of the
-- cases is counted anew. What is `settled` no later instant changes while its case stays as it is.
CREATE OR REPLACE TABLE reported AS
SELECT r.n, d.duty, d.by_case, d.matter, g.name AS debtor, r.period, r.due, r.days_late, r.verdict,
       r.line - (SELECT offset_ FROM file) AS trigger, -- without lined
       p.e AS trigger, -- with lined
       r.counts = (d.share IS NOT NULL) AS odd,
       NOT $later OR r.verdict IN ('met', 'exempt') OR (r.verdict = 'late' AND NOT $waived) AS settled
FROM report r
JOIN duty_key k ON k.rule = r.rule AND k.number = r.duty
JOIN duty d ON d.duty = k.duty
JOIN report_agency g ON g.text = r.agency
LEFT JOIN report_file f ON f.text = r.file -- with lined
LEFT JOIN report_action t ON t.text = r.trigger_action -- with lined
LEFT JOIN ( -- with lined
    SELECT raw.file, raw.line, a.name AS action, raw.rowid AS e -- with lined
    FROM raw JOIN action_name a ON a.raw = raw.action WHERE raw.lo IS NOT NULL -- with lined
) p ON p.file = f.file AND p.line = r.line AND p.action = t.name -- with lined
WHERE r.ruleset = $id AND NOT (d.share IS NOT NULL AND r.counts);

-- The cases that a new event touches, or in which something was not settled; and all their events, told as table `event` tells them.
CREATE OR REPLACE TABLE touched_case AS
SELECT m.name AS matter, CASE WHEN $shared THEN 0 ELSE coalesce(g.name, 0) END AS party, hash(coalesce(raw.case_no, '')) AS case_key
FROM (SELECT e FROM fresh UNION ALL SELECT trigger FROM reported WHERE by_case AND NOT settled) x
JOIN raw ON raw.rowid = x.e
JOIN matter_name m ON m.raw = raw.matter
LEFT JOIN agency_name g ON g.raw = raw.agency
WHERE m.name IN (SELECT matter FROM duty WHERE by_case);

CREATE OR REPLACE TABLE case_event AS
SELECT raw.rowid AS e
FROM raw
JOIN matter_name m ON m.raw = raw.matter
LEFT JOIN agency_name g ON g.raw = raw.agency
SEMI JOIN touched_case t ON t.matter = m.name AND t.party = CASE WHEN $shared THEN 0 ELSE coalesce(g.name, 0) END
                            AND t.case_key = hash(coalesce(raw.case_no, ''))
WHERE raw.lo <= $as_of;

-- What the calendar makes due now; and whose acts in which matter have changed.
CREATE OR REPLACE TABLE owed AS
SELECT o.duty, b.debtor, o.period FROM occasion o JOIN rule_debtor b ON b.rule = o.rule;

CREATE OR REPLACE TABLE touched_debtor AS
SELECT m.name AS matter, a.debtor
FROM fresh
JOIN raw ON raw.rowid = fresh.e
JOIN matter_name m ON m.raw = raw.matter
LEFT JOIN agency_name g ON g.raw = raw.agency
JOIN debtor_agency a ON a.agency = coalesce(g.name, 0);

-- What is taken from the report; everything else is judged.
CREATE OR REPLACE TABLE kept AS
SELECT r.* FROM reported r ANTI JOIN case_event c ON c.e = r.trigger WHERE r.by_case
UNION ALL
SELECT r.* FROM reported r
ANTI JOIN touched_debtor t ON t.matter = r.matter AND t.debtor = r.debtor
WHERE NOT r.by_case AND r.settled;

CREATE OR REPLACE TABLE reopened AS
SELECT o.* FROM owed o ANTI JOIN kept k ON k.duty = o.duty AND k.debtor = o.debtor AND k.period = o.period;

-- The events that judging needs: those of the cases, and all of a matter by the agencies that owe what is judged by the calendar.
CREATE OR REPLACE TABLE wanted AS
SELECT e FROM case_event
UNION ALL
SELECT raw.rowid
FROM raw
JOIN matter_name m ON m.raw = raw.matter
LEFT JOIN agency_name g ON g.raw = raw.agency
SEMI JOIN (
    SELECT d.matter, a.agency FROM reopened r JOIN duty d ON d.duty = r.duty JOIN debtor_agency a ON a.debtor = r.debtor
) p ON p.matter = m.name AND p.agency = coalesce(g.name, 0)
WHERE raw.lo <= $as_of;
