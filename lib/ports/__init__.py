"""What the use cases need from outside, as Protocols, and how it can fail; domain only, one noun per module."""
