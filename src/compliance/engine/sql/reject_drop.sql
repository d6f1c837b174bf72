-- Takes out of the log what stands in `rejected`: of a ledger all events of its row, else the one of its place.
UPDATE log SET lo = NULL
FROM raw JOIN rejected ON rejected.file = raw.file AND rejected.line = raw.line -- with lined
FROM rejected -- without lined
WHERE log.lo IS NOT NULL
  AND log.rowid = raw.rowid -- with lined
  AND log.rowid = rejected.place -- without lined
;
