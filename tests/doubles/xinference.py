"""Xinference 4.1.0: a request is a film, the answer comes at its end; progress by the request id."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from doubles.upstream import CANCEL, CREATE, HUGE, LOOK, Asked, Cut, Double, Refused, Reply, Work


class XinferenceDouble(Double):
    reads_much = True

    def route(self, asked: Asked) -> tuple[str, str]:
        path = asked.path
        if asked.method == "POST" and path in (
            "/v1/video/generations",
            "/v1/video/generations/image",
            "/v1/video/generations/flf",
        ):
            return CREATE, ""
        if asked.method == "GET" and (match := re.fullmatch(r"/v1/requests/([^/]+)/progress", path)):
            return LOOK, match[1]
        if asked.method == "POST" and (
            match := re.fullmatch(r"/v1/models/[^/]+/requests/([^/]+)/abort", path)
        ):
            asked.json()
            return CANCEL, match[1]
        raise Refused(f"no such route: {asked.method} {path}", 404)

    def answer(self, asked: Asked) -> Reply:
        if self.route(asked)[0] != CREATE:
            return super().answer(asked)
        reply = super().answer(asked)  # what goes wrong at once
        if reply.status != 200 or not isinstance(reply.body, dict):
            return reply
        return self.make(self.works[reply.body["id"]])

    def make(self, work: Work) -> Reply:
        """Hold the connection as long as the film takes."""
        seconds = {"slow": 1.5, "queued": 1.0, "cancel": 600, "late": 600}.get(work.behaviour, 0.3)
        step = 0.02
        while seconds > 0 and not self.stopping.is_set() and not work.cancelled:
            self.stopping.wait(step)
            seconds -= step
        if work.cancelled:
            return Reply(409, {"detail": f"The request has been cancelled: {work.id}"})
        match work.behaviour:
            case "failed":
                return Reply(500, {"detail": "the pipeline crashed"})
            case "exhausted":
                return Reply(500, {"detail": "CUDA out of memory"})
            case "filtered":
                return Reply(400, {"detail": "prompt blocked by the safety checker"})
            case "empty":
                return Reply(200, {"created": 1, "data": []})
            case "text":
                return self.films(b"#EXTM3U\n")
            case "bigfilm":
                return self.films(self.film + b"\0" * 3 * HUGE)
            case "torn":
                raise Cut
        return self.films(self.film)

    def films(self, data: bytes) -> Reply:
        return Reply(
            200, {"created": 1, "data": [{"url": None, "b64_json": base64.b64encode(data).decode()}]}
        )

    def read_order(self, asked: Asked) -> Work:
        wanted: dict[str, Any]
        files: dict[str, bytes] = {}
        if asked.is_form:
            wanted, files = asked.form()
            expected = {"first_frame", "last_frame"} if asked.path.endswith("flf") else {"image"}
            if set(files) != expected:
                raise Refused(f"files: {set(files)}", 422)
        else:
            wanted = asked.json()
        more = json.loads(wanted["kwargs"])
        if more["response_format"] != "b64_json":
            raise Refused("response_format", 422)
        return Work(more["request_id"], asked.behaviour, wanted | more, files)

    def show_created(self, work: Work) -> Reply:
        return Reply(200, {"id": work.id})

    def look(self, asked: Asked, work: Work) -> Reply:
        work.looks += 1
        if work.behaviour == "queued" and work.looks < 3:
            return Reply(400, {"detail": work.id})
        return Reply(
            200, {"progress": min(0.9, work.looks / 20), "elapsed_seconds": 1.0, "eta_seconds": None}
        )

    def show_refusal(self, message: str, status: int) -> Reply:
        return Reply(status, {"detail": message})

    def cancel(self, work: Work) -> Reply:
        work.cancelled = True
        return Reply(200, {"msg": "ok"})
