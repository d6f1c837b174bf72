-- How long: the least and the most days from the act to the end that it states, in calendar or working days.
CREATE OR REPLACE TABLE lasting AS
SELECT o.rowid AS obligation, f.n AS asked, u.hi AS ends, u.lo AS ends_lo,
       CASE WHEN f.unit = 'workday' THEN CASE WHEN el.unknown <= sh.unknown THEN greatest(el.ordinal - sh.ordinal, 0) END
            ELSE date_diff('day', CAST(o.hi AS DATE), CAST(u.lo AS DATE)) END AS least,
       CASE WHEN f.unit = 'workday' THEN CASE WHEN eh.unknown <= sl.unknown THEN greatest(eh.ordinal - sl.ordinal, 0) END
            ELSE date_diff('day', CAST(o.lo AS DATE), CAST(u.hi AS DATE)) END AS most,
       f.unit
FROM obligation o
JOIN figure f ON f.duty = o.duty AND o.lo >= f.since AND o.lo < f.until
JOIN raw ON raw.rowid = o.trigger
LEFT JOIN ending u ON u.stated = CASE WHEN coalesce(raw.until, '') <> '' THEN raw.until ELSE raw.stated END AND u.ranged = (coalesce(raw.until, '') = '')
LEFT JOIN calendar sl ON sl.day = CAST(o.lo AS DATE)
LEFT JOIN calendar sh ON sh.day = CAST(o.hi AS DATE)
LEFT JOIN calendar el ON el.day = CAST(u.lo AS DATE)
LEFT JOIN calendar eh ON eh.day = CAST(u.hi AS DATE)
WHERE o.kind = 'lasts';

-- A count in working days over days that the calendar does not know is open; where no end is stated, the one to the first that would do.
UPDATE obligation SET doubt = 'calendar' FROM lasting l
WHERE l.obligation = obligation.rowid AND doubt IS NULL
  AND CASE WHEN l.ends IS NULL THEN obligation.due_lo IS NULL ELSE l.least IS NULL OR l.most IS NULL END;
