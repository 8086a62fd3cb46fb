"""Typed settings, and who an answer is made for."""
