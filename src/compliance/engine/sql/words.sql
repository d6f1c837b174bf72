-- A time as a reason states it (`2018-08-08 09:30`), and as a column does (`2018-08-08T09:30:00`).
CREATE OR REPLACE MACRO said_time(t) AS
    CASE WHEN epoch_us(t) % 60000000 = 0 THEN left(CAST(t AS VARCHAR), 16)
         WHEN epoch_us(t) % 1000000 = 0 THEN CAST(t AS VARCHAR)
         ELSE strftime(t, '%Y-%m-%d %H:%M:%S.%f') END;
CREATE OR REPLACE MACRO stated_time(t) AS
    CASE WHEN epoch_us(t) % 1000000 = 0 THEN replace(CAST(t AS VARCHAR), ' ', 'T') ELSE strftime(t, '%Y-%m-%dT%H:%M:%S.%f') END;
CREATE OR REPLACE MACRO said_day(t) AS CAST(CAST(t AS DATE) AS VARCHAR);
-- A due time is told as what ends there: of the last microseconds of a day that day, of those of another second the one that follows.
CREATE OR REPLACE MACRO said_due(t) AS
    CASE WHEN CAST(t AS TIME) >= TIME '23:59:59.999998' THEN said_day(t)
         WHEN microsecond(t) % 1000000 >= 999998 THEN said_time(date_trunc('second', t) + INTERVAL 1 SECOND)
         ELSE said_time(t) END;
-- A log states an instant, a day, or a month or a year, which are over days.
CREATE OR REPLACE MACRO is_over_days(lo, hi) AS CAST(hi AS DATE) > CAST(lo AS DATE);
