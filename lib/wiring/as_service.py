"""Ports with the key that bypasses row-level security; for signed machine calls only."""
