-- Rows that the earlier report was not made of; and the events that are seen now and were not then, be it for their time alone.
CREATE OR REPLACE TABLE appended AS
SELECT raw.rowid AS e
FROM raw
JOIN file ON file.file = raw.file
JOIN grown ON grown.file = raw.file
WHERE coalesce(raw.line, raw.rowid + file.offset_) > grown.last;

CREATE OR REPLACE TABLE fresh AS
SELECT raw.rowid AS e FROM raw SEMI JOIN appended ON appended.e = raw.rowid WHERE raw.lo <= $as_of
UNION ALL
SELECT raw.rowid FROM raw WHERE raw.lo <= $as_of AND raw.lo > $before;
