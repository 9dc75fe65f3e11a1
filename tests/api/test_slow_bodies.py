"""A body that comes slowly, breaks off or is too large is left in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from starlette.requests import Request

from filmgate.api import validation
from filmgate.api.validation import read_body
from filmgate.errors import FilmgateError, InvalidRequest, TooLarge


def _request(*pieces: bytes, ends: bool = True, headers: dict[str, str] | None = None) -> Request:
    """A request whose body comes in these pieces, and then never ends unless it `ends`."""
    left = list(pieces)

    async def receive() -> dict[str, Any]:
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": bool(left) or not ends}
        return await asyncio.Event().wait()  # type: ignore[return-value]

    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    return Request({"type": "http", "headers": raw}, receive)


ROWS: list[tuple[str, Callable[[], Request], type[FilmgateError], str]] = [
    ("never ends", lambda: _request(b"{", ends=False), InvalidRequest, "not complete within"),
    ("says nothing", lambda: _request(ends=False), InvalidRequest, "not complete within"),
    ("is too large, as it says", lambda: _request(headers={"content-length": "11"}), TooLarge, "10 bytes"),
    ("is too large, unsaid", lambda: _request(b"x" * 6, b"x" * 5, ends=False), TooLarge, "10 bytes"),
    ("is compressed", lambda: _request(headers={"content-encoding": "GZIP"}), InvalidRequest, "compressed"),
]


@pytest.mark.parametrize(("make", "error", "words"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_a_body_that(
    make: Callable[[], Request], error: type[FilmgateError], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validation, "_BODY_SECONDS", 0.05)
    with pytest.raises(error, match=words):
        asyncio.run(read_body(make(), 10))


def test_a_body_in_pieces_is_whole() -> None:
    assert asyncio.run(read_body(_request(b"ab", b"", b"cd"), 10)) == b"abcd"
