-- Atoms besides the act: channels, elements, requirements. Which event that may fulfil a duty of a rule meets which of them, told once,
-- whatever number of obligations it may meet them for. A log without the column leaves open whether an event was on a channel or
-- contained an element: it may be, at the earliest at once.
CREATE OR REPLACE TABLE atom_event AS
WITH named AS (
    SELECT DISTINCT d.rule, d.matter, u.action
    FROM duty d
    JOIN rule r ON r.rule = d.rule AND r.extras > 0
    JOIN member u ON u.set_ = d.actions
), among AS (
    SELECT n.rule, c.*, raw.channel, raw.elements
    FROM named n
    JOIN event c ON c.matter = n.matter AND c.action = n.action
    JOIN raw ON raw.rowid = c.e
)
SELECT rule, atom, matter, party, case_key, action, e, lo, hi, CASE WHEN open THEN CAST('infinity' AS TIMESTAMP) ELSE hi END AS surely
FROM (
    SELECT a.atom, c.*, c.channel IS NULL AS open
    FROM among c JOIN channel_atom a ON a.rule = c.rule
    LEFT JOIN channel_names x ON x.raw = c.channel AND x.name = a.name
    WHERE c.channel IS NULL OR x.name IS NOT NULL
    UNION ALL
    SELECT a.atom, c.*, c.elements IS NULL
    FROM among c JOIN element_atom a ON a.rule = c.rule
    LEFT JOIN elements_names x ON x.raw = c.elements AND x.name = a.name
    WHERE c.elements IS NULL OR x.name IS NOT NULL
    UNION ALL
    SELECT a.atom, c.*, false
    FROM among c JOIN require_atom a ON a.rule = c.rule
    JOIN truth w ON w.condition = a.condition AND w.e = c.e AND w.truth
);
