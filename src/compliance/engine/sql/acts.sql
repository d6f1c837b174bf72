-- The act that fulfils, found once for each trigger event and set of actions, whatever number of rules asks for it. A place is an
-- event's time (microseconds since the year 1), how wide that time is (seconds) and the event, in one number: of equally early events
-- the more exactly stated comes first, then the row. `first` is the earliest event that counts; `early` the latest of those that came
-- before their trigger and do not. Where all times are whole seconds, exactly stated, a place is seconds since 1900 and the event, and
-- fits into 64 bits.
CREATE OR REPLACE TABLE act AS
SELECT pair, trigger,
       make_timestamp(((first >> 29) - 2208988800) * 1000000) AS lo, lo AS hi, -- with exact
       first & 536870911 AS first, 536870911 - (early & 536870911) AS early -- with exact
       make_timestamp(CAST(first >> 64 AS BIGINT) - 62135596800000000) AS lo, hi, -- without exact
       CAST(first & 8589934591 AS BIGINT) AS first, 8589934591 - CAST(early & 8589934591 AS BIGINT) AS early -- without exact
FROM placed;
