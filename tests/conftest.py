"""Fixtures for every test, and which examples the property tests draw."""

import os

from hypothesis import settings

pytest_plugins = ["tests.parts", "tests.local_stack"]

# The same examples in every run, so that a red run is red again; LAW_EXAMPLES=5000 draws anew, and looks longer.
settings.register_profile("everyday", derandomize="LAW_EXAMPLES" not in os.environ, deadline=None)
settings.load_profile("everyday")
