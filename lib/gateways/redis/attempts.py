"""How often one client, and the owner of one mail address, may try something: the table of limits."""

import hashlib
import hmac
from collections.abc import Mapping

from lib.gateways.redis.limits import Budget, RedisLimits
from lib.ports.accounts import Action

MINUTE = 60
HOUR = 60 * MINUTE

# Many people may share one address (an office, a mobile network), so a client's budget is wider than an account's.
PER_CLIENT: Mapping[Action, Budget] = {
    "register": Budget(20, HOUR),
    "sign_in": Budget(20, 5 * MINUTE),
    "verify": Budget(30, HOUR),
    "refresh": Budget(60, MINUTE),
    "resend": Budget(20, HOUR),
    "recover": Budget(20, HOUR),
    "reset": Budget(20, HOUR),
    "check_password": Budget(20, 5 * MINUTE),
    "change_email": Budget(20, HOUR),
    "link": Budget(20, HOUR),
}
# A stranger can use up the budget of an address; its owner then still has the mailed link, which has its own.
PER_ADDRESS: Mapping[Action, Budget] = {
    "register": Budget(5, HOUR),
    "sign_in": Budget(10, 15 * MINUTE),
    "resend": Budget(5, HOUR),
    "recover": Budget(5, HOUR),
    "check_password": Budget(10, 15 * MINUTE),
    "change_email": Budget(5, HOUR),
    # Every attempt is one at the broker, who shuts out whole addresses for hours after too many that fail.
    "link": Budget(10, HOUR),
}


class CountedAttempts:
    """The attempts of one client."""

    def __init__(self, limits: RedisLimits, client_address: str, *, secret: str) -> None:
        """Count for one client address; `secret` keys the hashes, so that Redis never holds an address."""
        self._limits = limits
        self._client_address = client_address
        self._secret = secret.encode()

    async def spend(self, action: Action, email: str | None = None) -> None:
        """
        Count one attempt of the client, then one of the address.

        In this order, so that a client over its own limit cannot use up somebody else's. Raises
        TooManyAttemptsError, UnavailableError.
        """
        await self._limits.spend(PER_CLIENT[action], f"{action}:client", self._hidden(self._client_address))
        if email is not None:
            await self._limits.spend(PER_ADDRESS[action], f"{action}:address", self._hidden(email.strip().lower()))

    def _hidden(self, value: str) -> str:
        return hmac.new(self._secret, f"limits:{value}".encode(), hashlib.sha256).hexdigest()[:32]
