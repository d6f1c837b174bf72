-- The facts of each finding in the order of the report, with the numbers of its shape and of the words that fill it; shape 0 is none.
CREATE OR REPLACE TABLE worded AS
SELECT f.place, coalesce(s.n, 0) AS shape, f.agency, f.case_no, f.trigger_row, f.lo, f.due_hi, f.done_at, f.done_row, f.counted, f.early, l.n AS late,
       f.trigger_file, f.done_file, -- with files
       o.n AS span, -- with workdays
       f.hi, f.due_lo, f.done_until, -- with inexact
       t.n AS trigger_odd, d.n AS done_odd, -- with odd_times
       p.n AS period, -- with periods
       f.moved_from, -- with rollover
       f.first, -- with apart
       f.url, -- with linked
FROM fact f
SEMI JOIN sample ON sample.place = f.place -- with sampled
LEFT JOIN shape s ON s.duty = f.duty AND s.form = f.form AND s.acts = f.acts AND NOT f.odd
    AND s.atoms = f.atoms -- with extras
    AND s.amount = f.amount -- with calendar
    AND s.waiver = f.waiver -- with waived
LEFT JOIN late_word l ON l.days = f.days_late AND l.hours IS NOT DISTINCT FROM f.hours_late AND l.workdays IS NOT DISTINCT FROM f.workdays_late
LEFT JOIN span_word o ON o.ruleset = f.ruleset AND o.after = f.span_from AND o.until = f.span_to -- with workdays
LEFT JOIN period_word p ON p.period = f.period -- with periods
LEFT JOIN interval_word t ON t.lo = f.lo AND t.hi = f.hi -- with odd_times
LEFT JOIN interval_word d ON d.lo = f.done_at AND d.hi = f.done_until -- with odd_times
ORDER BY f.duty, f.agency,
         coalesce(f.case_no, f.period, ''), -- with periods
         coalesce(f.case_no, ''), -- without periods
         f.lo, f.trigger;
