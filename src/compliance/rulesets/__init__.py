"""A folder of rules to a checked ruleset: names, aliases, units and lists resolved, or every error that stands in it."""
