"""Settings of the whole suite."""

from hypothesis import Phase, settings

# The same examples in every run, on a slow machine too: a failure here is a failure everywhere.
settings.register_profile("same everywhere", deadline=None, derandomize=True)
# Other examples in each run, and many: `make agreement`.
settings.register_profile("nightly", deadline=None, derandomize=False, max_examples=1000)
# That an example fails is all that is asked of a mutant: which is the smallest takes a minute each. `make mutants`.
settings.register_profile("mutants", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
settings.load_profile("same everywhere")
