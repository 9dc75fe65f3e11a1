import asyncio
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from filmgate.net.errors import NetError, Unreachable
from filmgate.net.policy import Policy
from filmgate.net.request import fetch, post
from net.loopback import Loopback, answer, serve


async def to_loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("hook.example", "127.0.0.1").configure_cert(context)
    with serve(context) as loopback:
        loopback.routes["/"] = answer(b"secret")
        yield loopback


def policy(server: Loopback, ca_file: Path | None, **changes: Any) -> Policy:
    hosts = (f"hook.example:{server.port}", f"other.example:{server.port}", server.host)
    return Policy(allow_hosts=hosts, ca_file=ca_file, total_seconds=5, **changes)


def test_name_certificate_and_host_stay_those_of_the_url(server: Loopback, ca_file: Path) -> None:
    url = f"https://hook.example:{server.port}/"
    fetched = asyncio.run(fetch(url, policy(server, ca_file), resolve=to_loopback))
    assert fetched.body == b"secret"
    assert server.asked[0].sni == "hook.example"
    assert server.asked[0].headers["host"] == f"hook.example:{server.port}"


def test_a_certificate_may_be_for_an_address(server: Loopback, ca_file: Path) -> None:
    answered = asyncio.run(post(f"https://{server.host}/", b"x", {}, policy(server, ca_file)))
    assert answered.status == 200


def test_a_certificate_for_another_name_is_refused(server: Loopback, ca_file: Path) -> None:
    with pytest.raises(Unreachable, match=r"other\.example"):
        asyncio.run(
            fetch(f"https://other.example:{server.port}/", policy(server, ca_file), resolve=to_loopback)
        )
    assert server.asked == []


def test_an_unknown_authority_is_refused(server: Loopback) -> None:
    with pytest.raises(Unreachable, match="certificate"):
        asyncio.run(fetch(f"https://hook.example:{server.port}/", policy(server, None), resolve=to_loopback))
    assert server.asked == []


def test_the_environment_adds_no_authority(
    server: Loopback, ca_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(ca_file))
    with pytest.raises(Unreachable, match="certificate"):
        asyncio.run(fetch(f"https://hook.example:{server.port}/", policy(server, None), resolve=to_loopback))


def test_plain_http_on_a_secure_port_is_an_error(server: Loopback, ca_file: Path) -> None:
    with pytest.raises(NetError):
        asyncio.run(fetch(f"http://{server.host}/", policy(server, ca_file, schemes=("http",))))


def test_https_to_a_plain_server_is_an_error(ca_file: Path) -> None:
    with serve() as plain, pytest.raises(NetError):
        asyncio.run(fetch(f"https://{plain.host}/", policy(plain, ca_file, connect_seconds=0.3)))


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_an_unreadable_authority_file_is_named(server: Loopback, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "broken.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(Unreachable, match=r"broken\.pem"):
        asyncio.run(fetch(f"https://{server.host}/", policy(server, file)))
