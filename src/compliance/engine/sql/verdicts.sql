-- Completion, and the first verdict that applies.
CREATE OR REPLACE TABLE judged AS -- with first
INSERT INTO judged BY NAME -- without first
WITH gathered AS (
    SELECT o.*, r.as_of, r.extras, coalesce(x.atoms, 0) AS atoms, x.lo AS extra_lo, x.hi AS extra_hi, x.e AS extra_e, x.present, x.open,
           coalesce(o.act_lo, t.lo) AS earliest_lo, coalesce(o.act_hi, t.hi) AS earliest_hi, coalesce(o.act_e, t.nth) AS earliest_e,
           coalesce(o.act_e, t.first) AS first_e, t.acts, t.nil_lo, t.nil_hi, t.nil_e, y.last_e,
           c.allowed, c.claim, y.result, l.least, l.most, l.asked, l.ends, l.ends_lo
    FROM obligation o -- with held
    FROM plain_obligation o -- without held
    JOIN rule r ON r.rule = o.rule
    LEFT JOIN tally t ON t.obligation = o.rowid
    LEFT JOIN extra x ON x.obligation = o.rowid
    LEFT JOIN claimed c ON c.obligation = o.rowid
    LEFT JOIN attested y ON y.obligation = o.rowid
    LEFT JOIN lasting l ON l.obligation = o.rowid
), completed AS (
    SELECT *, CASE WHEN earliest_lo IS NOT NULL AND atoms = extras THEN greatest(earliest_lo, extra_lo) END AS own_lo,
              CASE WHEN own_lo IS NOT NULL THEN greatest(earliest_hi, extra_hi) END AS own_hi
    FROM gathered
), done AS (
    SELECT *, least(own_lo, nil_lo) AS done_lo, least(own_hi, nil_hi) AS done_hi FROM completed
)
SELECT CAST($ruleset AS USMALLINT) AS ruleset, duty, debtor, trigger, action, lo, due_lo, doubt, early,
       hi, due_hi, nullif(done_hi, 'infinity') AS done_hi, -- without exact
       period, -- with periods
       acts, -- with calendar
       first_e, -- with apart
       dated, -- with dated
       moved_from, -- with rollover
       present, open, -- with extras
       allowed, claim, -- with claims
       least, most, ends, ends_lo, -- with lasting
       last_e, -- with check
       passed, standing, extended, restarted, -- with clocks
       CAST(NULL AS BIGINT) AS met_cases, CAST(NULL AS BIGINT) AS judged_cases, CAST(NULL AS BIGINT) AS open_cases, false AS share, -- with shares
       coalesce(done_lo = nil_lo, false) AS nil, -- with calendar
       done_lo,
       CASE WHEN own_lo IS NULL OR nil_lo <= own_lo THEN nil_e WHEN extra_lo > earliest_lo THEN extra_e ELSE earliest_e END AS done_e,
       CASE
            WHEN kind = 'check' THEN -- with check
                CASE result WHEN true THEN 'met'::verdict_text WHEN false THEN 'missing'::verdict_text ELSE 'manual'::verdict_text END -- with check
            WHEN allowed THEN 'exempt'::verdict_text -- with claims
            WHEN doubt IS NOT NULL THEN 'undetermined'::verdict_text
            WHEN kind = 'lasts' THEN -- with lasting
                CASE WHEN ends IS NULL AND as_of < due_lo THEN 'pending'::verdict_text -- with lasting
                     WHEN ends IS NULL THEN 'undetermined'::verdict_text -- with lasting
                     WHEN most < asked OR atoms < extras THEN 'incomplete'::verdict_text -- with lasting
                     WHEN least >= asked AND (extra_hi IS NULL OR extra_hi < 'infinity') THEN 'met'::verdict_text -- with lasting
                     ELSE 'undetermined'::verdict_text END -- with lasting
            -- However late it may have been done, a clock that stands still was not past due.
            WHEN done_lo IS NOT NULL AND due_lo = CAST($forever AS TIMESTAMP) THEN 'met'::verdict_text -- with clocks
            WHEN done_lo > due_lo THEN 'late'::verdict_text -- with exact
            WHEN done_lo IS NOT NULL THEN 'met'::verdict_text -- with exact
            WHEN done_lo IS NOT NULL AND done_hi <= due_lo THEN 'met'::verdict_text -- without exact
            WHEN done_lo IS NOT NULL AND done_lo > due_hi THEN 'late'::verdict_text -- without exact
            WHEN done_lo IS NOT NULL THEN 'undetermined'::verdict_text -- without exact
            WHEN as_of < due_lo THEN 'pending'::verdict_text
            WHEN as_of < due_hi THEN 'undetermined'::verdict_text -- without exact
            WHEN first_e IS NOT NULL THEN 'incomplete'::verdict_text -- with apart
            ELSE 'missing'::verdict_text END AS verdict
FROM done;
