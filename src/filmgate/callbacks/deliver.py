"""Sending what is due, as long as the process lives."""

from __future__ import annotations

import asyncio
import logging
import threading
from functools import partial

from filmgate.callbacks.queue import Delivery, is_anything_due, note_attempt, take_due
from filmgate.callbacks.sign import signed_headers
from filmgate.clock import Clock
from filmgate.db.database import Database
from filmgate.net.errors import NetError
from filmgate.net.policy import Policy
from filmgate.net.request import post
from filmgate.settings import CallbackSettings
from filmgate.tasks.task import read_task
from filmgate.tasks.view import Link, to_json, view_task

log = logging.getLogger(__name__)

_LOOK_EVERY_SECONDS = 0.25
_AT_ONCE = 64
_LEASE_MARGIN_MS = 20_000


class Deliverer:
    """Sends callbacks from a thread with an event loop of its own, so slow receivers hold up nobody else."""

    def __init__(self, database: Database, settings: CallbackSettings, link: Link, clock: Clock) -> None:
        self._database = database
        self._settings = settings
        self._link = link
        self._clock = clock
        self._policy = callback_policy(settings)
        self._stopping = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._deliver_forever()), name="callbacks", daemon=True
        )

    def start(self) -> None:
        """Begin sending."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the attempts that run; what is due later is sent after the next start."""
        self._stopping.set()
        self._thread.join()

    async def _deliver_forever(self) -> None:
        running: set[asyncio.Task[None]] = set()
        while not self._stopping.is_set():
            try:
                for delivery in await self._take(_AT_ONCE - len(running)):
                    attempt = asyncio.create_task(self._attempt(delivery))
                    running.add(attempt)
                    attempt.add_done_callback(running.discard)
            except Exception:
                log.exception("callbacks could not be taken from their queue; trying again")
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        await asyncio.gather(*running, return_exceptions=True)

    async def _take(self, most: int) -> list[Delivery]:
        """Up to `most` deliveries that are due now; nobody else gets them meanwhile."""
        now_ms = self._clock()
        if most <= 0 or not await self._database.read(partial(is_anything_due, now_ms=now_ms)):
            return []
        lease_ms = round(self._settings.timeout_seconds * 1000) + _LEASE_MARGIN_MS
        return await self._database.write(partial(take_due, now_ms=now_ms, lease_ms=lease_ms, limit=most))

    async def _attempt(self, delivery: Delivery) -> None:
        try:
            await self._send(delivery)
        except Exception:  # the lease runs out, and it is due again
            log.exception("callback %s could not be tried", delivery.id)

    async def _send(self, delivery: Delivery) -> None:
        task = await self._database.read(lambda connection: read_task(connection, delivery.task_id))
        if task is None:
            raise LookupError(delivery.task_id)
        body = to_json(view_task(task, self._link)).encode()
        began_ms = self._clock()
        headers = signed_headers(delivery.secret, delivery.id, body, began_ms)
        status: int | None = None
        problem: str | None = None
        try:
            status = (await post(delivery.url, body, headers, self._policy)).status
        except NetError as error:
            problem = str(error)[:500]
        now_ms = self._clock()
        log.info("callback of %s, attempt %d: %s", task.id, delivery.attempts + 1, status or problem)
        await self._database.write(
            lambda connection: note_attempt(
                connection,
                delivery,
                status=status,
                problem=problem,
                latency_ms=max(0, now_ms - began_ms),
                retry_ms=[round(seconds * 1000) for seconds in self._settings.retry_seconds],
                now_ms=now_ms,
            )
        )


def callback_policy(settings: CallbackSettings) -> Policy:
    """What a callback address must be: https, public, no redirects; named development hosts also http and internal."""
    return Policy(
        schemes=("https",),
        allow_hosts=settings.allow_hosts,
        http_for_allowed=True,
        max_redirects=0,
        total_seconds=settings.timeout_seconds,
        max_bytes=64 * 1024,
        ca_file=settings.ca_file,
    )
