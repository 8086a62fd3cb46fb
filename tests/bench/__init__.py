"""Speed as ratios within one run: `make bench`. Never an assertion; figures belong in a note, not in a test."""
