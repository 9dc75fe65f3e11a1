"""Signed links: whoever has one may read one path until it expires, and nothing else.

The query is `expires=<Unix seconds>&kid=<key id>&sig=<HMAC-SHA256, base64url>`; the signature covers the
path, the expiry and the key id.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from urllib.parse import urlencode

from filmgate.storage.keyring import LinkKeys
from filmgate.storage.protocol import Storage
from filmgate.storage.uploads import FOLDER as UPLOADS

_SECONDS = re.compile(r"0|[1-9][0-9]{0,11}")


class Verdict(StrEnum):
    """What a link is worth."""

    VALID = "valid"
    EXPIRED = "expired"
    """Genuine, but its time is over."""
    FORGED = "forged"
    """Unsigned, changed, or signed with a key that this server does not have (any more)."""


def link_maker(base_url: str, storage: Storage, keyring: LinkKeys) -> Callable[[str, int], str]:
    """Makes the address at which anybody may read a stored file up to a Unix time in seconds.

    It is the store's own where the store hands out files, but for uploads: their links come back in requests, and the
    signature shows that they are ours.
    """

    def link(key: str, expires_at_seconds: int) -> str:
        direct = None if key.startswith(UPLOADS) else storage.link(key, expires_at_seconds)
        return direct or f"{base_url}/files/{key}?{sign(key, expires_at_seconds, keyring)}"

    return link


def sign(path: str, expires_at_seconds: int, keyring: LinkKeys) -> str:
    """The query string (without `?`) that lets `path` be read up to and including a Unix time in seconds."""
    key = keyring.signing_key()
    expires = str(expires_at_seconds)
    if _SECONDS.fullmatch(expires) is None:
        raise ValueError(f"not a Unix time: {expires_at_seconds}")
    return urlencode(
        {"expires": expires, "kid": key.kid, "sig": _signature(key.secret, path, expires, key.kid)}
    )


def verify(path: str, params: Mapping[str, str], now_seconds: int, keyring: LinkKeys) -> Verdict:
    """Judge the link `path?params`; takes as long for a nearly right signature as for a wrong one.

    Args:
        path: The path as it was signed, percent-decoded.
        params: The decoded query; parameters other than `expires`, `kid` and `sig` are not looked at.
        now_seconds: Unix time.
        keyring: The keys of this server.
    """
    expires, kid, claimed = params.get("expires", ""), params.get("kid", ""), params.get("sig", "")
    secret = keyring.secret(kid)
    if secret is None or _SECONDS.fullmatch(expires) is None:
        return Verdict.FORGED
    genuine = _signature(secret, path, expires, kid)
    if not hmac.compare_digest(genuine.encode(), claimed.encode("utf-8", "surrogatepass")):
        return Verdict.FORGED
    return Verdict.VALID if now_seconds <= int(expires) else Verdict.EXPIRED


def _signature(secret: bytes, path: str, expires: str, kid: str) -> str:
    message = "\0".join(("filmgate-link-1", expires, kid, path)).encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(hmac.digest(secret, message, "sha256")).rstrip(b"=").decode()
