"""Films come to the disk whole, or not at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.proxy import Harm, Proxy, Reply, open_proxy
from end_to_end.server import Server
from filmgate.client import Client, DownloadFailed, Task


@pytest.fixture(scope="module")
def task(server: Server) -> Iterator[Task]:
    """A finished one."""
    with Client(server.customer().key, server.base_url) as client:
        yield client.videos.generate("film").wait()


def behind(proxy: Proxy, server: Server, task: Task) -> Task:
    """The task as if its film came through the proxy."""
    links = tuple(link.replace(server.base_url, proxy.url) for link in task.results)
    return Task(task._transport, dataclasses.replace(task.snapshot, results=links))


def test_a_folder_gets_a_file_named_after_the_task(
    task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert task.download(tmp_path) == tmp_path / f"{task.id}.mp4"
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert task.download() == Path(f"{task.id}.mp4")
    assert Path(f"{task.id}.mp4").stat().st_size > 1000


def test_an_older_file_is_replaced(task: Task, tmp_path: Path, film: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"old")
    pieces: list[int] = []
    task.download(str(tmp_path / "a.mp4"), on_bytes=pieces.append)
    assert (tmp_path / "a.mp4").read_bytes() == film.read_bytes()
    assert sum(pieces) == film.stat().st_size


def test_a_broken_download_goes_on_where_it_broke(
    server: Server, proxy: Proxy, task: Task, tmp_path: Path, film: Path
) -> None:
    proxy.once.append(("GET /files/", Harm.CUT_ANSWER))
    pieces: list[int] = []
    behind(proxy, server, task).download(tmp_path / "a.mp4", on_bytes=pieces.append)
    assert (tmp_path / "a.mp4").read_bytes() == film.read_bytes()
    first, second = proxy.requests("GET /files/")
    assert "range" not in first.headers
    assert second.headers["range"].startswith("bytes=")
    assert second.headers["if-range"].startswith('"')
    assert sum(pieces) == film.stat().st_size, "nothing comes twice"


def test_a_download_that_breaks_every_time_leaves_the_old_file(
    server: Server, proxy: Proxy, task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task._transport, "sleep", lambda _seconds: None)
    proxy.always.append(("GET /files/", Reply(200, {"content-length": "9999"}, b"short")))
    (tmp_path / "a.mp4").write_bytes(b"old")
    with pytest.raises(Exception, match=r"broke|bytes arrived"):
        behind(proxy, server, task).download(tmp_path / "a.mp4")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.mp4", b"old")]


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(404), "status 404"),
        (Reply(403, {}, b'{"error": {"message": "The link has ended"}}'), "The link has ended"),
        (Reply(206, {"content-range": "bytes 5-9/10"}, b"12345"), "another part"),
    ],
    ids=["404", "403", "wrong part"],
)
def test_what_is_not_the_film_is_not_saved(
    server: Server, proxy: Proxy, task: Task, tmp_path: Path, reply: Reply, says: str
) -> None:
    proxy.once.append(("GET /files/", reply))
    with pytest.raises(DownloadFailed, match=says):
        behind(proxy, server, task).download(tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("target", ["missing/a.mp4", "file/a.mp4", f"{'n' * 300}.mp4"])
def test_a_target_that_cannot_be_written_is_named(task: Task, tmp_path: Path, target: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DownloadFailed, match="cannot be written") as caught:
        task.download(tmp_path / target)
    assert str(tmp_path / target) in caught.value.message
    assert caught.value.suggestion


def test_there_is_no_film_before_the_end_or_after_a_failure(client: Client, tmp_path: Path) -> None:
    task = client.videos.generate("hang")
    with pytest.raises(DownloadFailed, match="has no film yet") as caught:
        task.download(tmp_path)
    assert f"filmgate tasks wait {task.id}" in caught.value.suggestion
    with pytest.raises(DownloadFailed, match="has failed"):
        task.cancel().download(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_not_sent_with_a_result_link(
    server: Server, proxy: Proxy, task: Task, tmp_path: Path
) -> None:
    with open_proxy(server.base_url) as elsewhere:
        proxy.once.append(
            ("GET /files/", Reply(302, {"location": task.results[0].replace(server.base_url, elsewhere.url)}))
        )
        behind(proxy, server, task).download(tmp_path / "a.mp4")
    (asked,), (led_to,) = proxy.seen, elsewhere.seen
    assert "authorization" not in asked.headers
    assert "authorization" not in led_to.headers
