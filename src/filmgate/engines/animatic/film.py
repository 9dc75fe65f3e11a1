"""From frames and sound to an MP4 that browsers play: H.264 High (or AV1) and AAC, index first, BT.709.

Frames stream through: a thread encodes while the caller draws, and only a few frames wait between them. The
sound is made meanwhile; pictures that are encoded before it is there wait as packets, which are small.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import cv2
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels

SOUND_RATE = 48_000
FRAMES_WAITING = 2
AUDIO_CHUNK_FRAMES = 1024
FrameSource = Callable[[int], Pixels]
"""Frame number to pixels, RGB or RGBA (opaque), which stay valid until the next call."""
Take = Callable[[], Pixels]
"""What was drawn for a frame, to be finished later in another thread."""
Sound = NDArray[np.float32]
"""Stereo samples, shape (2, n), between -1 and 1."""

if TYPE_CHECKING:
    _Packet = Packet[Any]
else:
    _Packet = Packet

_BT709 = 1
_TO_YUV = np.array(
    [
        [0.2126 * 219 / 255, 0.7152 * 219 / 255, 0.0722 * 219 / 255, 16],
        [-0.2126 / 1.8556 * 224 / 255, -0.7152 / 1.8556 * 224 / 255, 0.5 * 224 / 255, 128],
        [0.5 * 224 / 255, -0.7152 / 1.5748 * 224 / 255, -0.0722 / 1.5748 * 224 / 255, 128],
    ],
    np.float32,
)
"""Red, green and blue to luma and the two colour differences (ITU-R BT.709-6, narrow range)."""
_H264 = {
    "preset": "superfast",
    "profile": "high",
    "crf": "21",
    "threads": "2",
    # With mbtree the same frames do not always give the same bytes; placing B-frames by search makes the films of
    # this engine larger, not smaller, and its cuts are soft, so that a search for hard ones finds none. Without the
    # three nothing needs to look ahead; all of it is faster too.
    "x264-params": "mbtree=0:b-adapt=0:scenecut=0:rc-lookahead=0",
}
# One thread's worth of pictures in flight and no look ahead keep a 1080p film under 400 MB; drawing takes longer.
_AV1 = {"preset": "10", "crf": "32", "svtav1-params": "lp=1:lookahead=0:hierarchical-levels=3"}
_CODECS = {"h264": ("libx264", _H264), "av1": ("libsvtav1", _AV1)}
AV1, AV1_IS_THERE = "av1", "libsvtav1" in av.codecs_available
DEFAULT_CODEC = "h264"


class FilmWriter:
    """Use as a context manager; `add` every take in order. Leaving without an error completes the file."""

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        fps: int,
        sound: Future[Sound],
        tags: dict[str, str],
        codec: str = DEFAULT_CODEC,
    ) -> None:
        self._path, self._size, self._fps = path, (width, height), fps
        self._sound, self._tags, self._codec = sound, tags, codec
        self._waiting: queue.Queue[Take | None] = queue.Queue(FRAMES_WAITING)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="encode", daemon=True)

    def __enter__(self) -> FilmWriter:
        self._thread.start()
        return self

    def __exit__(self, error_type: type[BaseException] | None, *_: object) -> None:
        if error_type is None:
            self._put(None)
            self._thread.join()
            if self._error is not None:
                raise self._error

    def add(self, take: Take) -> None:
        """The next frame; its pixels are asked for in the encoder's thread."""
        self._put(take)

    def _put(self, frame: Take | None) -> None:
        while self._error is None:
            try:
                self._waiting.put(frame, timeout=0.5)
                return
            except queue.Full:
                continue
        raise self._error

    def _frames(self) -> Iterator[av.VideoFrame]:
        while (take := self._waiting.get()) is not None:
            yield as_frame(take())

    def _run(self) -> None:
        try:
            self._encode()
        except BaseException as error:
            self._error = error

    def _encode(self) -> None:
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        with av.open(str(self._path), "w", format="mp4", options=options) as container:
            container.metadata.update(self._tags)
            video, audio = (
                video_stream(container, *self._size, self._fps, self._codec),
                self._audio_stream(container),
            )
            track = _SoundTrack(self._sound, audio)
            unwritten: list[list[_Packet]] = []  # an entry a frame; the order never depends on timing
            written = 0
            for number, frame in enumerate(self._frames()):
                frame.pts, frame.time_base = number, Fraction(1, self._fps)
                unwritten.append(video.encode(frame))
                if self._sound.done():
                    written = self._write(container, unwritten, track, written)
            unwritten.append(video.encode(None))
            written = self._write(container, unwritten, track, written)
            container.mux(audio.encode(None))

    def _write(
        self, container: OutputContainer, frames: list[list[_Packet]], track: _SoundTrack, written: int
    ) -> int:
        """Write the packets of some frames, each followed by the sound up to its end; how many are written now."""
        for packets in frames:
            written += 1
            container.mux(packets)
            container.mux(track.until(written / self._fps))
        frames.clear()
        return written

    @staticmethod
    def _audio_stream(container: OutputContainer) -> AudioStream:
        stream = container.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        stream.bit_rate = 160_000
        return stream


def as_frame(pixels: Pixels) -> av.VideoFrame:
    """What the encoder takes of RGB or RGBA (opaque) pixels: luma and halved colours, BT.709, 16 to 235.

    OpenCV needs a fifth of the time that FFmpeg's converter takes for it.
    """
    rgb = pixels if pixels.shape[2] == 3 else cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB)
    height, width = rgb.shape[:2]
    full = cv2.transform(rgb, _TO_YUV)
    half = cv2.resize(full, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    frame = av.VideoFrame(width, height, "yuv420p")
    for number, plane in enumerate(frame.planes):
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        cv2.extractChannel(full if number == 0 else half, number, dst=rows[:, : plane.width])
    return frame


def video_stream(
    container: OutputContainer, width: int, height: int, fps: int, codec: str = DEFAULT_CODEC
) -> VideoStream:
    """The pictures' track of a film: "h264", which every player knows, or "av1", which is smaller."""
    encoder, options = _CODECS[codec]
    os.environ.setdefault("SVT_LOG", "1")  # libsvtav1 tells its settings on standard error otherwise
    stream = container.add_stream(encoder, rate=fps, options=options)
    assert isinstance(stream, VideoStream)
    stream.width, stream.height = width, height
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = ColorRange.MPEG
    context.gop_size = fps * 2
    return stream


class _SoundTrack:
    """Feeds samples to the encoder up to a point in time, so that sound and pictures lie side by side."""

    def __init__(self, sound: Future[Sound], stream: AudioStream) -> None:
        self._sound, self._stream = sound, stream
        self._done = 0

    def until(self, seconds: float) -> list[_Packet]:
        samples = self._sound.result()
        end = min(round(seconds * SOUND_RATE), samples.shape[1])
        packets: list[_Packet] = []
        while self._done < end:
            stop = min(self._done + AUDIO_CHUNK_FRAMES, end)
            piece = np.ascontiguousarray(samples[:, self._done : stop], dtype=np.float32)
            frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
            frame.sample_rate = SOUND_RATE
            frame.pts, frame.time_base = self._done, Fraction(1, SOUND_RATE)
            packets += self._stream.encode(frame)
            self._done = stop
        return packets
