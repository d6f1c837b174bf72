-- Rows of one file that are equal in every column as read are one: the first stays. The hash finds them, the cells decide. In a log whose
-- names are numbered the hash leaves out the cells that are kept by themselves; the number of a case is among those.
CREATE OR REPLACE TABLE twice AS
SELECT file, mark FROM raw
WHERE lo IS NOT NULL AND (NOT $coded OR hash(matter, agency, case_no) IN (SELECT key FROM suspect))
GROUP BY file, mark, action, lo HAVING count(*) > 1;

UPDATE log SET lo = NULL FROM (
    SELECT place FROM (
        SELECT raw.rowid AS place, row_number() OVER (
            PARTITION BY raw.file, raw.mark, CASE WHEN $coded THEN case_no END, matter, agency, action, lo, hi, channel, elements, until, exemption, period
            ORDER BY raw.rowid) AS nth
        FROM raw JOIN (SELECT DISTINCT file, mark FROM twice) twice ON twice.file = raw.file AND twice.mark = raw.mark
        WHERE raw.lo IS NOT NULL)
    WHERE nth > 1) later
WHERE log.rowid = later.place;

DROP TABLE twice;
