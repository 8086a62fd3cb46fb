"""The quote streamer, message by message."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dev.standins.tastytrade.still_market import StillMarket
from tests.standins.tastytrade.serving import Served
from tests.standins.tastytrade.simulator import CALL, PRICES

FIELDS = ["eventSymbol", "bidPrice", "askPrice"]


async def say(socket: ClientConnection, kind: str, channel: int = 0, **said: object) -> None:
    await socket.send(json.dumps({"type": kind, "channel": channel, **said}))


async def hear(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """Return the next message of a kind."""
    async with asyncio.timeout(10):
        while True:
            message: dict[str, Any] = json.loads(await socket.recv())
            if message["type"] == kind:
                return message


@asynccontextmanager
async def streaming(serving: Served, token: str | None = None) -> AsyncIterator[ClientConnection]:
    """Connect, with a fresh token unless one is given."""
    given = serving.client.get("/api-quote-tokens").json()["data"]
    async with connect(given["dxlink-url"]) as socket:
        await say(socket, "SETUP", version="0.1", keepaliveTimeout=60, acceptKeepaliveTimeout=60)
        assert (await hear(socket, "AUTH_STATE"))["state"] == "UNAUTHORIZED"
        await say(socket, "AUTH", token=token or given["token"])
        yield socket


async def open_feed(socket: ClientConnection, **fields: list[str]) -> dict[str, Any]:
    """Open channel 1 for these events; return what was agreed upon."""
    assert (await hear(socket, "AUTH_STATE"))["state"] == "AUTHORIZED"
    await say(socket, "CHANNEL_REQUEST", 1, service="FEED", parameters={"contract": "AUTO"})
    assert (await hear(socket, "CHANNEL_OPENED"))["channel"] == 1
    await say(
        socket, "FEED_SETUP", 1, acceptDataFormat="COMPACT", acceptEventFields=fields, acceptAggregationPeriod=0.1
    )
    return await hear(socket, "FEED_CONFIG")


class TestTheStreamer:
    async def test_lets_nobody_in_a_day_after_the_token_was_given(self, serving: Served) -> None:
        token = serving.client.get("/api-quote-tokens").json()["data"]["token"]
        serving.broker.quote_tokens[token] -= timedelta(days=1)

        async with streaming(serving, token) as socket:
            assert (await hear(socket, "ERROR"))["message"] == "Authorization failed"

    async def test_lets_nobody_in_with_another_token(self, serving: Served) -> None:
        async with streaming(serving, "unknown") as socket:
            assert (await hear(socket, "ERROR"))["error"] == "UNAUTHORIZED"
            await say(socket, "CHANNEL_REQUEST", 1, service="FEED", parameters={"contract": "AUTO"})
            assert (await hear(socket, "ERROR"))["message"] == "Authorization required"

    async def test_sends_the_fields_that_were_asked_for_in_their_order(self, serving: Served) -> None:
        async with streaming(serving) as socket:
            config = await open_feed(socket, Quote=FIELDS)
            quotes = [{"type": "Quote", "symbol": symbol} for symbol in ("AAPL", "XX", "/MESH26:XCME")]
            await say(socket, "FEED_SUBSCRIPTION", 1, add=quotes)
            heard = await hear(socket, "FEED_DATA")

        assert (config["dataFormat"], config["eventFields"]) == ("COMPACT", {"Quote": FIELDS})
        assert heard["data"] == ["Quote", ["AAPL", 194.99, 195.01, "/MESH26:XCME", 6019.99, 6020.01]]

    @pytest.mark.parametrize(
        ("kind", "fields", "said"),
        [
            ("Greeks", ["eventSymbol", "delta", "theta", "volatility"], [".AAPL260320C200", 0.31, -0.11, 0.25]),
            ("Trade", ["eventSymbol", "price", "change"], [".AAPL260320C200", 2.5, 0.0]),
            ("Summary", ["prevDayClosePrice", "dayHighPrice"], [2.5, "NaN"]),
        ],
    )
    async def test_tells_what_is_known_of_an_option(
        self, serving: Served, kind: str, fields: list[str], said: list[object]
    ) -> None:
        async with streaming(serving) as socket:
            await open_feed(socket, **{kind: fields})
            await say(socket, "FEED_SUBSCRIPTION", 1, add=[{"type": kind, "symbol": ".AAPL260320C200"}])

            assert (await hear(socket, "FEED_DATA"))["data"] == [kind, said]

    async def test_sends_again_what_has_changed(self, serving: Served) -> None:
        async with streaming(serving) as socket:
            await open_feed(socket, Quote=FIELDS)
            quotes = [{"type": "Quote", "symbol": symbol} for symbol in ("AAPL", "T")]
            await say(socket, "FEED_SUBSCRIPTION", 1, add=quotes)
            await hear(socket, "FEED_DATA")
            serving.broker.market = StillMarket(
                {name: Decimal(price) for name, price in PRICES.items()} | {"T": Decimal(28)}
            )

            assert (await hear(socket, "FEED_DATA"))["data"] == ["Quote", ["T", 27.99, 28.01]]

    async def test_closes_a_channel(self, serving: Served) -> None:
        async with streaming(serving) as socket:
            await open_feed(socket, Quote=FIELDS)
            await say(socket, "CHANNEL_CANCEL", 1)
            assert (await hear(socket, "CHANNEL_CLOSED"))["channel"] == 1
            await say(socket, "FEED_SUBSCRIPTION", 1, add=[{"type": "Quote", "symbol": CALL}])
            assert (await hear(socket, "ERROR"))["message"] == "Channel is not open"

    async def test_hangs_up_on_a_message_that_is_too_long(self, serving: Served) -> None:
        async with streaming(serving) as socket:
            await open_feed(socket, Quote=FIELDS)
            quotes = [{"type": "Quote", "symbol": f"SYMBOL{index}"} for index in range(3000)]
            await say(socket, "FEED_SUBSCRIPTION", 1, add=quotes)

            with pytest.raises(ConnectionClosed) as closed:
                await hear(socket, "FEED_DATA")
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009

    async def test_can_be_out_of_order(self, serving: Served) -> None:
        serving.broker.faults.add("server_error", "/realtime")

        with pytest.raises(Exception, match="HTTP 403"):
            async with streaming(serving):
                pass
