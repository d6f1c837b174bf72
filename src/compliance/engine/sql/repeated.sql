-- The cases of the log, and those among them in which two events may stand on rows that are equal: a case of distinct events sets a
-- bit for each, unless two fall on one bit by chance. A second word of bits costs more than to look at those cases.
CREATE OR REPLACE TABLE log_case AS
SELECT key, count(*) AS events, bit_or(CAST(1 AS UBIGINT) << (print & 63)) AS bits
FROM (SELECT hash(matter, agency, case_no) AS key, hash(file, action, lo, hi, mark) AS print FROM raw WHERE lo IS NOT NULL)
GROUP BY key;

CREATE OR REPLACE TABLE suspect AS
SELECT key FROM log_case WHERE bit_count(bits) < events;
