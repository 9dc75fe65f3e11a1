"""Sending what is due, as long as the process lives."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import Counter
from functools import partial

from filmgate.callbacks.queue import Delivery, end_leases, is_anything_due, note_attempt, take_due
from filmgate.callbacks.sign import signed_headers
from filmgate.clock import Clock
from filmgate.db.database import Database
from filmgate.net.errors import NetError
from filmgate.net.policy import Policy
from filmgate.net.request import post
from filmgate.settings import CallbackSettings
from filmgate.tasks.task import read_task
from filmgate.tasks.view import Link, to_json, view_task
from filmgate.telemetry.logs import about_task
from filmgate.telemetry.metrics import count_callback
from filmgate.telemetry.traces import span

log = logging.getLogger(__name__)

_LOOK_EVERY_SECONDS = 0.25
_AT_ONCE = 128
_OF_ONE_ACCOUNT = 8
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
        """Begin sending. On a database of one process, whoever held a lease is dead."""
        if not self._database.shared:
            self._database.write_now(end_leases)
        self._thread.start()

    def stop(self) -> None:
        """Finish the attempts that run; what is due later is sent after the next start."""
        self._stopping.set()
        self._thread.join()

    async def _deliver_forever(self) -> None:
        running: dict[asyncio.Task[None], str] = {}
        while not self._stopping.is_set():
            try:
                for delivery in await self._take(Counter(running.values())):
                    attempt = asyncio.create_task(self._attempt(delivery))
                    running[attempt] = delivery.account_id
                    attempt.add_done_callback(running.pop)
            except Exception:
                log.exception("callbacks could not be taken from their queue; trying again")
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
        await asyncio.gather(*running, return_exceptions=True)

    async def _take(self, running: Counter[str]) -> list[Delivery]:
        """What is due now, as far as there is room; nobody else gets it meanwhile.

        Args:
            running: Attempts that are being made, by account.
        """
        free = _AT_ONCE - running.total()
        now_ms = self._clock()
        lease_ms = round(self._settings.timeout_seconds * 1000) + _LEASE_MARGIN_MS
        longest_wait_ms = lease_ms + round(max(self._settings.retry_seconds, default=0.0) * 1000)
        look = partial(is_anything_due, now_ms=now_ms, longest_wait_ms=longest_wait_ms)
        if free <= 0 or not await self._database.read(look):
            return []
        take = partial(
            take_due,
            now_ms=now_ms,
            lease_ms=lease_ms,
            longest_wait_ms=longest_wait_ms,
            limit=free,
            of_one_account=_OF_ONE_ACCOUNT,
            busy=[account_id for account_id, attempts in running.items() if attempts >= _OF_ONE_ACCOUNT],
        )
        return await self._database.write(take)

    async def _attempt(self, delivery: Delivery) -> None:
        with about_task(delivery.task_id, delivery.account_id):
            try:
                await self._send(delivery)
            except Exception:  # the lease runs out, and it is due again
                log.exception("callback %s could not be tried", delivery.id)

    async def _send(self, delivery: Delivery) -> None:
        task = await self._database.read(lambda connection: read_task(connection, delivery.task_id))
        if task is None:
            raise LookupError(delivery.task_id)
        body = to_json(view_task(task, self._link)).encode()
        headers = signed_headers(delivery.secret, delivery.id, body, self._clock())
        began = time.monotonic()
        status: int | None = None
        problem: str | None = None
        with span(
            "callback",
            parent=task.trace_context,
            calls_out=True,
            task_id=task.id,
            callback_id=delivery.id,
            callback_attempt=delivery.attempts + 1,
        ) as opened:
            try:
                status = (await post(delivery.url, body, headers, self._policy)).status
            except NetError as error:
                problem = str(error)[:500]
            if opened is not None:
                opened.set_attribute("http.response.status_code", status or 0)
        latency_ms = round((time.monotonic() - began) * 1000)
        count_callback(status, latency_ms / 1000)
        log.info("callback of %s, attempt %d: %s", task.id, delivery.attempts + 1, status or problem)
        await self._database.write(
            lambda connection: note_attempt(
                connection,
                delivery,
                status=status,
                problem=problem,
                latency_ms=latency_ms,
                retry_ms=[round(seconds * 1000) for seconds in self._settings.retry_seconds],
                now_ms=self._clock(),
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
