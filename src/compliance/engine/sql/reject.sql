-- Rows that cannot be used, one line a row: the first thing that is wrong with it, in the order of the columns.
-- A ledger's row is one row of the file however many events it gives: one unreadable time rejects it whole.
CREATE OR REPLACE TABLE wrong AS
SELECT raw.file, coalesce(raw.line, raw.rowid + file.offset_) AS line, raw.rowid AS place,
       CASE
            WHEN c.raw IS NOT NULL THEN 0 -- with case_errors
            WHEN raw.matter IS NULL OR m.raw IS NOT NULL THEN 1
            WHEN g.raw IS NOT NULL THEN 2
            WHEN raw.action IS NULL OR a.raw IS NOT NULL THEN 3
            WHEN raw.lo IS NULL AND raw.stated <> '' THEN 4
            ELSE 5 END AS fault,
       raw.stated, raw.action, CAST(raw.matter AS VARCHAR) AS matter, CAST(raw.agency AS VARCHAR) AS agency, raw.case_no
FROM raw JOIN file ON file.file = raw.file
LEFT JOIN matter_blank m ON m.raw = raw.matter
LEFT JOIN agency_blank g ON g.raw = raw.agency
LEFT JOIN action_blank a ON a.raw = raw.action
LEFT JOIN case_error c ON c.raw = raw.case_no -- with case_errors
WHERE raw.lo IS NULL OR raw.matter IS NULL OR raw.action IS NULL OR m.raw IS NOT NULL OR g.raw IS NOT NULL OR a.raw IS NOT NULL
   OR c.raw IS NOT NULL -- with case_errors
;

-- An empty milestone is no fault unless all of its row are empty.
CREATE OR REPLACE TABLE timed AS
SELECT DISTINCT w.file, w.line FROM wrong w JOIN raw ON raw.file = w.file AND raw.line = w.line
WHERE w.fault = 5 AND (raw.lo IS NOT NULL OR raw.stated <> '');

CREATE OR REPLACE TABLE rejected AS
SELECT file, line, CASE fault WHEN 0 THEN 'case' WHEN 1 THEN 'matter' WHEN 2 THEN 'agency' WHEN 3 THEN 'action' ELSE 'time' END AS what,
       CASE fault WHEN 0 THEN case_no WHEN 1 THEN matter WHEN 2 THEN agency WHEN 3 THEN CAST(worst.action AS VARCHAR) WHEN 4 THEN worst.stated END AS value,
       odd.reason, worst.action, worst.place
FROM (SELECT w.*, row_number() OVER (PARTITION BY w.file, w.line ORDER BY w.fault, w.place) AS nth
      FROM wrong w ANTI JOIN timed ON w.fault = 5 AND timed.file = w.file AND timed.line = w.line) worst
LEFT JOIN odd ON worst.fault = 4 AND odd.stated = worst.stated
WHERE nth = 1;

DROP TABLE wrong;
DROP TABLE timed;
