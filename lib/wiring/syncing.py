"""What a sync is made of, for the service: the broker's package among it, which only a job loads."""

import random
from datetime import UTC, datetime

from lib.gateways.redis.locks import RedisLocks
from lib.gateways.tastytrade.api import Api, Site
from lib.gateways.tastytrade.broker import TastytradeDoor
from lib.gateways.tastytrade.rows import read_row
from lib.gateways.vault import KeyRing, SealingVault
from lib.ports.sync import SyncStore
from lib.ports.vault import Vault
from lib.usecases.sync_account import SyncPorts
from lib.wiring.process import Process
from lib.wiring.settings import broker_settings


def sync_ports_of(process: Process, store: SyncStore) -> SyncPorts:
    """Return what the service syncs with; raises MissingSettingError where nothing can be unsealed."""
    settings = process.settings
    api = Api(process.http, Site(broker_settings().api_url, settings.version))
    return SyncPorts(
        store=store,
        open_broker=TastytradeDoor(api),
        read=read_row,
        vault=vault(),
        messages=process.messages,
        locks=RedisLocks(settings.redis_url, settings.redis_token),
        now=lambda: datetime.now(UTC),
        chance=random.random,
    )


def vault() -> Vault:
    """Return what seals and opens; raises MissingSettingError, BadKeysError."""
    return SealingVault(KeyRing.of(broker_settings().token_keys))
