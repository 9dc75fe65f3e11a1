"""Jobs for the tests of the engine: small frames, short films."""

from filmgate.engines.protocol import Job


def make_job(
    workdir, prompt="a cat playing piano", width=320, height=180, seconds=1, seed=5, images=(), **more
):
    workdir.mkdir(parents=True, exist_ok=True)
    ratio = "16:9" if width > height else "9:16"
    task_id = more.pop("task_id", "task-1")
    return Job(task_id, "m", prompt, ratio, width, height, seconds, 24, seed, tuple(images), workdir, **more)
