"""Functions that are killed at every call they make; `make crash` prints what became of it."""
