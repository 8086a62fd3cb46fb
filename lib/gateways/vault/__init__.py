"""Secrets at rest: sealed with AES-256-GCM under a ring of versioned keys."""

from lib.gateways.vault.keys import BadKeysError, KeyRing
from lib.gateways.vault.sealing import SealingVault

__all__ = ["BadKeysError", "KeyRing", "SealingVault"]
