"""Settings for all tests: property tests give the same examples everywhere, and keep no time."""

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("repeatable")
