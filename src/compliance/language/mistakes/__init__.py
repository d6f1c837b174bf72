"""The wording of mistakes: what was found, what was expected, what to do. One file a subject.

`failures` words what shows only once the grammar looks at a whole clause, the others what shows while a line is cut.
"""
