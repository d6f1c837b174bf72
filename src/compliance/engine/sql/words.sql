-- A time as a reason states it (`2018-08-08 09:30`), and as a column does (`2018-08-08T09:30:00`).
CREATE OR REPLACE MACRO said_time(t) AS
    CASE WHEN epoch_us(t) % 60000000 = 0 THEN left(CAST(t AS VARCHAR), 16)
         WHEN epoch_us(t) % 1000000 = 0 THEN CAST(t AS VARCHAR)
         ELSE strftime(t, '%Y-%m-%d %H:%M:%S.%f') END;
CREATE OR REPLACE MACRO stated_time(t) AS
    CASE WHEN epoch_us(t) % 1000000 = 0 THEN replace(CAST(t AS VARCHAR), ' ', 'T') ELSE strftime(t, '%Y-%m-%dT%H:%M:%S.%f') END;
CREATE OR REPLACE MACRO said_day(t) AS CAST(CAST(t AS DATE) AS VARCHAR);
CREATE OR REPLACE MACRO said_due(t) AS CASE WHEN ends_day(t) THEN said_day(t) ELSE said_time(told_due(t)) END;
CREATE OR REPLACE MACRO is_day(lo, hi) AS epoch_us(lo) % 86400000000 = 0 AND hi = lo + INTERVAL 86399999999 MICROSECONDS;
