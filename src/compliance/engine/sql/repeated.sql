-- The cases of the log, and those among them in which two events may stand on rows that are equal: a case of distinct events sets a
-- bit for each, unless two fall on one bit by chance, which seldom happens twice.
CREATE OR REPLACE TABLE log_case AS
SELECT key, count(*) AS events, bit_or(CAST(1 AS UBIGINT) << (print & 63)) AS bits, bit_or(CAST(1 AS UBIGINT) << ((print >> 6) & 63)) AS more
FROM (SELECT hash(matter, agency, case_no) AS key, hash(file, action, lo, hi, mark) AS print FROM raw WHERE lo IS NOT NULL)
GROUP BY key;

CREATE OR REPLACE TABLE suspect AS
SELECT key FROM log_case WHERE bit_count(bits) < events AND bit_count(more) < events;
