"""How the queue delivers messages to each of our jobs, whoever sends them."""

from collections.abc import Mapping

from lib.gateways.qstash.messages import Delivery

SYNC_FAILED = "/api/jobs/sync/failed"
BOOKS_GIVEN_UP = "/api/jobs/books/given-up"

# The broker shuts out addresses that ask too much, and all of ours look alike to it.
READERS_AT_ONCE = 20
# Each reads and derives a whole history beside what users ask for.
VERIFICATIONS_AT_ONCE = 5

DELIVERIES: Mapping[str, Delivery] = {
    "/api/jobs/sync/account": Delivery(retries=5, flow="broker", at_once=READERS_AT_ONCE, on_failure=SYNC_FAILED),
    "/api/jobs/sync/fan-out": Delivery(on_failure=SYNC_FAILED),
    "/api/jobs/sync/reconnect": Delivery(retries=5, on_failure=SYNC_FAILED),
    "/api/jobs/sync/reseal": Delivery(on_failure=SYNC_FAILED),
    "/api/jobs/books/rebuild": Delivery(on_failure=BOOKS_GIVEN_UP),
    "/api/jobs/books/verify": Delivery(flow="verify", at_once=VERIFICATIONS_AT_ONCE, on_failure=SYNC_FAILED),
    "/api/jobs/books/nightly": Delivery(on_failure=SYNC_FAILED),
}
