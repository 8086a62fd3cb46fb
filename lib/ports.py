"""What the use cases need from outside, as Protocols, and how it can fail."""
