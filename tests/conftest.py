"""Fixtures for every test."""

pytest_plugins = ["tests.parts", "tests.local_stack"]
