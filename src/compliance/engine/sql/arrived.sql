-- Findings that lie on one machine of a cluster, each with the records that it speaks of (`arrived`), as the tables that they are put
-- into words from. A record is known by its place in the log; here that is a row of `raw`.
CREATE TABLE raw AS
SELECT DISTINCT ON (r.e) r.e, CAST(r.file AS UINTEGER) AS file, r.line, r.case_no, r.action, r.lo, r.hi, r.url, r.result
FROM (SELECT unnest(events) AS r FROM arrived)
ORDER BY r.e;

CREATE TABLE finding AS
SELECT row_number() OVER () - 1 AS place, * EXCLUDE (events, claim, trigger, first_e, early, last_e, done_e, standing, extended, restarted),
       (SELECT struct_update(claim, e := rowid) FROM raw WHERE e = claim.e) AS claim,
       (SELECT rowid FROM raw WHERE e = trigger) AS trigger,
       (SELECT rowid FROM raw WHERE e = first_e) AS first_e,
       (SELECT rowid FROM raw WHERE e = early) AS early,
       (SELECT rowid FROM raw WHERE e = last_e) AS last_e,
       (SELECT rowid FROM raw WHERE e = done_e) AS done_e,
       (SELECT rowid FROM raw WHERE e = standing) AS standing,
       (SELECT rowid FROM raw WHERE e = extended) AS extended,
       (SELECT rowid FROM raw WHERE e = restarted) AS restarted
FROM arrived;

CREATE TABLE file AS SELECT DISTINCT file, 0 AS offset_ FROM raw;
CREATE VIEW log AS SELECT * FROM raw;
CREATE VIEW judged AS SELECT * FROM finding;
