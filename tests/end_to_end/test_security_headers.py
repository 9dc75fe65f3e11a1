"""Every answer tells browsers to trust it no further than they must."""

from __future__ import annotations

from typing import Any

import httpx2
import psutil
import pytest
from fastapi.routing import APIRoute

from end_to_end.server import Server, create, wait_for
from end_to_end.test_hostile_http import talk
from filmgate.api import account, files, generations, health, signposts, tasks, uploads, upstream_callbacks
from filmgate.api.security_headers import SECURITY_HEADERS

ROUTES = sorted(
    (method, route.path)
    for room in (generations, tasks, files, uploads, account, health, signposts, upstream_callbacks)
    for route in room.router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
)
ROUTES += [("GET", "/openapi.json"), ("GET", "/nowhere"), ("POST", "/healthz"), ("GET", "/docs")]
FILE_HEADERS = {"cache-control": "private, max-age=3600", "cross-origin-resource-policy": "cross-origin"}


def assert_secure(answer: httpx2.Response, **own: str) -> None:
    for name, value in (SECURITY_HEADERS | own).items():
        assert answer.headers.get_list(name) == [value], (answer.request.url, name)
    assert "strict-transport-security" not in answer.headers
    assert not {"server", "x-powered-by", "set-cookie", "access-control-allow-origin"} & set(answer.headers)
    if int(answer.headers.get("content-length", "1")):
        assert answer.headers["content-type"]


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("known", [True, False], ids=["with a key", "without"])
def test_every_route_has_them(
    server: Server, client: httpx2.Client, method: str, path: str, known: bool
) -> None:
    path = path.replace("{task_id}", create(client)["id"]).replace("{key:path}", "films/x.mp4")
    with server.client() as stranger:
        assert_secure((client if known else stranger).request(method, path))


def test_all_routers_are_here(server: Server, client: httpx2.Client) -> None:
    described = client.get("/openapi.json").json()["paths"]
    assert {path for _, path in ROUTES} >= set(described)


def test_a_film_may_be_shown_by_other_sites_and_kept_by_its_owner(client: httpx2.Client) -> None:
    task = wait_for(client, create(client)["id"])
    for link in (task["results"][0], task["task_info"]["poster"]):
        answer = client.get(link)
        assert answer.status_code == 200
        assert_secure(answer, **FILE_HEADERS)


def test_what_is_no_http_has_them_too(server: Server) -> None:
    head = talk(server, b"nonsense\r\n\r\n").partition(b"\r\n\r\n")[0].decode()
    for name, value in SECURITY_HEADERS.items():
        assert f"\r\n{name}: {value}" in head


def test_https_is_asked_for_only_where_it_is_used(make_server: Any) -> None:
    for url, expected in (
        ("https://video.example.com", "max-age=31536000"),
        ("http://video.example.com", None),
    ):
        server = make_server(server={"public_url": url})
        (listening,) = psutil.Process(server.process.pid).net_connections()
        with httpx2.Client(base_url=f"http://127.0.0.1:{listening.laddr.port}", trust_env=False) as client:
            for path in ("/healthz", "/v1/tasks", "/nowhere"):
                assert client.get(path).headers.get("strict-transport-security") == expected
