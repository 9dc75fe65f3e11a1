"""The file that comes out, whatever is on it: frames, sound, tags, order, colours, determinism."""

import hashlib
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from engines.animatic.jobs import make_job
from filmgate.engines.animatic import ENGINE
from filmgate.engines.animatic.film import AV1_IS_THERE
from filmgate.engines.animatic.render import render
from filmgate.engines.protocol import EngineFailure, FailureCode


def make_film(workdir, **more):
    return render(make_job(workdir, **more), lambda percent, stage: None)


def frames_of(path: Path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def psnr(one, other):
    error = np.mean((one.astype(float) - other.astype(float)) ** 2)
    return 99.0 if error == 0 else 10 * np.log10(255**2 / error)


def picture(path, seed, width=400, height=300):
    """Soft colourful shapes, not the film's ratio."""
    random = np.random.default_rng(seed)
    Image.fromarray(random.integers(0, 255, (6, 8, 3), np.uint8)).resize((width, height), Image.BICUBIC).save(
        path
    )
    return path


def fitted(path, width=320, height=180):
    with Image.open(path) as image:
        scale = max(width / image.width, height / image.height)
        size = (round(image.width * scale), round(image.height * scale))
        left, top = (size[0] - width) // 2, (size[1] - height) // 2
        return np.asarray(
            image.convert("RGB").resize(size, Image.LANCZOS).crop((left, top, left + width, top + height))
        )


@pytest.mark.parametrize(("width", "height", "seconds"), [(320, 180, 1), (180, 320, 2)])
def test_a_film_has_the_frames_and_the_sound_that_were_ordered(tmp_path, width, height, seconds):
    film = make_film(tmp_path, width=width, height=height, seconds=seconds)
    with av.open(str(film)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert (video.width, video.height) == (width, height)
        assert (video.codec_context.pix_fmt, video.codec_context.profile) == ("yuv420p", "High")
        assert {
            video.codec_context.colorspace,
            video.codec_context.color_primaries,
            video.codec_context.color_trc,
        } == {1}
        assert (audio.rate, audio.layout.name) == (48_000, "stereo")
        assert float(video.duration * video.time_base) == pytest.approx(seconds, abs=1e-3)
        assert float(audio.duration * audio.time_base) == pytest.approx(seconds, abs=1 / 24)
        assert sum(1 for _ in container.decode(video=0)) == seconds * 24


def test_the_index_comes_first_so_that_a_browser_can_begin_at_once(tmp_path):
    data = make_film(tmp_path).read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_sound_and_pictures_lie_side_by_side_in_the_file(tmp_path):
    with av.open(str(make_film(tmp_path, seconds=2))) as container:
        places = [
            (packet.pos, float(packet.dts * packet.time_base)) for packet in container.demux() if packet.size
        ]
    places.sort()
    latest = 0.0
    for _, seconds in places:
        assert seconds > latest - 0.8
        latest = max(latest, seconds)


def test_the_same_job_gives_the_same_bytes_wherever_and_under_whatever_name_it_runs(tmp_path):
    one = make_film(tmp_path / "a", task_id="task-1")
    other = make_film(tmp_path / "b", task_id="task-2")
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()


def test_the_same_two_pictures_give_the_same_bytes(tmp_path):
    images = [picture(tmp_path / "one.png", 1), picture(tmp_path / "other.png", 2)]
    films = [make_film(tmp_path / name, images=images).read_bytes() for name in "ab"]
    assert films[0] == films[1]


@pytest.mark.skipif(not AV1_IS_THERE, reason="this PyAV has no AV1 encoder")
def test_a_film_may_be_av1_with_the_same_colours_sound_and_length_and_the_same_bytes_each_time(tmp_path):
    films = [make_film(tmp_path / name, seconds=2, options={"codec": "av1"}) for name in "ab"]
    assert films[0].read_bytes() == films[1].read_bytes()
    with av.open(str(films[0])) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert "av1" in video.codec_context.codec.canonical_name
        assert (video.codec_context.colorspace, video.codec_context.pix_fmt) == (1, "yuv420p")
        assert float(audio.duration * audio.time_base) == pytest.approx(2, abs=1 / 24)
    plain = frames_of(make_film(tmp_path / "h264", seconds=2))
    frames = frames_of(films[0])
    assert len(frames) == 48
    assert min(psnr(frames[n], plain[n]) for n in (0, 20, 47)) > 30


def test_an_unknown_codec_is_passed_over(tmp_path):
    with av.open(str(make_film(tmp_path, options={"codec": "theora"}))) as container:
        assert container.streams.video[0].codec_context.name == "h264"


def test_another_prompt_or_seed_gives_another_film(tmp_path):
    films = [
        frames_of(make_film(tmp_path / str(number), **job))[12]
        for number, job in enumerate([{}, {"prompt": "a rocket launches into space"}, {"seed": 6}])
    ]
    assert psnr(films[0], films[1]) < 30
    assert not np.array_equal(films[0], films[2])


def test_the_film_says_what_it_is(tmp_path):
    with av.open(str(make_film(tmp_path, prompt="Ein Wal, 鲸鱼"))) as container:
        assert container.metadata["title"] == "Ein Wal, 鲸鱼"
        assert "generated by filmgate" in container.metadata["comment"]
        assert "seed 5" in container.metadata["comment"]


def test_progress_rises_from_0_to_100_with_every_frame(tmp_path):
    heard = []
    render(make_job(tmp_path), lambda percent, stage: heard.append(percent))
    assert heard == sorted(heard)
    assert heard[0] == 0
    assert heard[-1] == 100
    assert len(heard) >= 24


def test_a_film_from_one_picture_begins_with_it_and_moves(tmp_path):
    path = picture(tmp_path / "one.png", 1)
    frames = frames_of(make_film(tmp_path, images=[path]))
    assert len(frames) == 24
    assert psnr(frames[0], fitted(path)) > 30
    assert psnr(frames[-1], frames[0]) < 30


def test_a_camera_move_over_a_white_picture_shows_no_border(tmp_path):
    path = tmp_path / "white.png"
    Image.new("RGB", (300, 400), "white").save(path)
    frames = frames_of(make_film(tmp_path, prompt="a wall", images=[path]))
    assert min(frame.min() for frame in frames) > 240


def test_a_film_from_two_pictures_begins_and_ends_with_them(tmp_path):
    one, other = picture(tmp_path / "one.png", 1), picture(tmp_path / "other.jpg", 2, 300, 500)
    frames = frames_of(make_film(tmp_path, images=[one, other]))
    assert psnr(frames[0], fitted(one)) > 30
    assert psnr(frames[-1], fitted(other)) > 30


def test_a_broken_picture_is_said_to_be_one(tmp_path):
    path = tmp_path / "broken.png"
    path.write_bytes(b"\x89PNG\r\n nothing more")
    with pytest.raises(EngineFailure) as failure:
        make_film(tmp_path, images=[path])
    assert failure.value.code == FailureCode.IMAGE_PROCESSING_ERROR


def test_through_the_child_the_same_bytes_come_back(tmp_path):
    direct = make_film(tmp_path / "a").read_bytes()
    heard = []
    film = ENGINE.wait(make_job(tmp_path / "b"), {}, lambda percent, stage: heard.append(percent))
    assert film.read_bytes() == direct
    assert heard[-1] == 100
