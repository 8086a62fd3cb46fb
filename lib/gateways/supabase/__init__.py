"""Supabase: Auth over HTTP, tables over PostgREST."""
