"""
A stand-in for QStash: messages that are published, delivered with a signature, retried, and given up on.

Written from Upstash's documents. Covered: publish and batch, delays, deduplication, retries with QStash's back-off and
`Retry-After`, 489 for what must not be retried, callbacks and failure callbacks, the dead-letter queue, signing keys
and their rotation. Not covered: schedules, queues, URL groups, flow control.
"""

from dev.standins.qstash.app import build
from dev.standins.qstash.messages import QStash

__all__ = ["QStash", "build"]
