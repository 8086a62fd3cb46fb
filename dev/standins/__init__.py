"""Stand-ins for the vendors, written from their documents, never from our clients."""
