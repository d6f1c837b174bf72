"""Settings of the whole suite."""

from hypothesis import settings

# The same examples in every run, on a slow machine too: a failure here is a failure everywhere.
settings.register_profile("same everywhere", deadline=None, derandomize=True)
# Other examples in each run, and many: `make agreement`.
settings.register_profile("nightly", deadline=None, derandomize=False, max_examples=1000)
settings.load_profile("same everywhere")
