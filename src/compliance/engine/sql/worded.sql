-- The facts of each finding in the order of the report, with the numbers of its shape and of the words that fill it; shape 0 is none.
CREATE OR REPLACE TABLE worded AS
SELECT f.place, coalesce(s.n, 0) AS shape, f.agency, f.case_no, f.trigger_row, f.lo, f.due_hi, f.done_at, f.done_row, f.counted,
       e.lo AS early_at, e.line AS early_row, l.n AS late,
       f.trigger_file, f.done_file, e.file AS early_file, -- with files
       o.n AS span, -- with workdays
       f.hi, f.due_lo, f.done_until, e.hi AS early_until, -- with inexact
       t.n AS trigger_odd, d.n AS done_odd, eo.n AS early_odd, -- with odd_times
       p.n AS period, -- with periods
       f.moved_from, -- with rollover
       a.lo AS first_at, a.line AS first_row, a.hi AS first_until, a.file AS first_file, -- with apart
       ao.n AS first_odd, -- with apart_odd
       f.url, -- with linked
FROM fact f
SEMI JOIN sample ON sample.place = f.place -- with sampled
LEFT JOIN shape s ON s.form = f.form AND NOT f.odd
LEFT JOIN beside_act e ON e.e = f.early
LEFT JOIN beside_act a ON a.e = f.first -- with apart
LEFT JOIN late_word l ON l.days = f.days_late AND l.hours IS NOT DISTINCT FROM f.hours_late AND l.workdays IS NOT DISTINCT FROM f.workdays_late
LEFT JOIN span_word o ON o.ruleset = f.ruleset AND o.after = f.span_from AND o.until = f.span_until -- with workdays
LEFT JOIN period_word p ON p.period = f.period -- with periods
LEFT JOIN interval_word t ON t.lo = f.lo AND t.hi = f.hi -- with odd_times
LEFT JOIN interval_word d ON d.lo = f.done_at AND d.hi = f.done_until -- with odd_times
LEFT JOIN interval_word eo ON eo.lo = e.lo AND eo.hi = e.hi -- with odd_times
LEFT JOIN interval_word ao ON ao.lo = a.lo AND ao.hi = a.hi -- with apart_odd
ORDER BY f.duty, f.agency,
         coalesce(f.case_no, f.period, ''), -- with periods
         coalesce(f.case_no, ''), -- without periods
         f.lo, f.trigger;
