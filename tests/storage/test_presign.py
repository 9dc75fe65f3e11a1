"""Presigned links are those that AWS's own client makes, but dated from the beginning of the file's life.

moto does not look at presigned queries; so what is compared here is the signature itself, with botocore's.
"""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import botocore.auth
import httpx2
import pytest
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from doubles.object_store import Moto
from filmgate.settings import FilmgateSettings
from filmgate.storage.open import open_storage
from filmgate.storage.presign import Presigner

DAY = 24 * 3600
ENDED = 1_757_169_743
FILM = "films/task-unified-1757169743-7cvnl5zw/1.mp4"


class Clock:
    """Unix seconds that a test sets."""

    seconds = ENDED

    def __call__(self) -> int:
        return self.seconds * 1000


def presigner(address: str = "https://s3.eu-central-1.amazonaws.com/films", **changes: object) -> Presigner:
    fields: dict[str, object] = {
        "address": address,
        "region": "eu-central-1",
        "access_key_id": "AKIAIOSFODNN7EXAMPLE",
        "secret_access_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        "lifetime_seconds": DAY,
        "clock": Clock(),
    }
    return Presigner(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("https://s3.eu-central-1.amazonaws.com/films", "eu-central-1"),
        ("https://films.s3.eu-central-1.amazonaws.com", "eu-central-1"),
        ("https://s3.example.com/films/house/at-home", "garage"),
        ("http://127.0.0.1:9000/films/a_b.c", "us-east-1"),
        ("https://0123456789abcdef.r2.cloudflarestorage.com/films", "auto"),
    ],
)
@pytest.mark.parametrize("key", [FILM, "a", "films/A-b_c.d/0.jpg"])
def test_the_signature_is_the_one_that_awss_client_makes(
    address: str, region: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = presigner(address, region=region)
    link = own.link(key, ENDED + DAY)
    monkeypatch.setattr(
        botocore.auth, "get_current_datetime", lambda: datetime.fromtimestamp(ENDED, UTC).replace(tzinfo=None)
    )
    request = AWSRequest("GET", f"{address}/{key}")
    credentials = Credentials(own.access_key_id, own.secret_access_key)
    botocore.auth.S3SigV4QueryAuth(credentials, "s3", region, DAY).add_auth(request)
    theirs = urlsplit(request.url)
    assert urlsplit(link)[:3] == theirs[:3]
    assert dict(parse_qsl(urlsplit(link).query)) == dict(parse_qsl(theirs.query))


def test_a_link_is_the_same_whenever_it_is_asked_for_and_ends_when_the_file_does() -> None:
    clock = Clock()
    links = set()
    for seconds_later in (0, 1, DAY - 1, 2 * DAY):
        clock.seconds = ENDED + seconds_later
        links.add(presigner(clock=clock).link(FILM, ENDED + DAY))
    (link,) = links
    query = dict(parse_qsl(urlsplit(link).query))
    began = datetime.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert began.timestamp() + int(query["X-Amz-Expires"]) == ENDED + DAY


def test_a_link_is_never_dated_from_a_time_to_come() -> None:
    clock = Clock()
    clock.seconds = ENDED + 3600
    link = presigner(clock=clock, lifetime_seconds=60).link(FILM, ENDED + DAY)  # the life was shortened
    query = dict(parse_qsl(urlsplit(link).query))
    assert query["X-Amz-Date"] == f"{datetime.fromtimestamp(clock.seconds, UTC):%Y%m%dT%H%M%SZ}"
    assert int(query["X-Amz-Expires"]) == DAY - 3600


def test_the_store_hands_the_file_out(moto: Moto) -> None:
    settings = moto.make_bucket(f"films-{secrets.token_hex(6)}") | {"links": "presigned"}
    storage = open_storage(FilmgateSettings.model_validate({"storage": settings}), patient=False)
    storage.put(FILM, b"0123456789")
    link = storage.link(FILM, int(time.time()) + DAY)
    assert link is not None
    assert link.startswith(f"{moto.url}/")
    whole = httpx2.get(link, trust_env=False)
    assert (whole.status_code, whole.content) == (200, b"0123456789")
    assert whole.headers["content-type"] == "video/mp4"
    assert whole.headers["cache-control"] == "private, max-age=3600"
    part = httpx2.get(link, headers={"range": "bytes=2-4"}, trust_env=False)
    assert (part.status_code, part.content) == (206, b"234")


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({"public_endpoint": "https://s3.example.com"}, "https://s3.example.com/{bucket}/house/films/"),
        ({"public_endpoint": "https://S3.example.com:443/"}, "https://s3.example.com/{bucket}/house/films/"),
        ({}, "{url}/{bucket}/house/films/"),
    ],
)
def test_users_may_reach_the_store_under_another_address(
    moto: Moto, changes: dict[str, str], begins: str
) -> None:
    bucket = f"films-{secrets.token_hex(6)}"
    settings = moto.make_bucket(bucket) | {"links": "presigned", **changes}
    storage = open_storage(FilmgateSettings.model_validate({"storage": settings}), patient=False)
    link = storage.link(FILM, int(time.time()) + DAY)
    assert link is not None
    assert link.startswith(begins.format(bucket=bucket, url=moto.url))
