-- What was judged joins the findings of the rulesets before it.
CREATE TABLE IF NOT EXISTS finding AS
SELECT 0 AS ruleset, 0 AS number, j.* EXCLUDE (id), true AS counts, r.modality, r.weight,
       CAST(NULL AS BIGINT) AS met_cases, CAST(NULL AS BIGINT) AS judged_cases, CAST(NULL AS BIGINT) AS open_cases
FROM judged j JOIN rule r ON r.rule = j.rule WHERE false;

INSERT INTO finding BY NAME
SELECT $ruleset AS ruleset, d.number, j.* EXCLUDE (id), d.share IS NULL AS counts, r.modality, r.weight
FROM judged j JOIN duty d ON d.duty = j.duty JOIN rule r ON r.rule = j.rule;
