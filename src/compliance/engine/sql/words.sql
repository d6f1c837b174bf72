CREATE OR REPLACE MACRO said_day(t) AS CAST(CAST(t AS DATE) AS VARCHAR);
-- A time as a reason states it (`2018-08-08 09:30`), and as a column does (`2018-08-08T09:30:00`).
CREATE OR REPLACE MACRO said_time(t) AS
    CASE WHEN epoch_us(t) % 60000000 = 0 THEN left(CAST(t AS VARCHAR), 16)
         WHEN epoch_us(t) % 1000000 = 0 THEN CAST(t AS VARCHAR)
         WHEN CAST(t AS TIME) = TIME '23:59:59.999999' THEN said_day(t) || ' 24:00'
         ELSE strftime(t, '%Y-%m-%d %H:%M:%S.%f') END;
CREATE OR REPLACE MACRO stated_time(t) AS
    CASE WHEN epoch_us(t) % 1000000 = 0 THEN replace(CAST(t AS VARCHAR), ' ', 'T') ELSE strftime(t, '%Y-%m-%dT%H:%M:%S.%f') END;
-- A due time is told as what ends there: of the last microseconds of a day that day, of those of another second the one that follows.
CREATE OR REPLACE MACRO ends_day(t) AS CAST(t AS TIME) >= TIME '23:59:59.999998';
CREATE OR REPLACE MACRO said_due(t) AS
    CASE WHEN ends_day(t) THEN said_day(t)
         WHEN microsecond(t) % 1000000 >= 999998 THEN said_time(date_trunc('second', t) + INTERVAL 1 SECOND)
         ELSE said_time(t) END;
-- Beside an hour the end of a day is an hour, too.
CREATE OR REPLACE MACRO said_until(lo, hi) AS
    CASE WHEN ends_day(hi) AND NOT ends_day(lo) THEN said_day(hi) || ' 24:00' ELSE said_due(hi) END;
-- The last day of a calendar period by its key: `2018`, `2018H1`, `2018Q1`, `2018-01`, `2018-W05`, `2018-01-05`.
CREATE OR REPLACE MACRO period_end(key) AS
    CASE WHEN key LIKE '%W%' THEN CAST(date_trunc('week', make_date(CAST(left(key, 4) AS BIGINT), 1, 4)) AS DATE) + 7 * CAST(right(key, 2) AS INTEGER) - 1
         WHEN length(key) = 10 THEN CAST(key AS DATE)
         WHEN key LIKE '%Q%' THEN last_day(make_date(CAST(left(key, 4) AS BIGINT), 3 * CAST(right(key, 1) AS BIGINT), 1))
         WHEN key LIKE '%H%' THEN last_day(make_date(CAST(left(key, 4) AS BIGINT), 6 * CAST(right(key, 1) AS BIGINT), 1))
         WHEN length(key) = 4 THEN make_date(CAST(key AS BIGINT), 12, 31)
         ELSE last_day(CAST(key || '-01' AS DATE)) END;
-- A log states an instant, a day, or a month or a year, which are over days.
CREATE OR REPLACE MACRO is_over_days(lo, hi) AS CAST(hi AS DATE) > CAST(lo AS DATE);
