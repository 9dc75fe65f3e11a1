"""OpenAI's own SDK against the double of `/v1/videos`: it shows that the double speaks the contract."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import openai
import pytest
from PIL import Image

from doubles.openai_videos import VideosDouble
from doubles.upstream import SECRET

FILM = b"\0\0\0\x20ftypisom" + b"film" * 100


@pytest.fixture
def double() -> Iterator[VideosDouble]:
    opened = VideosDouble(FILM)
    yield opened
    opened.stop()


def client(double: VideosDouble, behaviour: str) -> openai.OpenAI:
    return openai.OpenAI(api_key=SECRET, base_url=double.url(behaviour) + "/v1", max_retries=0)


def test_create_poll_and_download(double: VideosDouble) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        sdk = client(double, "film")
        video = sdk.videos.create(
            model="sora-2",
            prompt="a cat",
            seconds="4",
            size="1280x720",
            input_reference=("a.png", picture.getvalue(), "image/png"),
        )
        assert video.status == "queued"
        seen = [sdk.videos.retrieve(video.id).status for _ in range(2)]
        assert seen == ["in_progress", "completed"]
        assert sdk.videos.download_content(video.id).read() == FILM
    assert double.problems == []


def test_failures(double: VideosDouble) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        sdk = client(double, "filtered")
        video = sdk.videos.create(model="sora-2", prompt="a cat", seconds="4", size="1280x720")
        sdk.videos.retrieve(video.id)
        ended = sdk.videos.retrieve(video.id)
        assert ended.status == "failed"
        assert ended.error is not None
        assert "moderation" in ended.error.message
        with pytest.raises(openai.RateLimitError):
            client(double, "full").videos.create(model="sora-2", prompt="a cat", seconds="4", size="1280x720")
