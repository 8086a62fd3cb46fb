"""The broker's open API: its words stop here."""
