"""xAI's `POST /v1/videos/generations`, after its REST reference of November 2026."""

from __future__ import annotations

import uuid
from typing import Any

from doubles.upstream import CONTENT, CREATE, LOOK, Asked, Double, Refused, Reply, Work


class XaiDouble(Double):
    def route(self, asked: Asked) -> tuple[str, str]:
        match asked.method, asked.path.strip("/").split("/"):
            case "POST", ["v1", "videos", "generations"]:
                return CREATE, ""
            case "GET", ["v1", "videos", work_id]:
                return LOOK, work_id
            case "GET", ["content", work_id]:
                assert "authorization" not in asked.headers, "the key must not go to the film's host"
                return CONTENT, work_id
        raise Refused(f"no such route: {asked.method} {asked.path}", 404)

    def read_order(self, asked: Asked) -> Work:
        wanted = asked.json()
        known = {"model", "prompt", "duration", "aspect_ratio", "resolution", "image", "user"}
        if set(wanted) - known:
            raise Refused(f"unknown fields: {set(wanted) - known}", 422)
        if wanted["duration"] not in range(1, 16) or wanted["resolution"] not in ("480p", "720p"):
            raise Refused("duration or resolution", 422)
        if "image" in wanted and not wanted["image"]["url"].startswith("data:image/"):
            raise Refused("image", 422)
        return Work(str(uuid.uuid4()), asked.behaviour, wanted)

    def show_created(self, work: Work) -> Reply:
        return Reply(200, {"request_id": work.id})

    def show_refusal(self, message: str, status: int) -> Reply:
        return Reply(status, {"code": "refused", "error": message})

    def show(self, work: Work, phase: str, percent: int) -> Reply:
        video: dict[str, Any] = {"duration": 1, "respect_moderation": True}
        match phase:
            case "done":
                video |= {"url": self.content_url(work)}
                return Reply(200, {"status": "done", "video": video, "model": work.wanted["model"]})
            case "filtered":
                video |= {"url": "", "respect_moderation": False}
                return Reply(200, {"status": "done", "video": video, "model": work.wanted["model"]})
            case "empty":
                return Reply(200, {"status": "done", "video": {"duration": 0}, "model": ""})
            case "failed" | "exhausted":
                said = "internal error" if phase == "failed" else "resource_exhausted: no capacity"
                error = {"code": "internal_error", "message": said}
                return Reply(200, {"status": "failed", "video": video, "model": "", "error": error})
            case "running" | "queued":
                return Reply(202, {"status": "pending"})
        return Reply(202, {"status": phase})
