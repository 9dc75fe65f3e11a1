"""Presigned links: addresses under which an S3-compatible store hands a file out by itself.

They are made here and not by the store's client, which dates every link from now. These are dated from the time at
which the file's life began, so that a link says the same in every answer, event and callback, and ends when the file
does, not up to a second later.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

from filmgate.clock import Clock

LONGEST_SECONDS = 7 * 24 * 3600
"""No store honours a presigned link for longer (AWS Signature Version 4)."""

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True)
class Presigner:
    """Signs with AWS Signature Version 4, by query parameters.

    Attributes:
        address: Where the keys begin, for example `https://s3.example.com/bucket/prefix`, without a slash at the end.
        lifetime_seconds: How long a link lives that is given out at once.
    """

    address: str
    region: str
    access_key_id: str
    secret_access_key: str
    lifetime_seconds: int
    clock: Clock

    def link(self, key: str, expires_at_seconds: int) -> str:
        """The address at which anybody may GET `key` up to a Unix time in seconds."""
        # If the operator has shortened the links' life, this one began earlier: a date to come would be refused.
        signed_at = min(expires_at_seconds - self.lifetime_seconds, self.clock() // 1000)
        at = datetime.fromtimestamp(signed_at, UTC)
        scope = f"{at:%Y%m%d}/{self.region}/s3/aws4_request"
        parts = urlsplit(self.address)
        path = quote(f"{parts.path}/{key}")
        query = urlencode(
            {
                "X-Amz-Algorithm": _ALGORITHM,
                "X-Amz-Credential": f"{self.access_key_id}/{scope}",
                "X-Amz-Date": f"{at:%Y%m%dT%H%M%SZ}",
                "X-Amz-Expires": expires_at_seconds - signed_at,
                "X-Amz-SignedHeaders": "host",
            },
            quote_via=quote,
            safe="",
        )
        request = f"GET\n{path}\n{query}\nhost:{parts.netloc}\n\nhost\nUNSIGNED-PAYLOAD"
        digest = hashlib.sha256(request.encode()).hexdigest()
        message = f"{_ALGORITHM}\n{at:%Y%m%dT%H%M%SZ}\n{scope}\n{digest}"
        signature = hmac.digest(self._key(scope), message.encode(), "sha256").hex()
        return f"{parts.scheme}://{parts.netloc}{path}?{query}&X-Amz-Signature={signature}"

    def _key(self, scope: str) -> bytes:
        key = b"AWS4" + self.secret_access_key.encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        return key
