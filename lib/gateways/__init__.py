"""The only place that knows a vendor: its addresses, field names and limits."""
