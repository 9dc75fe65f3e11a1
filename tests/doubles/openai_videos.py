"""The dialects of `/v1/videos`, after vLLM-Omni 0.30.0, SGLang 0.5.10.post1, FastVideo 0.2.1, LiteLLM 1.110.2 and
openai-python 3.57.0."""

from __future__ import annotations

import json
import uuid
from typing import Any, ClassVar

from doubles.upstream import CANCEL, CONTENT, CREATE, LOOK, Asked, Double, Refused, Reply, Work

PICTURE = (b"\x89PNG", b"\xff\xd8\xff")


class VideosDouble(Double):
    """OpenAI's own form: forms, no tuning, no cancel."""

    known = frozenset({"model", "prompt", "seconds", "size"})
    takes_json = False
    status_words: ClassVar[dict[str, str]] = {}

    def route(self, asked: Asked) -> tuple[str, str]:
        parts = asked.path.strip("/").split("/")
        match asked.method, parts:
            case "POST", ["v1", "videos"]:
                return CREATE, ""
            case "GET", ["v1", "videos", work_id]:
                return LOOK, work_id
            case "GET", ["v1", "videos", work_id, "content"]:
                self.check_key(asked)
                return CONTENT, work_id
            case "GET", ["content", work_id]:
                return CONTENT, work_id
            case "DELETE", ["v1", "videos", work_id]:
                return CANCEL, work_id
        raise Refused(f"no such route: {asked.method} {asked.path}", 404)

    def read_order(self, asked: Asked) -> Work:
        fields: dict[str, Any]
        files: dict[str, bytes] = {}
        if asked.is_form:
            fields, files = asked.form()
        elif self.takes_json:
            fields = asked.json()
        else:
            raise Refused("multipart/form-data only", 422)
        if not self.known >= set(fields):
            raise Refused(f"unknown fields: {set(fields) - self.known}")
        if not fields.get("prompt") or not fields.get("model"):
            raise Refused("prompt and model are required")
        if set(files) - {"input_reference"} or not all(data.startswith(PICTURE) for data in files.values()):
            raise Refused("input_reference must be a picture")
        self.check_fields(fields, asked.is_form)
        return Work(f"video_{uuid.uuid4().hex}", asked.behaviour, fields, files)

    def check_fields(self, fields: dict[str, Any], is_form: bool) -> None:
        if str(fields.get("seconds")) not in ("4", "8", "12"):
            raise Refused(f"seconds: {fields.get('seconds')}")
        if fields.get("size") not in ("1280x720", "720x1280", "1792x1024", "1024x1792"):
            raise Refused(f"size: {fields.get('size')}")

    def show_created(self, work: Work) -> Reply:
        return Reply(200, self.job(work, "queued", 0))

    def show(self, work: Work, phase: str, percent: int) -> Reply:
        match phase:
            case "failed" | "filtered" | "exhausted" | "empty":
                said = {
                    "failed": "the sampler crashed",
                    "filtered": "Your request was blocked by our moderation system",
                    "exhausted": "CUDA out of memory. Tried to allocate 2 GiB",
                    "empty": "",
                }[phase]
                return self.failed(work, said)
            case "done":
                return Reply(200, self.job(work, "completed", 100))
            case "running":
                return Reply(200, self.job(work, "in_progress", percent))
        return Reply(200, self.job(work, phase, percent))

    def failed(self, work: Work, said: str) -> Reply:
        return Reply(200, self.job(work, "failed", 50) | {"error": {"code": "error", "message": said}})

    def job(self, work: Work, status: str, percent: int) -> dict[str, Any]:
        return {
            "id": work.id,
            "object": "video",
            "model": work.wanted["model"],
            "status": self.status_words.get(status, status),
            "progress": percent,
            "created_at": 1764000000,
            "seconds": str(work.wanted.get("seconds", "4")),
            "size": work.wanted.get("size", "1280x720"),
        }


class VllmOmniDouble(VideosDouble):
    """Forms only; `seconds` is text; a failed job answers with the error's status; `DELETE` may be 409 for a while."""

    known = frozenset(
        {"model", "prompt", "seconds", "size", "fps", "num_frames", "seed", "negative_prompt"}
        | {"num_inference_steps", "guidance_scale", "image_reference"}
    )

    def check_fields(self, fields: dict[str, Any], is_form: bool) -> None:
        if "image_reference" in fields:
            frames = json.loads(fields["image_reference"])
            if not all(frame["image_url"].startswith("data:image/") for frame in frames):
                raise Refused("image_reference")
        if int(fields["num_frames"]) != int(fields["fps"]) * int(fields["seconds"]):
            raise Refused("num_frames")

    def failed(self, work: Work, said: str) -> Reply:
        status = 400 if "moderation" in said else 507 if "memory" in said else 500
        job = self.job(work, "failed", 0) | {"error": {"code": status, "message": said}}
        return Reply(status, job)

    def job(self, work: Work, status: str, percent: int) -> dict[str, Any]:
        shown = 100 if status == "completed" else 0  # it knows no other progress
        return super().job(work, status, shown) | {"prompt": work.wanted["prompt"]}

    def cancel(self, work: Work) -> Reply:
        if work.cancels < 3:
            return Reply(409, {"detail": "Cancellation in progress. Please try again later."})
        work.cancelled = True
        return Reply(200, {"id": work.id, "deleted": True, "object": "video.deleted"})


class SglangDouble(VideosDouble):
    """JSON, or a form with a picture; frames are counted; `DELETE` only forgets."""

    takes_json = True
    known = frozenset(
        {"model", "prompt", "seconds", "size", "fps", "num_frames", "seed", "negative_prompt"}
        | {"num_inference_steps", "guidance_scale"}
    )

    def check_fields(self, fields: dict[str, Any], is_form: bool) -> None:
        if "num_frames" not in fields or "fps" not in fields:
            raise Refused("num_frames and fps must be sent: the server's own are 24 and seconds * 24")

    def cancel(self, work: Work) -> Reply:
        raise Refused("nobody should call this: it does not stop the GPU", 500)


class FastVideoDouble(SglangDouble):
    """As SGLang, without progress."""

    def job(self, work: Work, status: str, percent: int) -> dict[str, Any]:
        return super().job(work, status, 100 if status == "completed" else 0)


class LitellmDouble(VideosDouble):
    """A gateway: words of the upstream's own now and then, a completed job without a film, no DELETE."""

    takes_json = True
    status_words: ClassVar[dict[str, str]] = {
        "completed": "SUCCEEDED",
        "in_progress": "Processing",
        "failed": "FAILURE",
    }

    def show(self, work: Work, phase: str, percent: int) -> Reply:
        if phase == "empty":
            return Reply(200, self.job(work, "completed", 100) | {"error": None})
        return super().show(work, phase, percent)

    def fetch(self, work: Work) -> Reply:
        if work.behaviour == "empty":
            return Reply(404, {"error": {"message": "No response data in completed operation"}})
        return super().fetch(work)
