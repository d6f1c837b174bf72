-- What the words of each finding are made of: times, rows and names as numbers, no text but a case's number.
-- `form` tells a shape: findings of one differ in what stands in the slots of their words and in nothing else. It is a hash of whatever
-- gives a sentence another form; of a million shapes two have the same in one of 37 million reports.

-- What a small table has at a number, counted from 1. A join would do it, too, but what is known of how many rows it leaves is
-- guesswork, and on a wrong guess the database looks up the many in the few.
CREATE OR REPLACE MACRO duty_at(r, d) AS
    (SELECT list(struct_pack(nth, units, plain, calendar) ORDER BY n) FROM duty_word)[(SELECT list(first ORDER BY ruleset) FROM ruleset_word)[r + 1] + d];
CREATE OR REPLACE MACRO workday_at(calendar, day) AS
    (SELECT list(struct_pack(worked, unknown) ORDER BY n) FROM workday_word)[calendar + (CAST(day AS DATE) - DATE '1970-01-01')];

-- How many days after one and up to another, no earlier one, are worked: nothing where the calendar does not know one of them.
CREATE OR REPLACE MACRO worked_days(calendar, after, until) AS
    CASE WHEN workday_at(calendar, until).unknown = workday_at(calendar, after).unknown
         THEN workday_at(calendar, until).worked - workday_at(calendar, after).worked END;

-- The acts that few findings speak of besides the one that completes.
CREATE OR REPLACE TABLE beside_act AS
SELECT CAST(raw.rowid AS UINTEGER) AS e, raw.lo, raw.hi, a.act, w.same AS file, CAST(coalesce(raw.line, raw.rowid + w.offset_) AS UINTEGER) AS line
FROM raw
SEMI JOIN (
    SELECT early AS e FROM finding WHERE early IS NOT NULL
    UNION ALL -- with apart
    SELECT first_e FROM finding WHERE first_e IS DISTINCT FROM done_e -- with apart
) m ON m.e = raw.rowid
JOIN file_word w ON w.file = raw.file
JOIN act_word a ON a.raw = raw.action;

-- The triggers and the acts that complete, each by themselves: findings are looked up in these few columns. Of the whole log the
-- database would rather look it up in the findings, with all that is known of each.
CREATE OR REPLACE TABLE trigger_act AS
SELECT raw.rowid AS e, raw.case_no,
       w.same AS file, raw.line, -- with lined
FROM raw SEMI JOIN finding f ON f.trigger = raw.rowid
    AND f.kept IS NULL -- with since
JOIN file_word w ON w.file = raw.file -- with lined
;
CREATE OR REPLACE TABLE done_act AS -- with looked
SELECT raw.rowid AS e, raw.lo, raw.hi, a.act, raw.url, w.same AS file, coalesce(raw.line, raw.rowid + w.offset_) AS line -- with looked
FROM raw SEMI JOIN finding f ON f.done_e = raw.rowid -- with looked
JOIN file_word w ON w.file = raw.file JOIN act_word a ON a.raw = raw.action; -- with looked

CREATE OR REPLACE TABLE fact AS
WITH found AS (
    SELECT f.place, f.ruleset, f.kind, d.nth AS duty, d.units[coalesce(f.dated, -1) + 2] AS unit, d.calendar, g.n AS agency, f.verdict, f.trigger, f.action, f.lo, f.hi, f.period,
           f.due_lo, CASE WHEN f.due_lo IS NOT NULL THEN nullif(f.due_hi, CAST($forever AS TIMESTAMP)) END AS due_hi,
           CASE WHEN f.verdict = 'late' THEN f.due_hi END AS due_end, f.dated, f.moved_from, f.doubt,
           CASE f.verdict WHEN 'incomplete' THEN f.present WHEN 'undetermined' THEN f.open END AS atoms, -- with extras
           CASE WHEN f.verdict = 'incomplete' THEN f.acts END AS amount, -- with calendar
           f.waiver, f.nil, f.done_lo, f.done_hi, f.done_e, f.early, nullif(f.first_e, f.done_e) AS first_e,
           NOT g.plain OR NOT d.plain OR f.doubt IN ('calendar', 'column')
               OR f.claim IS NOT NULL -- with claims
               OR f.passed <> 0 OR coalesce(f.standing, f.extended, f.restarted) IS NOT NULL -- with clocks
               OR f.kind = 'share' -- with shares
               AS odd
    FROM (
        SELECT j.*, duty_at(j.ruleset, j.duty) AS d FROM finding j
        WHERE j.kept IS NULL -- with since
    ) f
    JOIN agency_word g ON g.name = f.debtor
), seen AS (
    SELECT f.*, t.case_no,
           t.line AS trigger_row, -- with lined
           f.trigger + (SELECT offset_ FROM file_word) AS trigger_row, -- without lined
           t.file AS trigger_file, -- with files
           CAST(NULL AS INTEGER) AS trigger_file, -- without files
           c.lo AS done_at, c.hi AS done_until, c.act AS done_act, c.url, c.line AS done_row, c.file AS done_file, -- with looked
           f.done_lo AS done_at, f.done_lo AS done_until, f.done_e + (SELECT offset_ FROM file_word) AS done_row, -- without looked
           e.act AS early_act,
           e.file AS early_file, -- with files
           is_over_days(e.lo, e.hi) AS early_over_days, -- with inexact
           s.act AS first_act, is_over_days(s.lo, s.hi) AS first_over_days, s.file AS first_file, -- with apart
           -- Of one row of a ledger they may be the same act: which ruleset calls which acts so, Python knows.
           s.line = c.line AND s.file = c.file AS one_row -- with apart
    FROM found f
    LEFT JOIN trigger_act t ON t.e = f.trigger
    LEFT JOIN done_act c ON c.e = f.done_e -- with looked
    LEFT JOIN beside_act e ON e.e = f.early
    LEFT JOIN beside_act s ON s.e = f.first_e -- with apart
), reckoned AS (
    SELECT s.*,
           CASE WHEN verdict = 'met'
                 AND CAST(hi AS DATE) = CAST(lo AS DATE) AND CAST(done_hi AS DATE) = CAST(done_lo AS DATE) -- with inexact
                THEN
               CASE unit WHEN 'day' THEN CAST(done_lo AS DATE) - CAST(lo AS DATE)
                         WHEN 'workday' THEN worked_days(calendar, lo, done_lo) -- with workdays
               END END AS counted,
           CAST(done_lo AS DATE) - CAST(due_end AS DATE) AS days_late,
           CASE WHEN unit = 'hour' THEN (epoch_us(done_lo) - epoch_us(due_end) + 180000000) // 360000000 / 10 END AS hours_late,
           CASE WHEN unit = 'workday' THEN worked_days(calendar, due_end, done_lo) END AS workdays_late, -- with workdays
           CAST(NULL AS INTEGER) AS workdays_late, -- without workdays
           -- What is passed over lies between the start and due, of notice between due and the day before the trigger.
           CASE WHEN unit = 'workday' AND due_hi IS NOT NULL THEN
               CASE WHEN kind = 'notice' THEN CAST(due_lo AS DATE)
                    WHEN kind = 'periodic_within' THEN period_end(period) -- with periods
                    WHEN due_hi >= lo THEN CAST(lo AS DATE) END END AS span_from,
           CASE WHEN kind = 'notice' THEN CAST(hi AS DATE) - 1 ELSE CAST(due_hi AS DATE) END AS span_until
    FROM seen s
)
SELECT CAST(place AS UINTEGER) AS place, ruleset, duty, agency, CAST(trigger AS UINTEGER) AS trigger, case_no,
       CAST(trigger_row AS UINTEGER) AS trigger_row, lo, due_hi, done_at, CAST(done_row AS UINTEGER) AS done_row, CAST(counted AS INTEGER) AS counted,
       CAST(early AS UINTEGER) AS early,
       trigger_file, done_file, -- with files
       span_from, span_until, -- with workdays
       hi, due_lo, done_until, -- with inexact
       period, -- with periods
       moved_from, -- with rollover
       CAST(first_e AS UINTEGER) AS first, -- with apart
       url, -- with linked
       CAST(days_late AS INTEGER) AS days_late, hours_late, CAST(workdays_late AS INTEGER) AS workdays_late,
       hash(duty, verdict, doubt, dated, action, early_act, nil,
            done_act, -- with looked
            done_e IS NULL, -- without looked
            first_act, first_over_days, -- with apart
            done_file IS DISTINCT FROM trigger_file, early_file IS DISTINCT FROM trigger_file, -- with files
            first_file IS DISTINCT FROM trigger_file, -- with apart
            is_over_days(lo, hi), is_over_days(done_at, done_until), early_over_days, -- with inexact
            moved_from IS NULL, -- with rollover
            atoms, -- with extras
            amount, -- with calendar
            waiver, -- with waived
            due_lo < due_hi,
            sign(counted - 1)) AS form,
       coalesce(odd OR length(case_no) > $longest
           OR one_row -- with apart
           OR verdict = 'undetermined' AND done_hi > done_until -- with inexact
           OR length(url) > $longest -- with linked
           OR regexp_matches(case_no, $personal) -- with hidden
           OR regexp_matches(url, $personal) -- with hidden_links
           , false) AS odd
FROM reckoned;
DROP TABLE trigger_act;
DROP TABLE done_act; -- with looked
