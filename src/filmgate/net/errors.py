"""Why a request to somewhere else came to nothing. Whoever asked translates these for its own caller."""

from __future__ import annotations


class NetError(Exception):
    """A request could not be made or had no usable answer; the message is fit for the user who gave the
    URL."""


class BadUrl(NetError):
    """The URL is malformed, or of a kind that the policy does not let out."""


class AddressRefused(NetError):
    """The host is, or resolves to, an address that must not be reached.

    Attributes:
        reason: The special-use registry that refuses it. The address itself is kept out of the message, so
            that a public name cannot be used to read somebody's internal name service.
    """

    def __init__(self, host: str, reason: str) -> None:
        self.host = host
        self.reason = reason
        super().__init__(f"{host} is not a public address ({reason})")


class Unreachable(NetError):
    """The name does not resolve, nobody answers there, or the secure connection fails."""


UNSENT = (BadUrl, AddressRefused, Unreachable)
"""Errors after which certainly nothing has reached the other side, unless a redirect was followed."""


class TimedOut(NetError):
    """The time limit was reached."""


class TooManyBytes(NetError):
    """The answer is larger than the policy allows.

    Attributes:
        max_bytes: The limit.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        super().__init__(f"the answer is larger than {max_bytes} bytes")


class TooManyRedirects(NetError):
    """The answers lead on and on."""


class BadStatus(NetError):
    """The answer's status is not one of success.

    Attributes:
        body_head: The first bytes of the answer.
    """

    def __init__(self, status: int, body_head: bytes = b"") -> None:
        self.status = status
        self.body_head = body_head
        super().__init__(f"the server answered with status {status}")


class BrokenAnswer(NetError):
    """The answer breaks off, is no HTTP, is compressed unasked, or is not what it should be."""
