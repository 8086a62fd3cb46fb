"""The local stack; never shipped."""
