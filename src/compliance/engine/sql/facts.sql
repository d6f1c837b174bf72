-- What the words of each finding are made of: times, rows and names as numbers, no text but a case's number.
-- `form` holds whatever gives a sentence another form, each in bits of its own; with duty, acts, atoms, amount and waiver it tells
-- a shape: findings of one shape differ in what stands in the slots of their words and in nothing else.
-- A time is stated as nothing (0), an instant (1), a day (2), a month or a year (3) or something else (4).
CREATE OR REPLACE MACRO stated_form(lo, hi) AS
    CASE WHEN lo IS NULL THEN 0
         WHEN lo = hi THEN 1
         WHEN lo <> date_trunc('day', lo) THEN 4
         WHEN hi = lo + INTERVAL 86399999999 MICROSECONDS THEN 2
         WHEN day(lo) = 1 AND hi = lo + INTERVAL 1 MONTH - INTERVAL 1 MICROSECOND THEN 3
         WHEN dayofyear(lo) = 1 AND hi = lo + INTERVAL 1 YEAR - INTERVAL 1 MICROSECOND THEN 3
         ELSE 4 END;

-- A due time is told as what ends there: of its last microsecond a day, of another last microsecond the second that follows.
CREATE OR REPLACE MACRO told_due(t) AS
    CASE WHEN epoch_us(t) % 86400000000 >= 86399999998 THEN date_trunc('day', t)
         WHEN epoch_us(t) % 1000000 >= 999998 THEN date_trunc('second', t) + INTERVAL 1 SECOND
         ELSE t END;
CREATE OR REPLACE MACRO ends_day(t) AS epoch_us(t) % 86400000000 >= 86399999998;

-- What a small table has at a number, counted from 1. A join would do it, too, but what is known of how many rows it leaves is
-- guesswork, and on a wrong guess the database looks up the many in the few.
CREATE OR REPLACE MACRO duty_at(r, d) AS
    (SELECT list(struct_pack(nth, units, plain, calendar) ORDER BY n) FROM duty_word)[(SELECT list(first ORDER BY ruleset) FROM ruleset_word)[r + 1] + d];
CREATE OR REPLACE MACRO day_at(calendar, day) AS calendar + (CAST(day AS DATE) - DATE '1970-01-01');

-- How many days after one and up to another are worked: nothing where the calendar does not know one of them.
CREATE OR REPLACE MACRO worked_days(calendar, after, until) AS
    CASE WHEN CAST(until AS DATE) <= CAST(after AS DATE) THEN 0
         WHEN (SELECT list(unknown ORDER BY n) FROM workday_word)[day_at(calendar, until)]
            = (SELECT list(unknown ORDER BY n) FROM workday_word)[day_at(calendar, after)]
         THEN (SELECT list(worked ORDER BY n) FROM workday_word)[day_at(calendar, until)]
            - (SELECT list(worked ORDER BY n) FROM workday_word)[day_at(calendar, after)] END;

-- The acts that few findings speak of besides the one that completes.
CREATE OR REPLACE TABLE beside_act AS
SELECT raw.rowid AS e, raw.lo, raw.hi, a.act, w.same AS file, coalesce(raw.line, raw.rowid + file.offset_) AS line,
       stated_form(raw.lo, raw.hi) AS stated, raw.lo < '1900-01-01' OR raw.hi >= '2200-01-01' AS odd
FROM raw
SEMI JOIN (
    SELECT early AS e FROM finding WHERE early IS NOT NULL
    UNION ALL
    SELECT first_e FROM finding WHERE first_e IS NOT NULL AND (done_lo IS NULL OR first_e IS DISTINCT FROM done_e)
) m ON m.e = raw.rowid
JOIN file ON file.file = raw.file
JOIN file_word w ON w.file = raw.file
JOIN act_word a ON a.raw = raw.action;

-- The triggers and the acts that complete, each by themselves: findings are looked up in these few columns. Of the whole log the
-- database would rather look it up in the findings, with all that is known of each.
CREATE OR REPLACE TABLE trigger_act AS
SELECT raw.rowid AS e, raw.case_no,
       w.same AS file, coalesce(raw.line, raw.rowid + file.offset_) AS line, -- with lined
FROM raw SEMI JOIN finding f ON f.trigger = raw.rowid
LEFT JOIN file ON file.file = raw.file -- with lined
LEFT JOIN file_word w ON w.file = raw.file -- with lined
;
CREATE OR REPLACE TABLE done_act AS -- with looked
SELECT raw.rowid AS e, raw.lo, raw.hi, coalesce(a.act, 0) AS act, raw.url, w.same AS file, coalesce(raw.line, raw.rowid + file.offset_) AS line -- with looked
FROM raw SEMI JOIN finding f ON f.done_e = raw.rowid -- with looked
LEFT JOIN file ON file.file = raw.file LEFT JOIN file_word w ON w.file = raw.file LEFT JOIN act_word a ON a.raw = raw.action; -- with looked

CREATE OR REPLACE TABLE fact AS
WITH found AS (
    SELECT f.place, f.ruleset, d.nth AS duty, coalesce(d.units[coalesce(f.dated, -1) + 2], 0) AS unit, d.calendar, g.n AS agency, f.verdict, f.trigger, coalesce(f.action, 0) AS action, f.lo, f.hi,
           f.period,
           CASE WHEN f.due_lo IS NOT NULL AND f.due_hi <> CAST($forever AS TIMESTAMP) THEN f.due_lo END AS due_lo,
           CASE WHEN f.due_lo IS NOT NULL AND f.due_hi <> CAST($forever AS TIMESTAMP) THEN f.due_hi END AS due_hi,
           CASE WHEN f.verdict = 'late' THEN f.due_hi END AS due_end,
           coalesce(f.dated, 63) AS dated, f.moved_from, f.doubt,
           coalesce(CASE f.verdict WHEN 'incomplete' THEN CAST(f.present AS VARCHAR) WHEN 'undetermined' THEN CAST(f.open AS VARCHAR) END, '') AS atoms, -- with extras
           coalesce(CASE WHEN f.verdict = 'incomplete' THEN f.acts END, -1) AS amount, -- with calendar
           coalesce(f.waiver, 0) AS waiver, -- with waived
           f.done_lo, CASE WHEN f.done_lo IS NOT NULL THEN f.done_e END AS done_e, coalesce(f.nil, false) AS nil,
           f.early, CASE WHEN f.done_lo IS NULL OR f.first_e IS DISTINCT FROM f.done_e THEN f.first_e END AS first_e,
           f.done_lo IS NOT NULL AND f.first_e IS NOT DISTINCT FROM f.done_e AS at_once,
           NOT g.plain OR NOT d.plain OR f.dated >= 63 OR f.verdict IN ('manual', 'exempt')
               OR coalesce(f.doubt IN ('calendar', 'column'), false)
               OR f.claim IS NOT NULL -- with claims
               OR f.passed <> 0 OR f.standing IS NOT NULL OR f.extended IS NOT NULL OR f.restarted IS NOT NULL -- with clocks
               OR f.kind = 'share' -- with shares
               AS odd
    FROM (SELECT j.*, duty_at(j.ruleset, j.duty) AS d FROM finding j) f
    JOIN agency_word g ON g.name = f.debtor
), seen AS (
    SELECT f.*, t.case_no,
           t.line AS trigger_row, t.file AS trigger_file, -- with lined
           f.trigger + (SELECT offset_ FROM file) AS trigger_row, 1 AS trigger_file, -- without lined
           c.lo AS done_at, c.hi AS done_until, coalesce(c.act, 0) AS done_act, c.url, c.line AS done_row, c.file AS done_file, -- with looked
           f.done_lo AS done_at, f.done_lo AS done_until, 0 AS done_act, -- without looked
           f.done_e + (SELECT offset_ FROM file) AS done_row, 1 AS done_file, -- without looked
           coalesce(e.stated, 0) AS early_stated, coalesce(e.act, 0) AS early_act, coalesce(e.file, 0) AS early_file, coalesce(e.odd, false) AS early_odd,
           coalesce(s.stated, 0) AS first_stated, coalesce(s.act, 0) AS first_act, coalesce(s.file, 0) AS first_file, coalesce(s.odd, false) AS first_odd,
           s.lo AS first_lo, s.hi AS first_hi, s.line AS first_row, CAST(s.rowid + 1 AS INTEGER) AS first_n, CAST(e.rowid + 1 AS INTEGER) AS early_n
    FROM found f
    LEFT JOIN trigger_act t ON t.e = f.trigger
    LEFT JOIN done_act c ON c.e = f.done_e -- with looked
    LEFT JOIN beside_act e ON e.e = f.early
    LEFT JOIN beside_act s ON s.e = f.first_e
), reckoned AS (
    SELECT s.*,
           CASE WHEN verdict = 'met' AND lo IS NOT NULL AND done_lo >= lo THEN
               CASE unit WHEN 1 THEN CAST(done_lo AS DATE) - CAST(lo AS DATE)
                         WHEN 2 THEN worked_days(calendar, lo, done_lo) -- with workdays
               END END AS counted,
           CASE WHEN due_end IS NOT NULL THEN CAST(done_lo AS DATE) - CAST(due_end AS DATE) END AS days_late,
           CASE WHEN due_end IS NOT NULL AND unit = 3 THEN
               CAST(printf('%.1f', (epoch_us(done_lo) - epoch_us(due_end)) / 3600000000) AS DOUBLE) END AS hours_late,
           CASE WHEN due_end IS NOT NULL AND unit = 2 THEN worked_days(calendar, due_end, done_lo) END AS workdays_late, -- with workdays
           CAST(NULL AS INTEGER) AS workdays_late, -- without workdays
           CASE WHEN unit = 2 AND due_hi >= lo THEN CAST(lo AS DATE) END AS span_from,
           CASE WHEN unit = 2 AND due_hi >= lo THEN CAST(due_hi AS DATE) END AS span_to,
           at_once OR coalesce(first_stated > 0 AND done_e IS NOT NULL AND first_act = done_act AND first_lo = done_at -- with looked
                               AND first_hi = done_until AND first_file = done_file AND first_row = done_row, false) AS first_is_done -- with looked
           at_once AS first_is_done -- without looked
    FROM seen s
)
SELECT CAST(place AS UINTEGER) AS place, ruleset, duty, agency, CAST(trigger AS UINTEGER) AS trigger, case_no,
       CAST(trigger_row AS UINTEGER) AS trigger_row, lo, due_hi, done_at, CAST(done_row AS UINTEGER) AS done_row, CAST(counted AS INTEGER) AS counted, early_n AS early,
       trigger_file, done_file, -- with files
       span_from, span_to, -- with workdays
       hi, due_lo, done_until, -- with inexact
       period, -- with periods
       moved_from, -- with rollover
       CASE WHEN NOT first_is_done THEN first_n END AS first, -- with apart
       atoms, -- with extras
       amount, -- with calendar
       waiver, -- with waived
       url, -- with linked
       CAST(days_late AS INTEGER) AS days_late, hours_late, CAST(workdays_late AS INTEGER) AS workdays_late,
       action + 1048576 * (done_act + 16384 * (CASE WHEN first_is_done THEN 0 ELSE first_act END + 16384 * CAST(early_act AS BIGINT))) AS acts,
       CAST(enum_code(verdict) AS BIGINT)
           + 8 * CASE WHEN doubt IS NULL THEN 0 WHEN doubt = 'condition' THEN 1 ELSE 2 END
           + 32 * dated
           + 2048 * stated_form(lo, hi)
           + 16384 * CASE WHEN due_hi IS NULL THEN 0 WHEN told_due(due_lo) = told_due(due_hi) AND ends_day(due_lo) = ends_day(due_hi) THEN 1 ELSE 2 END
           + 65536 * CAST(moved_from IS NOT NULL AS INTEGER) -- with rollover
           + 131072 * CASE WHEN done_e IS NULL THEN 0 ELSE stated_form(done_at, done_until) END
           + 1048576 * CASE WHEN first_is_done THEN 7 ELSE first_stated END
           + 8388608 * early_stated
           + 67108864 * CAST(done_file IS NOT DISTINCT FROM trigger_file AS INTEGER)
           + 134217728 * CAST(first_file IS NOT DISTINCT FROM trigger_file AS INTEGER)
           + 268435456 * CAST(early_file IS NOT DISTINCT FROM trigger_file AS INTEGER)
           + 536870912 * CASE WHEN counted IS NULL OR counted < 1 THEN 0 WHEN counted = 1 THEN 1 ELSE 2 END
           + 2147483648 * CAST(nil AS INTEGER) AS form,
       coalesce(odd OR early_odd OR first_odd OR lo < '1900-01-01' OR hi >= '2200-01-01' OR done_at < '1900-01-01' OR done_until >= '2200-01-01'
           OR due_lo < '1900-01-01' OR due_hi >= '9990-01-01' OR length(case_no) > $longest
           OR length(url) > $longest -- with linked
           OR regexp_matches(case_no, $personal) -- with hidden
           OR regexp_matches(url, $personal) -- with hidden_links
           , false) AS odd
FROM reckoned;
DROP TABLE trigger_act;
DROP TABLE done_act; -- with looked
