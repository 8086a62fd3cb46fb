"""ASGI applications on ports of this machine, in threads of this process."""

import socket
import threading
import time
from typing import Self

import uvicorn
from starlette.types import ASGIApp

from dev.stack.errors import StackError

READY_WITHIN = 20  # seconds


class Server:
    """
    One application on one port of 127.0.0.1.

    The port is bound first, so that an application can be told its own address before it is made.
    """

    def __init__(self, port: int = 0) -> None:
        """Bind the port; 0 chooses a free one."""
        # asyncio sets TCP_NODELAY only where the protocol is named; without it every answer waits 40 ms for an ack.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where the application answers."""
        return f"http://127.0.0.1:{self.port}"

    def serve(self, app: ASGIApp) -> Self:
        """Serve an application in a thread of its own; return once it answers."""
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=2)
        server = self._server = uvicorn.Server(config)
        thread = self._thread = threading.Thread(target=server.run, args=([self._socket],), daemon=True)
        thread.start()
        end = time.monotonic() + READY_WITHIN
        while not server.started:
            if not thread.is_alive() or time.monotonic() > end:
                raise StackError("A local server did not start.")
            time.sleep(0.005)
        return self

    def stop(self) -> None:
        """Stop serving, wait until that is done, and give the port back."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join(5)
        self._socket.close()
