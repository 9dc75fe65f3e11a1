"""The client's everyday: make, await, stop, list and pay for films."""

from __future__ import annotations

import io
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from client.proxy import Proxy, Reply
from end_to_end.server import Customer
from filmgate.client import Client, ClientError, InvalidRequestError, TaskFailed, TaskSnapshot, WaitTimeout


def picture(folder: Path, name: str = "a.png", width: int = 160, height: int = 90) -> Path:
    path = folder / name
    Image.new("RGB", (width, height), "navy").save(path)
    return path


def test_a_film_is_made_awaited_and_saved(client: Client, tmp_path: Path, film: Path) -> None:
    task = client.videos.generate("film", aspect_ratio="9:16", duration=4)
    assert (task.model, task.ended, task.snapshot.video_duration_seconds) == ("veo3.1-pro", False, 4)
    assert task.wait() is task
    assert (task.status, task.progress, task.credits_charged) == ("completed", 100, 25.7)
    assert task.expires_at is not None
    assert httpx2.get(task.snapshot.poster or "", trust_env=False).headers["content-type"] == "image/jpeg"
    saved = task.download(tmp_path / "cat.mp4")
    assert saved == tmp_path / "cat.mp4"
    assert saved.read_bytes() == film.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["cat.mp4"], "no unfinished file stays"


def test_events_show_every_change_over_one_stream(customer: Customer, proxy: Proxy) -> None:
    with Client(customer.key, proxy.url) as client:
        task = client.videos.generate("wait 1")
        seen = list(task.events())
    assert seen[-1].status == "completed"
    progress = [snapshot.progress for snapshot in seen]
    assert progress == sorted(progress)
    assert len(set(progress)) >= 3
    assert "acting" in {snapshot.stage for snapshot in seen}
    assert len(proxy.requests("GET ")) == 1, "it asks for nothing that the stream tells"


def test_without_streams_it_asks_again_and_again(customer: Customer, proxy: Proxy) -> None:
    with Client(customer.key, proxy.url) as client:
        task = client.videos.generate("wait 1")
        proxy.always.append((f"GET /v1/tasks/{task.id}/events", Reply(404)))
        shown: list[TaskSnapshot] = []
        task.wait(on_update=lambda task: shown.append(task.snapshot))
    assert shown[-1].progress == 100
    assert len(shown) == len(set(shown)), "only changes are told"
    assert len(proxy.requests(f"GET /v1/tasks/{task.id}/events")) == 1, "it does not try that again"


def test_a_page_in_place_of_a_stream_is_no_stream(customer: Customer, proxy: Proxy) -> None:
    with Client(customer.key, proxy.url) as client:
        task = client.videos.generate("film")
        proxy.always.append((f"GET /v1/tasks/{task.id}/events", Reply(200, {"content-type": "text/html"})))
        assert task.wait().status == "completed"


def test_waiting_may_end_before_the_task_does(client: Client) -> None:
    task = client.videos.generate("hang")
    with pytest.raises(WaitTimeout, match="goes on") as caught:
        task.wait(timeout_seconds=0.6)
    assert caught.value.suggestion == f"wait on with: filmgate tasks wait {task.id}"
    assert task.refresh().status == "processing"
    assert task.cancel().error is not None


def test_a_cancelled_task_says_so_and_gives_its_credits_back(client: Client) -> None:
    task = client.videos.generate("hang")
    assert client.credits().reserved == 25.7
    assert task.cancel().ended
    with pytest.raises(TaskFailed) as caught:
        task.wait()
    assert caught.value.code == "request_cancelled"
    assert "given back" in caught.value.suggestion
    assert caught.value.task.credits_charged == 0
    assert task.cancel().ended, "twice does no harm"
    assert client.credits().balance == 1000


def test_a_failed_task_raises_with_its_code(client: Client) -> None:
    task = client.videos.generate("fail content_policy_violation")
    with pytest.raises(TaskFailed, match="the prompt wanted") as caught:
        task.wait()
    assert caught.value.code == "content_policy_violation"
    assert "other words" in caught.value.suggestion


def test_what_has_ended_cannot_be_cancelled(client: Client) -> None:
    task = client.videos.generate("film").wait()
    with pytest.raises(InvalidRequestError, match="completed") as caught:
        task.cancel()
    assert caught.value.param == "task_id"


def test_the_list_comes_newest_first_over_all_pages(customer: Customer, proxy: Proxy) -> None:
    with Client(customer.key, proxy.url) as client:
        made = [client.videos.generate("film", model=model).id for model in ("veo3.1-pro", "veo3.1-fast") * 2]
        made.append(client.videos.generate("fail service_error").id)
        for task_id in made:
            for _ in client.tasks.get(task_id).events():
                pass
        proxy.seen.clear()
        listed = list(client.tasks.list(page_size=2))
        assert sorted(task.id for task in listed) == sorted(made)
        assert listed[0].id == made[-1]
        assert len(proxy.seen) == 3
        next(client.tasks.list(page_size=2))
        assert len(proxy.seen) == 4, "a page is only fetched when it is needed"
        assert {task.id for task in client.tasks.list(model="veo3.1-fast")} == {made[1], made[3]}
        assert [task.id for task in client.tasks.list(status="failed")] == [made[-1]]


def test_models_and_credits_are_typed(client: Client) -> None:
    models = {model.id: model for model in client.models()}
    fast = models["veo3.1-fast"]
    assert (fast.billing_rule, fast.credits, fast.max_images) == ("per_call", 9.8, 2)
    assert fast.durations_seconds == tuple(range(1, 13))
    assert "16:9" in fast.aspect_ratios
    client.videos.generate("film", model="veo3.1-fast").wait()
    credits = client.credits()
    assert (credits.balance, credits.reserved, credits.spent, credits.user_group) == (
        990.2,
        0,
        9.8,
        "default",
    )


def test_local_pictures_go_up_first(customer: Customer, proxy: Proxy, tmp_path: Path) -> None:
    with Client(customer.key, proxy.url) as client:
        first, last = picture(tmp_path), picture(tmp_path, "b.webp")
        uploaded = client.upload(last)
        assert (uploaded.width, uploaded.height) == (160, 90)
        assert uploaded.expires_at is not None
        proxy.seen.clear()
        task = client.videos.generate("film", images=[first, uploaded.url], generation_type="FIRST&LAST")
        assert task.wait().status == "completed"
    assert len(proxy.requests("POST /v1/files")) == 1, "what has an address is not uploaded"


@pytest.mark.parametrize(
    ("content", "error"),
    [(None, "cannot be read: No such file"), (b"no picture", "picture")],
    ids=["none", "text"],
)
def test_a_picture_that_is_none_is_refused_before_a_task_is_made(
    client: Client, tmp_path: Path, content: bytes | None, error: str
) -> None:
    path = tmp_path / "a.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ClientError, match=error) as caught:
        client.videos.generate("film", images=[path])
    assert caught.value.suggestion
    assert list(client.tasks.list()) == []


def test_a_file_far_too_large_is_not_even_read(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(ClientError, match="too large") as caught:
        client.upload(path)
    assert "10 MB" in caught.value.suggestion


def test_a_picture_may_come_from_a_folder_with_any_name(client: Client, tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (90, 160)).save(out, "PNG")
    path = tmp_path / 'a "ü" 写.png'
    path.write_bytes(out.getvalue())
    assert client.upload(path).height == 160
