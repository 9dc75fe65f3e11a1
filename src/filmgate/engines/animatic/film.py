"""From frames and sound to an MP4 that browsers play: H.264 High and AAC, index first, BT.709.

Frames stream through: a thread encodes while the caller draws, and only a few frames wait between them. The
sound is made meanwhile; pictures that are encoded before it is there wait as packets, which are small.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels

SOUND_RATE = 48_000
FRAMES_WAITING = 4
AUDIO_CHUNK_FRAMES = 1024
Sound = NDArray[np.float32]
"""Stereo samples, shape (2, n), between -1 and 1."""

if TYPE_CHECKING:
    _Packet = Packet[Any]
else:
    _Packet = Packet

_BT709 = 1
_VIDEO_OPTIONS = {
    "preset": "superfast",
    "profile": "high",
    "crf": "21",
    "threads": "2",
    "x264-params": "mbtree=0",  # with it the same frames do not always give the same bytes; without, also faster
}


class FilmWriter:
    """Use as a context manager; `add` every frame in order. Leaving without an error completes the file."""

    def __init__(
        self, path: Path, width: int, height: int, fps: int, sound: Future[Sound], tags: dict[str, str]
    ) -> None:
        self._path, self._size, self._fps = path, (width, height), fps
        self._sound, self._tags = sound, tags
        self._waiting: queue.Queue[av.VideoFrame | None] = queue.Queue(FRAMES_WAITING)
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

    def add(self, pixels: Pixels) -> None:
        """Take a copy of a frame: RGB or RGBA (opaque), `height` × `width`."""
        layout = "rgb24" if pixels.shape[2] == 3 else "rgba"
        self._put(av.VideoFrame.from_ndarray(pixels, format=layout))

    def _put(self, frame: av.VideoFrame | None) -> None:
        while self._error is None:
            try:
                self._waiting.put(frame, timeout=0.5)
                return
            except queue.Full:
                continue
        raise self._error

    def _frames(self) -> Iterator[av.VideoFrame]:
        while (frame := self._waiting.get()) is not None:
            yield frame

    def _run(self) -> None:
        try:
            self._encode()
        except BaseException as error:
            self._error = error

    def _encode(self) -> None:
        options = {"movflags": "+faststart", "fflags": "+bitexact"}
        with av.open(str(self._path), "w", format="mp4", options=options) as container:
            container.metadata.update(self._tags)
            video, audio = self._video_stream(container), self._audio_stream(container)
            track = _SoundTrack(self._sound, audio)
            unwritten: list[list[_Packet]] = []  # an entry a frame; the order never depends on timing
            written = 0
            for number, frame in enumerate(self._frames()):
                frame = frame.reformat(
                    format="yuv420p", dst_colorspace=Colorspace.ITU709, dst_color_range=ColorRange.MPEG
                )
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

    def _video_stream(self, container: OutputContainer) -> VideoStream:
        stream = container.add_stream("libx264", rate=self._fps, options=_VIDEO_OPTIONS)
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = ColorRange.MPEG
        context.gop_size = self._fps * 2
        return stream

    @staticmethod
    def _audio_stream(container: OutputContainer) -> AudioStream:
        stream = container.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        stream.bit_rate = 160_000
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


FrameSource = Callable[[int], Pixels]
"""Frame number to pixels."""
