"""Settings of the whole suite."""

from hypothesis import settings

# The same examples in every run, on a slow machine too: a failure here is a failure everywhere.
settings.register_profile("same everywhere", deadline=None, derandomize=True)
settings.load_profile("same everywhere")
