"""
The quote streamer: DXLink over a websocket, for Quote, Trade, Greeks and Summary, as compact data.

Messages as in dxFeed's protocol: SETUP, AUTH, CHANNEL_REQUEST, FEED_SETUP, FEED_SUBSCRIPTION, KEEPALIVE, and what
answers them. A symbol nobody knows is never spoken of. A message that is too long ends the connection with 1009.
"""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from dev.standins.tastytrade import streamed
from dev.standins.tastytrade.broker import Broker
from dev.standins.tastytrade.written import instant

VERSION = "1.2-20250101"
KEEPALIVE_EVERY = 30  # seconds
LONGEST_MESSAGE, TOO_LONG = 65_536, 1009
LEAST_PERIOD = 0.1  # seconds
Message = dict[str, Any]


@dataclass
class Channel:
    """One feed: which fields of each kind of event the client takes, and what it wants to hear of."""

    number: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    period: float = LEAST_PERIOD
    wanted: dict[tuple[str, str], str] = field(default_factory=dict)
    told: dict[tuple[str, str], streamed.Event] = field(default_factory=dict)


class Connection:
    """One client of the streamer."""

    def __init__(self, broker: Broker, socket: WebSocket) -> None:
        self._broker = broker
        self._socket = socket
        self._channels: dict[int, Channel] = {}
        self._is_authorized = False
        self._pushing: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        """Answer messages until the client goes."""
        await self._socket.accept()
        self._push(self._keep_alive())
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                text = await self._socket.receive_text()
                if len(text) > LONGEST_MESSAGE:
                    await self._socket.close(TOO_LONG)
                    break
                await self._take(json.loads(text))
        for task in self._pushing:
            task.cancel()

    async def _take(self, message: Message) -> None:
        kind, number = message["type"], int(message.get("channel", 0))
        if kind == "SETUP":
            timeouts = {"keepaliveTimeout": 60, "acceptKeepaliveTimeout": 60}
            await self._send("SETUP", 0, version=VERSION, **timeouts)
            await self._send("AUTH_STATE", 0, state="UNAUTHORIZED")
        elif kind == "AUTH":
            await self._authorize(message)
        elif kind == "CHANNEL_CANCEL":
            self._channels.pop(number, None)
            await self._send("CHANNEL_CLOSED", number)
        elif kind != "KEEPALIVE" and not self._is_authorized:
            await self._send("ERROR", 0, error="UNAUTHORIZED", message="Authorization required")
        elif kind == "CHANNEL_REQUEST":
            await self._open(number, message)
        elif kind in {"FEED_SETUP", "FEED_SUBSCRIPTION"}:
            await self._feed(number, kind, message)

    async def _authorize(self, message: Message) -> None:
        ends_at = self._broker.quote_tokens.get(str(message.get("token")))
        self._is_authorized = ends_at is not None and self._broker.clock.now() < ends_at
        if self._is_authorized:
            await self._send("AUTH_STATE", 0, state="AUTHORIZED", userId="simulated")
        else:
            await self._send("ERROR", 0, error="UNAUTHORIZED", message="Authorization failed")

    async def _open(self, number: int, message: Message) -> None:
        if message.get("service") != "FEED":
            await self._send("ERROR", number, error="BAD_ACTION", message="Unknown service")
            return
        self._channels[number] = Channel(number)
        parameters = {"contract": "AUTO", "subFormat": "LIST"}
        await self._send("CHANNEL_OPENED", number, service="FEED", parameters=parameters)

    async def _feed(self, number: int, kind: str, message: Message) -> None:
        channel = self._channels.get(number)
        if channel is None:
            await self._send("ERROR", number, error="BAD_ACTION", message="Channel is not open")
        elif kind == "FEED_SETUP":
            channel.fields |= message.get("acceptEventFields") or {}
            channel.period = max(float(message.get("acceptAggregationPeriod") or 0), LEAST_PERIOD)
            config = {"aggregationPeriod": channel.period, "dataFormat": "COMPACT", "eventFields": channel.fields}
            await self._send("FEED_CONFIG", number, **config)
        else:
            await self._subscribe(channel, message)

    async def _subscribe(self, channel: Channel, message: Message) -> None:
        for each in message.get("remove", ()):
            channel.wanted.pop((each["type"], each["symbol"]), None)
        is_first = not channel.wanted
        for each in message.get("add", ()):
            channel.wanted[each["type"], each["symbol"]] = streamed.resolve(self._broker, each["symbol"])
        await self._tell(channel)
        if is_first and channel.wanted:
            self._push(self._keep_telling(channel))

    async def _tell(self, channel: Channel) -> None:
        """Send what is new since the last time, the events of one kind in one message."""
        now = self._broker.clock.now()
        for kind in streamed.TYPES:
            news: list[streamed.Value] = []
            for (wanted_kind, name), symbol in list(channel.wanted.items()):
                said = wanted_kind == kind and streamed.event(self._broker.market, kind, name, symbol, now)
                if said and not _is_same(channel.told.get((kind, name)), said):
                    channel.told[kind, name] = said
                    news += [said.get(field, "NaN") for field in channel.fields.get(kind, said)]
            if news:
                await self._send("FEED_DATA", channel.number, data=[kind, news])

    async def _keep_telling(self, channel: Channel) -> None:
        while channel is self._channels.get(channel.number):
            await asyncio.sleep(channel.period)
            await self._tell(channel)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(KEEPALIVE_EVERY)
            await self._send("KEEPALIVE", 0)

    def _push(self, work: Any) -> None:  # noqa: ANN401 - a coroutine
        self._pushing.add(asyncio.get_running_loop().create_task(work))

    async def _send(self, kind: str, channel: int, **said: object) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # the client has gone
            await self._socket.send_text(json.dumps({"type": kind, "channel": channel, **said}))


def _is_same(before: streamed.Event | None, now: streamed.Event) -> bool:
    """Whether an event says nothing new; the time alone is no news."""
    timeless = {"time", "index", "bidTime", "askTime"}
    return before is not None and all(before[name] == value for name, value in now.items() if name not in timeless)


async def stream(broker: Broker, socket: WebSocket) -> None:
    """Serve one client of the streamer, if nothing breaks."""
    call = {"method": "GET", "path": socket.url.path, "query": socket.url.query, "at": instant(broker.clock.now())}
    broker.calls.append(call)
    if broker.faults.take("GET", socket.url.path).options("drop_before", "server_error") is not None:
        await socket.close(1011)
        return
    await Connection(broker, socket).serve()
