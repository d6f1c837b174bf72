-- Those events as a log of their own, each at its place in the whole one; names are texts here.
CREATE OR REPLACE TABLE log AS
SELECT t.rowid AS place, t.* EXCLUDE (rowid) REPLACE (
           CAST(matter AS VARCHAR) AS matter, CAST(agency AS VARCHAR) AS agency, CAST(action AS VARCHAR) AS action,
           CAST(channel AS VARCHAR) AS channel, CAST(elements AS VARCHAR) AS elements, CAST(exemption AS VARCHAR) AS exemption)
FROM whole t SEMI JOIN sought_event s ON s.e = t.rowid
ORDER BY t.rowid;

CREATE OR REPLACE VIEW raw AS SELECT place AS rowid, * EXCLUDE (place) FROM log;
