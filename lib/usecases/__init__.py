"""What the product does, one verb phrase per file: plain async functions that take ports."""
