"""Upstash QStash: messages to our own jobs, and the signature they come back with."""
