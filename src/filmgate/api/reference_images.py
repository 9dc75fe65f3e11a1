"""The images of a request: from anywhere on the net, or uploaded to this server before."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from filmgate.api.picture_slots import one_of_few
from filmgate.api.state import ApiState
from filmgate.api.storage_threads import in_storage_thread
from filmgate.images.fetch import fetch_images
from filmgate.images.verify import ReferenceImage
from filmgate.storage.links import Verdict, verify
from filmgate.storage.uploads import FOLDER

_FILES = "/files/"


async def fetch_reference_images(state: ApiState, account_id: str, urls: list[str]) -> list[ReferenceImage]:
    """Fetch and verify, before any credit moves.

    Raises:
        InvalidRequest: An image cannot be fetched or is no usable picture (`param: image_urls`).
        TooLarge: An image is larger than allowed.
        RateLimited: The account has several requests waiting for images already.
        ServiceUnavailable: The server has too many of them.
        StorageUnavailable: An uploaded picture cannot be read now.
    """

    async def own_file(url: str) -> bytes | None:
        key = uploaded_key(state, url)
        return None if key is None else await in_storage_thread(_read, state, key)

    with one_of_few(account_id):
        return await fetch_images(urls, state.settings.images, own_file)


def uploaded_key(state: ApiState, url: str) -> str | None:
    """The storage key behind a link of `POST /v1/files`. The signature, not the host, shows that the link is ours.

    Raises:
        LookupError: It is ours, but its time is over.
    """
    parts = urlsplit(url)
    path = parts.path.removeprefix(state.settings.server.root_path)
    if not path.startswith(_FILES + FOLDER):
        return None
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    key = path.removeprefix(_FILES)
    match verify(key, query, state.clock() // 1000, state.keyring):
        case Verdict.VALID:
            return key
        case Verdict.EXPIRED:
            raise LookupError(key)
        case Verdict.FORGED:
            return None


def _read(state: ApiState, key: str) -> bytes:
    return b"".join(state.storage.read(key))
