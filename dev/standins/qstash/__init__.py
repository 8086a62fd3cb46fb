"""
A stand-in for QStash: messages that are published, delivered with a signature, retried, and given up on.

Written from Upstash's documents. Covered: publish and batch, delays, deduplication, flow control, retries with
QStash's back-off, `Retry-After` or an expression of one's own, 489 for what must not be retried, callbacks and failure
callbacks, the dead-letter queue, schedules, signing keys and their rotation. Not covered: queues, URL groups.
"""

from dev.standins.qstash.account import QStash
from dev.standins.qstash.app import build

__all__ = ["QStash", "build"]
