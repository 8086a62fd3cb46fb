"""
A stand-in for Supabase Auth (GoTrue v2.19x): its routes, fields, error codes and auth.* rows.

Written from GoTrue's published source and documents. Covered: sign-up with confirmation by mail, verification by token
hash, password sign-in, refresh with rotation and reuse detection, recovery, resend, changes of password and address,
sign-out by scope, the admin routes for users, and ES256 tokens with their key set. Not covered: other providers, PKCE,
second factors, phone, captcha, hooks.
"""

from dev.standins.auth.app import build
from dev.standins.auth.project import AuthSettings, Project

__all__ = ["AuthSettings", "Project", "build"]
