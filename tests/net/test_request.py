import asyncio
import gzip
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest

from filmgate.net.errors import (
    AddressRefused,
    BadStatus,
    BadUrl,
    BrokenAnswer,
    NetError,
    TimedOut,
    TooManyBytes,
    TooManyRedirects,
    Unreachable,
)
from filmgate.net.policy import Policy
from filmgate.net.request import check_url, fetch, open_answer, post, post_json, request
from filmgate.net.resolve import Resolver
from net.loopback import Asked, Loopback, answer, redirect, serve


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serve() as loopback:
        yield loopback


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run to the end, and fail if anything is left behind."""

    async def alone() -> Any:
        try:
            return await work
        finally:
            await asyncio.sleep(0.001)
            assert asyncio.all_tasks() == {asyncio.current_task()}

    return asyncio.run(alone())


def policy_for(server: Loopback, **changes: Any) -> Policy:
    values: dict[str, Any] = {
        "schemes": ("http", "https"),
        "allow_hosts": (server.host,),
        "max_redirects": 3,
        "total_seconds": 5.0,
        "max_bytes": 100_000,
        **changes,
    }
    return Policy(**values)


class Names:
    """A name service double: each question takes the next answer, the last one stays."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): rows for name, rows in answers.items()}
        self.questions: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.questions.append(host)
        rows = self.answers.get(host, [[]])
        return rows.pop(0) if len(rows) > 1 else rows[0]


# What is fetched, and how it is asked for


def test_a_file_is_fetched(server: Loopback) -> None:
    server.routes["/a.png"] = answer(b"picture", content_type="Image/PNG; charset=x")
    fetched = run(fetch(server.url("/a.png?v=1#x"), policy_for(server)))
    assert (fetched.body, fetched.content_type) == (b"picture", "image/png")
    assert fetched.final_url == server.url("/a.png?v=1")
    asked = server.asked[0]
    assert asked.headers["host"] == server.host
    assert asked.headers["accept-encoding"] == "identity"
    assert "cookie" not in asked.headers


def test_the_environment_has_no_say(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.routes["/"] = answer(b"direct")
    assert run(fetch(server.url(), policy_for(server))).body == b"direct"


def test_the_target_goes_out_as_it_was_vetted(server: Loopback) -> None:
    run(request("GET", server.url("/a/../b//c%2Fd/图?x=[1]&y=é"), policy_for(server)))
    assert server.asked[0].target == "/a/../b//c%2Fd/%E5%9B%BE?x=%5B1%5D&y=%C3%A9"


def test_headers_of_the_caller_go_out_but_cannot_change_ours(server: Loopback) -> None:
    headers = {"Authorization": "Bearer x", "Host": "evil.example", "Accept-Encoding": "gzip"}
    run(request("GET", server.url(), policy_for(server), headers=headers))
    sent = server.asked[0].headers
    assert (sent["authorization"], sent["host"], sent["accept-encoding"]) == (
        "Bearer x",
        server.host,
        "identity",
    )


@pytest.mark.parametrize("value", ["a\r\nX-Injected: 1", "a\0b", "ключ"])
def test_a_header_that_cannot_be_sent_is_refused_without_repeating_it(server: Loopback, value: str) -> None:
    with pytest.raises(NetError) as caught:
        run(request("GET", server.url(), policy_for(server), headers={"authorization": value}))
    assert value not in str(caught.value)
    assert server.asked == []


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (answer(status="404 Not Found"), BadStatus),
        (answer(status="500 Oops"), BadStatus),
        (answer(status="304 Not Modified"), BadStatus),
        (redirect("/elsewhere", "300 Choices"), BadStatus),
        (answer(b"x" * 100_001), TooManyBytes),
        (answer(b"", length=10**12), TooManyBytes),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_001, TooManyBytes),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a1\r\n" + b"x" * 100_001, TooManyBytes),
        (answer(b"half", length=8), BrokenAnswer),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", BrokenAnswer),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", BrokenAnswer),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", BrokenAnswer),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", BrokenAnswer),
        (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", BrokenAnswer),
        (b"", BrokenAnswer),
        (b"SSH-2.0-OpenSSH_9.2\r\n", BrokenAnswer),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, BrokenAnswer),
        (b"HTTP/1.1 999999 What\r\n\r\n", BrokenAnswer),
        (answer(gzip.compress(b"x", mtime=0), headers="Content-Encoding: gzip\r\n"), BrokenAnswer),
        (answer(b"x", headers="Content-Encoding: identity, br\r\n"), BrokenAnswer),
        (answer(b"x", headers="Content-Encoding: nonsense\r\n"), BrokenAnswer),
    ],
)
def test_an_unusable_answer_is_an_error(server: Loopback, raw: bytes, error: type[NetError]) -> None:
    server.routes["/"] = raw
    with pytest.raises(error):
        run(fetch(server.url(), policy_for(server)))


@pytest.mark.parametrize("body", [b"", b"x" * 100_000])
def test_an_answer_may_be_as_large_as_the_limit(server: Loopback, body: bytes) -> None:
    server.routes["/"] = answer(body)
    assert run(fetch(server.url(), policy_for(server))).body == body


def test_an_encoding_called_identity_is_none(server: Loopback) -> None:
    server.routes["/"] = answer(b"plain", headers="Content-Encoding: identity\r\n")
    assert run(fetch(server.url(), policy_for(server))).body == b"plain"


# Time


def _silent(loopback: Loopback) -> Callable[[Asked, socket.socket], None]:
    return lambda asked, connection: loopback.stopping.wait()  # type: ignore[return-value]


def _drip(loopback: Loopback, before: bytes) -> Callable[[Asked, socket.socket], None]:
    def act(asked: Asked, connection: socket.socket) -> None:
        connection.sendall(before)
        while not loopback.stopping.wait(0.02):
            connection.sendall(b"x")

    return act


@pytest.mark.parametrize(
    "before",
    [None, b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"],
)
def test_a_slow_answer_ends_at_the_total_limit(server: Loopback, before: bytes | None) -> None:
    server.routes["/"] = _silent(server) if before is None else _drip(server, before)
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"0\.3 seconds"):
        run(fetch(server.url(), policy_for(server, total_seconds=0.3)))
    assert 0.25 < time.monotonic() - began < 2


def test_silence_ends_at_the_limit_for_the_first_byte(server: Loopback) -> None:
    server.routes["/"] = _silent(server)
    with pytest.raises(TimedOut, match=r"0\.2 seconds"):
        run(fetch(server.url(), policy_for(server, first_byte_seconds=0.2)))


def test_the_total_limit_goes_over_all_redirects(server: Loopback) -> None:
    def slow_hop(asked: Asked, connection: socket.socket) -> None:
        time.sleep(0.2)
        connection.sendall(redirect("/"))

    server.routes["/"] = slow_hop
    with pytest.raises(TimedOut):
        run(fetch(server.url(), policy_for(server, total_seconds=0.5, max_redirects=10)))


def test_the_total_limit_goes_over_the_name_lookup(server: Loopback) -> None:
    async def never(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    with pytest.raises(TimedOut):
        run(fetch("http://slow.example/", policy_for(server, total_seconds=0.2), resolve=never))


def test_a_timeout_of_the_callers_own_stays_what_it_is(server: Loopback) -> None:
    async def work() -> None:
        async with open_answer("GET", server.url(), policy_for(server)):
            raise TimeoutError("mine")

    with pytest.raises(TimeoutError, match="mine"):
        run(work())


# Redirects


def test_redirects_are_followed_and_the_last_url_is_told(server: Loopback) -> None:
    server.routes |= {"/1": redirect("/2"), "/2": redirect("3?a=b c", "307 T"), "/3": answer(b"there")}
    fetched = run(fetch(server.url("/1"), policy_for(server)))
    assert (fetched.body, fetched.final_url) == (b"there", server.url("/3?a=b%20c"))


@pytest.mark.parametrize("allowed", [1, 3])
def test_redirects_come_to_an_end(server: Loopback, allowed: int) -> None:
    server.routes["/"] = redirect("/")
    with pytest.raises(TooManyRedirects):
        run(fetch(server.url(), policy_for(server, max_redirects=allowed)))
    assert len(server.asked) == allowed + 1


def test_without_redirects_a_redirect_is_an_answer(server: Loopback) -> None:
    server.routes["/"] = redirect("/elsewhere")
    with pytest.raises(BadStatus, match="302"):
        run(fetch(server.url(), policy_for(server, max_redirects=0)))


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("http://127.0.0.1:8081/", AddressRefused),
        ("http://169.254.169.254/latest/meta-data/", AddressRefused),
        ("http://[::ffff:127.0.0.1]/", AddressRefused),
        ("//127.0.0.1/", AddressRefused),
        ("http://2130706433/", BadUrl),
        ("http://inside.example/", AddressRefused),
        ("file:///etc/passwd", BadUrl),
        ("gopher://example.com/", BadUrl),
        ("http://u:p@example.com/", BadUrl),
        ("http://[::1", BadUrl),
        ("http://nowhere.example/", Unreachable),
    ],
)
def test_every_redirect_is_vetted_again(server: Loopback, location: str, error: type[NetError]) -> None:
    server.routes["/"] = redirect(location)
    names = Names(inside_example=[["10.0.0.1"]])
    with pytest.raises(error):
        run(fetch(server.url(), policy_for(server), resolve=names))
    assert len(server.asked) == 1


def test_a_redirect_to_another_origin_loses_the_callers_headers(server: Loopback) -> None:
    with serve() as other:
        server.routes |= {"/": redirect("/same"), "/same": redirect(other.url("/other"))}
        other.routes["/other"] = answer(b"x")
        policy = policy_for(server, allow_hosts=(server.host, other.host))
        run(fetch(server.url(), policy, headers={"authorization": "Bearer secret"}))
        assert server.asked[1].headers["authorization"] == "Bearer secret"
        assert "authorization" not in other.asked[0].headers


# Names and addresses


def test_the_judged_address_is_the_one_that_is_dialled(server: Loopback) -> None:
    """The second answer of a rebinding name service is never asked for."""
    server.routes["/"] = answer(b"inside")
    names = Names(rebind_example=[["192.0.2.1"], ["127.0.0.1"]])
    policy = policy_for(server, allow_hosts=(), total_seconds=1)
    url = f"http://rebind.example:{server.port}/"
    with pytest.raises(AddressRefused):
        run(fetch(url, policy, resolve=names))
    assert names.questions == ["rebind.example"]
    with pytest.raises(AddressRefused, match="loopback"):
        run(fetch(url, policy, resolve=names))
    assert server.connections == 0


def test_the_system_is_not_asked_for_the_name_again(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _only_addresses(socket.getaddrinfo))
    server.routes["/"] = answer(b"x")
    names = Names(name_example=[["127.0.0.1"]])
    policy = policy_for(server, allow_hosts=(f"name.example:{server.port}",))
    run(fetch(f"http://name.example:{server.port}/", policy, resolve=names))
    assert names.questions == ["name.example"]
    assert server.asked[0].headers["host"] == f"name.example:{server.port}"


def _only_addresses(real: Any) -> Any:
    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        assert host in ("127.0.0.1", b"127.0.0.1"), f"looked up {host} again"
        return real(host, *args, **kwargs)

    return look_up


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "127.0.0.1"],
        ["127.0.0.1", "93.184.216.34"],
        ["2606:4700:4700::1111", "::1"],
        ["::ffff:127.0.0.1"],
        ["fe80::1%eth0"],
        ["169.254.169.254"],
        ["0.0.0.0"],
    ],
)
def test_one_refused_address_refuses_the_name(server: Loopback, addresses: list[str]) -> None:
    names = Names(mixed_example=[addresses])
    with pytest.raises(AddressRefused) as caught:
        run(fetch(f"http://mixed.example:{server.port}/", policy_for(server), resolve=names))
    assert not any(address in str(caught.value) for address in addresses)
    assert server.connections == 0


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "fd00:ec2::254", "100.100.100.200", "::ffff:10.0.0.1"]
)
def test_an_allowed_name_never_leads_to_a_metadata_service(server: Loopback, address: str) -> None:
    names = Names(box_example=[[address]])
    with pytest.raises(AddressRefused):
        run(fetch("http://box.example/", policy_for(server, allow_hosts=("box.example",)), resolve=names))


@pytest.mark.parametrize("addresses", [[], ["nonsense"]])
def test_a_name_without_addresses_is_unreachable(server: Loopback, addresses: list[str]) -> None:
    with pytest.raises(Unreachable, match="does not resolve"):
        run(fetch("http://a.example/", policy_for(server), resolve=Names(a_example=[addresses])))


def test_the_next_address_is_tried_when_the_first_does_not_answer(server: Loopback) -> None:
    server.routes["/"] = answer(b"second")
    names = Names(two_example=[["127.0.0.2", "127.0.0.1"]])
    policy = policy_for(server, allow_hosts=("two.example",))
    assert run(fetch(f"http://two.example:{server.port}/", policy, resolve=names)).body == b"second"


def test_nobody_there_is_unreachable(server: Loopback) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    policy = policy_for(server, allow_hosts=(f"127.0.0.1:{port}",))
    with pytest.raises(Unreachable, match="cannot be reached"):
        run(fetch(f"http://127.0.0.1:{port}/", policy))


def test_the_systems_name_service_is_asked_by_default(server: Loopback) -> None:
    server.routes["/"] = answer(b"by name")
    policy = policy_for(server, allow_hosts=(f"localhost:{server.port}",))
    assert run(fetch(f"http://localhost:{server.port}/", policy)).body == b"by name"
    with pytest.raises(Unreachable):
        run(fetch("http://no-such-host.example/", policy_for(server)))


def test_a_lookup_that_hangs_does_not_keep_the_process(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: hang.wait(20) and [])
    began = time.monotonic()
    try:
        with pytest.raises(TimedOut):
            run(fetch("http://slow.example/", policy_for(server, total_seconds=0.2)))
        assert time.monotonic() - began < 2
        assert all(thread.daemon for thread in threading.enumerate() if thread.name == "lookup")
    finally:
        hang.set()


# Posting


def test_a_body_is_delivered(server: Loopback) -> None:
    server.routes["/hook"] = answer(b"thanks", status="204 No Content", length=0)
    headers = {"content-type": "application/json", "webhook-id": "msg_1"}
    answered = run(post(server.url("/hook"), b'{"a":1}', headers, policy_for(server)))
    assert answered.status == 204
    assert 0 <= answered.elapsed_ms < 5000
    asked = server.asked[0]
    assert (asked.method, asked.body, asked.headers["webhook-id"]) == ("POST", b'{"a":1}', "msg_1")
    assert asked.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_a_post_is_never_redirected(server: Loopback, status: str) -> None:
    server.routes["/"] = redirect("/elsewhere", status)
    assert run(post(server.url(), b"x", {}, policy_for(server))).status == int(status[:3])
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "raw", [answer(b"y" * 5000), answer(b"half", length=1000), answer(gzip.compress(b"z", mtime=0))]
)
def test_after_the_status_nothing_matters(server: Loopback, raw: bytes) -> None:
    server.routes["/"] = raw
    assert run(post(server.url(), b"x", {}, policy_for(server, max_bytes=2000))).status == 200


def test_a_receiver_that_talks_on_has_received(server: Loopback) -> None:
    server.routes["/"] = _drip(server, b"HTTP/1.1 200 OK\r\n\r\n")
    answered = run(post(server.url(), b"x", {}, policy_for(server, total_seconds=0.3)))
    assert answered.status == 200


def test_a_receiver_that_says_nothing_has_not(server: Loopback) -> None:
    server.routes["/"] = _silent(server)
    with pytest.raises(TimedOut):
        run(post(server.url(), b"x", {}, policy_for(server, total_seconds=0.2)))


# JSON


def test_json_goes_out_and_comes_in(server: Loopback) -> None:
    server.routes["/"] = answer('{"é": [1, null]}'.encode())
    assert run(post_json(server.url(), {"ü": "\ud800"}, policy_for(server))) == {"é": [1, None]}
    assert server.asked[0].body == '{"ü": "?"}'.encode()


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe", b"[" * 90_000])
def test_what_is_not_json_is_broken(server: Loopback, body: bytes) -> None:
    server.routes["/"] = answer(body)
    with pytest.raises(BrokenAnswer):
        run(post_json(server.url(), {}, policy_for(server)))


def test_a_failed_post_tells_what_the_service_said(server: Loopback) -> None:
    server.routes["/"] = answer(b'{"error": "no credit"}', status="402 Payment Required")
    with pytest.raises(BadStatus, match="402") as caught:
        run(post_json(server.url(), {}, policy_for(server)))
    assert caught.value.body_head == b'{"error": "no credit"}'


# Vetting beforehand


def _names(*addresses: str) -> Names:
    return Names(hook_example=[list(addresses)])


@pytest.mark.parametrize(
    ("resolve", "error"),
    [
        (_names("93.184.216.34"), None),
        (_names(), None),
        (None, None),
        (_names("10.0.0.1"), AddressRefused),
        (_names("93.184.216.34", "::1"), AddressRefused),
    ],
)
def test_a_callback_is_vetted_when_it_is_named(
    resolve: Resolver | None, error: type[NetError] | None
) -> None:
    if error is None:
        run(check_url("https://hook.example/x", Policy(), resolve=resolve))
    else:
        with pytest.raises(error):
            run(check_url("https://hook.example/x", Policy(), resolve=resolve))


def test_vetting_does_not_wait_for_a_slow_name_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmgate.net.request._LOOKUP_SECONDS", 0.1)

    async def never(host: str, port: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    run(check_url("https://hook.example/", Policy(), resolve=never))


@pytest.mark.parametrize(
    "url", ["http://hook.example/", "https://10.0.0.1/", "https://localhost/", "nonsense"]
)
def test_vetting_refuses_without_a_lookup_what_needs_none(url: str) -> None:
    names = _names("93.184.216.34")
    with pytest.raises(NetError):
        run(check_url(url, Policy(), resolve=names))
    assert names.questions == []
