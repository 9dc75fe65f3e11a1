"""Fetching the finished film at once, since upstream's copy will not live long."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from filmgate.engines.protocol import EngineFailure, FailureCode, Job, Report
from filmgate.engines.remote.upstream import Upstream
from filmgate.net.download import download
from filmgate.net.errors import AddressRefused, BadStatus, BadUrl, NetError, TooManyBytes, TooManyRedirects

log = logging.getLogger(__name__)

_TRIES = 3
_PAUSES_SECONDS = (1.0, 4.0)
_FOR_GOOD = (BadUrl, AddressRefused, TooManyBytes, TooManyRedirects)
_HEAD_BYTES = 12


class LinkExpired(Exception):
    """The link is not valid (any more); a newer one may be had."""


def fetch_film(
    upstream: Upstream,
    job: Job,
    url: str,
    report: Report,
    *,
    headers: Mapping[str, str] | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """The film at a URL that the server named, as a file in the job's folder. It is tried three times.

    Args:
        headers: For the server's own host only, as they may hold the key; a redirect elsewhere loses them.

    Raises:
        LinkExpired: The link's host says 401, 403, 404 or 410.
        EngineFailure: It cannot be fetched, or is no MP4.
    """
    film = job.workdir / "film.mp4"
    for attempt in range(_TRIES):
        report(99.0, "fetching the film")
        try:
            asyncio.run(download(url, film, upstream.result_policy(), headers=headers))
        except _FOR_GOOD as error:
            raise _cannot_fetch(upstream, job, error) from error
        except BadStatus as error:
            if error.status in (401, 403, 404, 410):
                raise LinkExpired(f"status {error.status}") from error
            problem: NetError = error
        except NetError as error:
            problem = error
        else:
            return check_film(upstream, film)
        if attempt + 1 == _TRIES:
            raise _cannot_fetch(upstream, job, problem) from problem
        sleep(_PAUSES_SECONDS[attempt])
    raise AssertionError


def keep_film(upstream: Upstream, job: Job, data: bytes) -> Path:
    """The film that came inside an answer, as a file in the job's folder.

    Raises:
        EngineFailure: It is no MP4.
    """
    film = job.workdir / "film.mp4"
    film.write_bytes(data)
    return check_film(upstream, film)


def check_film(upstream: Upstream, film: Path) -> Path:
    """The file, if it begins as an MP4 does (ISO/IEC 14496-12: a box `ftyp`). Nothing else is given to the decoder:
    playlists, for one, would make it open other files.

    Raises:
        EngineFailure: It is something else.
    """
    with film.open("rb") as opened:
        head = opened.read(_HEAD_BYTES)
    if head[4:8] != b"ftyp":
        raise EngineFailure(
            FailureCode.GENERATION_FAILED_NO_CONTENT,
            f"What the engine {upstream.name} made is no MP4",
            elsewhere=True,
        )
    return film


def _cannot_fetch(upstream: Upstream, job: Job, error: NetError) -> EngineFailure:
    log.error(
        "%s: the film that %s made cannot be fetched (%s); it will charge for it",
        job.task_id,
        upstream.name,
        error,
    )
    return EngineFailure(
        FailureCode.SERVICE_ERROR, f"The film that the engine {upstream.name} made cannot be fetched"
    )
