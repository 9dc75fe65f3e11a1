"""The API family's own document (the seed), as a vendor or another filmgate serves it."""

from __future__ import annotations

import json
import random
from typing import Any

from doubles.upstream import CANCEL, CONTENT, CREATE, LOOK, UPLOAD, Asked, Double, Refused, Reply, Work


class UnifiedDouble(Double):
    """A filmgate: uploads, `Idempotency-Key`, duration, seed, cancel."""

    extensions = frozenset({"duration", "seed", "negative_prompt"})
    repeats = True

    def __init__(self, film: bytes) -> None:
        super().__init__(film)
        self.by_key: dict[str, tuple[str, bytes]] = {}
        self.uploads: list[bytes] = []

    def route(self, asked: Asked) -> tuple[str, str]:
        match asked.method, asked.path.strip("/").split("/"):
            case "POST", ["v1", "videos", "generations"]:
                return CREATE, ""
            case "POST", ["v1", "files"] if self.repeats:
                return UPLOAD, ""
            case "GET", ["v1", "tasks", work_id]:
                return LOOK, work_id
            case "POST", ["v1", "tasks", work_id, "cancel"] if self.repeats:
                return CANCEL, work_id
            case "GET", ["content", work_id]:
                assert "authorization" not in asked.headers
                return CONTENT, work_id
        raise Refused(f"no such route: {asked.method} {asked.path}", 404)

    def upload(self, asked: Asked) -> Reply:
        _, files = asked.form()
        self.uploads.append(files["file"])
        return Reply(200, {"id": "file-1", "url": f"{self.url('film')}/up/{len(self.uploads)}"})

    def read_order(self, asked: Asked) -> Work:
        wanted = asked.json()
        seed = {
            "model",
            "prompt",
            "aspect_ratio",
            "image_urls",
            "generation_type",
            "enhance_prompt",
            "callback_url",
        }
        if set(wanted) - seed - self.extensions:
            raise Refused(f"unknown fields: {set(wanted) - seed}")
        if asked.behaviour == "calls-nobody" and "callback_url" in wanted:
            raise Refused("Invalid callback_url parameter: the address is internal", 422)
        key = asked.headers.get("idempotency-key")
        if self.repeats and key is not None:
            if key in self.by_key:
                work_id, body = self.by_key[key]
                if body != asked.body:
                    raise Refused("the Idempotency-Key was used with another body", 409)
                return self.works[work_id]
            work = Work(self._id(), asked.behaviour, wanted)
            self.by_key[key] = (work.id, asked.body)
            return work
        assert self.repeats or key is None, "the seed knows no such header"
        return Work(self._id(), asked.behaviour, wanted)

    def _id(self) -> str:
        letters = "".join(random.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=8))
        return f"task-unified-1757169743-{letters}"

    def show_created(self, work: Work) -> Reply:
        return Reply(200, self.task(work, "pending", 0))

    def show_refusal(self, message: str, status: int) -> Reply:
        error = {"code": status, "message": message, "type": "error", "fallback_suggestion": "retry"}
        return Reply(status, {"error": error})

    def show(self, work: Work, phase: str, percent: int) -> Reply:
        match phase:
            case "done":
                return Reply(200, self.task(work, "completed", 100) | {"results": [self.content_url(work)]})
            case "empty":
                return Reply(200, self.task(work, "completed", 100) | {"results": []})
            case "failed" | "filtered" | "exhausted" | "cancelled":
                code = {
                    "failed": "service_error",
                    "filtered": "content_policy_violation",
                    "exhausted": "resource_exhausted",
                    "cancelled": "request_cancelled",
                }[phase]
                error = {"code": code, "message": f"it is {phase}", "type": "task_error"}
                return Reply(200, self.task(work, "failed", percent) | {"error": error})
        status = {"queued": "pending", "running": "processing"}.get(phase, phase)
        return Reply(200, self.task(work, status, percent))

    def task(self, work: Work, status: str, percent: int) -> dict[str, Any]:
        info = {"can_cancel": True, "estimated_time": 5, "video_duration": 8}
        return {
            "created": 1757169743,
            "id": work.id,
            "model": work.wanted["model"],
            "object": "video.generation.task",
            "progress": percent,
            "status": status,
            "task_info": info,
            "type": "video",
            "usage": {"billing_rule": "per_call", "credits_reserved": 1.0, "user_group": "default"},
        }

    def cancel(self, work: Work) -> Reply:
        work.cancelled = True
        return Reply(200, json.loads(json.dumps(self.task(work, "failed", 50))))


class SeedDouble(UnifiedDouble):
    """A vendor that knows only the document."""

    extensions = frozenset()
    repeats = False
