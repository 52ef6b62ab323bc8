"""What holds for all tests."""

from hypothesis import settings

# machines differ, and the first call of a library is slow: time is measured by benchmarks, not by tests
settings.register_profile("house", settings(), deadline=None)
settings.load_profile("house")
