-- Of rows that may be equal the cells decide; the first stays.
UPDATE log SET lo = NULL FROM (
    SELECT place FROM (
        SELECT raw.rowid AS place, row_number() OVER (
            PARTITION BY raw.file, raw.mark, CASE WHEN $coded THEN case_no END, matter, agency, action, lo, hi, channel, elements, until, exemption, period
            ORDER BY raw.rowid) AS nth
        FROM raw JOIN (SELECT DISTINCT file, mark FROM twice) twice ON twice.file = raw.file AND twice.mark = raw.mark
        WHERE raw.lo IS NOT NULL)
    WHERE nth > 1) later
WHERE log.rowid = later.place;
