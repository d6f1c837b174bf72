-- Rows of one file that are equal in every column as read are one: the first stays. The hash finds them, the cells decide.
CREATE OR REPLACE TABLE twice AS
SELECT file, mark FROM raw WHERE lo IS NOT NULL GROUP BY file, mark HAVING count(*) > 1;

UPDATE raw SET lo = NULL FROM (
    SELECT place FROM (
        SELECT raw.rowid AS place, row_number() OVER (
            PARTITION BY raw.file, raw.mark, matter, agency, action, lo, hi, channel, elements, until, exemption, period
            ORDER BY raw.rowid) AS nth
        FROM raw JOIN twice ON twice.file = raw.file AND twice.mark = raw.mark
        WHERE raw.lo IS NOT NULL)
    WHERE nth > 1) later
WHERE raw.rowid = later.place;

DROP TABLE twice;
