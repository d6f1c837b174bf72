-- Rows of one file that are equal in every column as read are one. The hash finds those that may be. In a log whose names are numbered it
-- leaves out the cells that are kept by themselves; the number of a case is among those.
CREATE OR REPLACE TABLE twice AS
SELECT file, mark FROM raw
WHERE lo IS NOT NULL AND (NOT $coded OR hash(matter, agency, case_no) IN (SELECT key FROM suspect))
GROUP BY file, mark, action, lo HAVING count(*) > 1;
