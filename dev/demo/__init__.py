"""The demo trader: an account that comes in by the front door, with a small history of ordinary trading."""
