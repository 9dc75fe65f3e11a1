"""Server-sent events out of bytes (WHATWG HTML, "Parsing an event stream")."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from filmgate.client.errors import ClientError

LIMIT_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Event:
    """One event; `id` is what a reconnect sends as `Last-Event-ID`."""

    name: str
    data: str
    id: str

    def json(self) -> dict[str, Any]:
        """The data as a JSON object.

        Raises:
            ClientError: It is none.
        """
        try:
            read = json.loads(self.data)
        except ValueError:
            read = None
        if not isinstance(read, dict):
            raise ClientError("The server's event stream has an event that is no JSON object")
        return read


class EventDecoder:
    """Takes the pieces of an answer as they come and gives the events that they complete.

    Only line feeds end lines (with or without a carriage return), as our server writes them: text in the data
    may contain any of Unicode's other line ends.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._name = ""
        self._data: list[str] = []
        self._id = ""

    def feed(self, piece: bytes) -> list[Event]:
        """The events that end within `piece`."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        if len(self._rest) > LIMIT_BYTES:
            raise ClientError("The server's event stream has a line without an end")
        events = (self._line(line.removesuffix(b"\r").decode("utf-8", "replace")) for line in lines)
        return [event for event in events if event is not None]

    def _line(self, line: str) -> Event | None:
        if not line:
            event = Event(self._name or "message", "\n".join(self._data), self._id) if self._data else None
            self._name, self._data = "", []
            return event
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            self._name = value
        elif name == "data":
            self._data.append(value)
        elif name == "id":
            self._id = value
        return None
