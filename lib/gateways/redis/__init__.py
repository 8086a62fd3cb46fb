"""Upstash Redis over its REST face: limits. It sits outside row security, so no user's data goes there."""
