"""The local stack as a developer meets it."""
