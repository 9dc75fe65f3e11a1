"""The door for vendors' SDKs that bring an `httpx2` client: its transport, so that what they send is judged too."""

from __future__ import annotations

import asyncio

import httpx2

from filmgate.net.policy import Policy
from filmgate.net.request import request as ask
from filmgate.net.resolve import Resolver, system_resolver

_SET_BY_US = ("host", "content-length", "transfer-encoding", "connection", "accept-encoding")


class GuardedTransport(httpx2.BaseTransport):
    """Sends each request of a client under a policy: judged and pinned address, limits on time and bytes.

    The answer is read whole before it is given on. Redirects come back as they are; a client that follows them comes
    here again. Use it in a thread without a running event loop.
    """

    def __init__(self, policy: Policy, resolve: Resolver = system_resolver) -> None:
        self._policy = policy
        self._resolve = resolve

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Ask.

        Raises:
            NetError: There is no answer. No error of the client's own, since its caller could not tell those apart that
                come before anything was sent.
        """
        headers = {name: value for name, value in request.headers.items() if name not in _SET_BY_US}
        asking = ask(
            request.method,
            str(request.url),
            self._policy,
            headers=headers,
            body=request.read() or None,
            resolve=self._resolve,
        )
        answer = asyncio.run(asking)
        kept = {name: value for name, value in answer.headers.items() if name not in _SET_BY_US}
        return httpx2.Response(answer.status, headers=kept, content=answer.body, request=request)


def guarded_client(policy: Policy) -> httpx2.Client:
    """A client for an SDK to use; it follows no redirects and reads nothing from the environment."""
    return httpx2.Client(transport=GuardedTransport(policy), follow_redirects=False, trust_env=False)
