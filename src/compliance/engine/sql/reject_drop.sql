-- Takes out of the log what stands in `rejected`.
UPDATE log SET lo = NULL
FROM raw JOIN file ON file.file = raw.file
         JOIN rejected ON rejected.file = raw.file AND rejected.line = coalesce(raw.line, raw.rowid + file.offset_)
WHERE log.rowid = raw.rowid AND log.lo IS NOT NULL;
