-- The tables of stages that not every ruleset needs, empty: a stage that no rule needs is not run.
CREATE OR REPLACE TABLE candidate (obligation BIGINT, e BIGINT, lo TIMESTAMP, hi TIMESTAMP, nil BOOLEAN);
CREATE OR REPLACE TABLE tally (obligation BIGINT, acts BIGINT, nil_lo TIMESTAMP, nil_hi TIMESTAMP, lo TIMESTAMP, hi TIMESTAMP,
                               nth BIGINT, first BIGINT, nil_e BIGINT);
CREATE OR REPLACE TABLE extra (obligation BIGINT, atoms BIGINT, lo TIMESTAMP, hi TIMESTAMP, e BIGINT, present INTEGER[], open INTEGER[]);
CREATE OR REPLACE TABLE claimed (obligation BIGINT, allowed BOOLEAN, claim STRUCT(rank BOOLEAN, lo TIMESTAMP, e BIGINT, ground INTEGER));
CREATE OR REPLACE TABLE lasting (obligation BIGINT, asked INTEGER, ends TIMESTAMP, ends_lo TIMESTAMP, least BIGINT, most BIGINT, unit VARCHAR);
CREATE OR REPLACE TABLE attested (obligation BIGINT, last_e BIGINT, result BOOLEAN);
CREATE OR REPLACE TABLE covered (raw VARCHAR, period VARCHAR);
CREATE OR REPLACE TABLE met_atom (obligation BIGINT, atom INTEGER, lo TIMESTAMP, hi TIMESTAMP, e BIGINT);
CREATE OR REPLACE TABLE clock_start (obligation BIGINT, e BIGINT, lo TIMESTAMP, hi TIMESTAMP, original BOOLEAN);
CREATE OR REPLACE TABLE extending (obligation BIGINT, e BIGINT, lo TIMESTAMP, hi TIMESTAMP);
CREATE OR REPLACE TABLE pause (rule INTEGER, matter INTEGER, party INTEGER, case_key BIGINT, first DATE, last DATE, standing BIGINT);
