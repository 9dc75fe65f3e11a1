"""Google's two wires, after google-genai 3.6.1: `:predictLongRunning` of Vertex, and `/v1/interactions`. The real SDK talks
to it in the tests, which shows that both speak the same contract."""

from __future__ import annotations

import base64
import re
import uuid
from typing import Any

from doubles.upstream import (
    CANCEL,
    CONTENT,
    CREATE,
    LOOK,
    SECRET,
    Asked,
    Double,
    Refused,
    Reply,
    Work,
)

_VERTEX = re.compile(
    r"/v1beta1/(?:projects/([^/]+)/locations/([^/]+)/)?publishers/google/models/([^/:]+):(\w+)"
)
_PICTURES = ("image/png", "image/jpeg")


class _Google(Double):
    reads_much = True

    def check_key(self, asked: Asked) -> None:
        if asked.headers.get("x-goog-api-key") != SECRET:
            raise Refused("API key not valid. Please pass a valid API key.", 401)

    def show_refusal(self, message: str, status: int) -> Reply:
        names = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED"}
        return Reply(
            status, {"error": {"code": status, "message": message, "status": names.get(status, "INTERNAL")}}
        )

    def file_url(self, work: Work) -> str:
        """The film's URI; the Gemini API wants the key for it."""
        if work.behaviour == "internal":
            return self.content_url(work)
        return f"{self.url(work.behaviour)}/v1beta/files/{work.id}:download?alt=media"

    def file_route(self, asked: Asked) -> tuple[str, str] | None:
        match = re.fullmatch(r"/v1beta/files/([^/:]+):download", asked.path)
        if asked.method != "GET" or match is None:
            return None
        self.check_key(asked)
        return CONTENT, match[1]


class VertexKeyDouble(_Google):
    """Vertex with an API key ("express"): the operation is fetched with POST, the film comes inside."""

    project: str | None = None

    def route(self, asked: Asked) -> tuple[str, str]:
        match = _VERTEX.fullmatch(asked.path)
        if asked.method == "POST" and match:
            if match[4] == "predictLongRunning":
                assert match[1] == self.project, asked.path
                return CREATE, ""
            if match[4] == "fetchPredictOperation":
                return LOOK, asked.json()["operationName"].rpartition("/")[2]
        raise Refused(f"no such route: {asked.method} {asked.path}", 404)

    def name_of(self, work: Work) -> str:
        return f"projects/my-project/locations/us-central1/publishers/google/models/veo/operations/{work.id}"

    def read_order(self, asked: Asked) -> Work:
        wanted = asked.json()
        (instance,) = wanted["instances"]
        parameters = wanted["parameters"]
        known = {"aspectRatio", "durationSeconds", "resolution", "negativePrompt", "seed", "sampleCount"}
        known |= {"personGeneration", "numberOfVideos"}
        if set(parameters) - known or set(instance) - {"prompt", "image", "lastFrame"}:
            raise Refused(f"unknown fields: {set(parameters) - known} {set(instance)}")
        if parameters["durationSeconds"] not in (4, 6, 8) or parameters["resolution"] not in (
            "720p",
            "1080p",
        ):
            raise Refused("durationSeconds or resolution")
        if "lastFrame" in instance and (parameters["durationSeconds"] != 8 or "image" not in instance):
            raise Refused("lastFrame needs image and durationSeconds 8")
        for name in ("image", "lastFrame"):
            if name in instance:
                assert instance[name]["mimeType"] in _PICTURES
                assert base64.b64decode(instance[name]["bytesBase64Encoded"])
        return Work(uuid.uuid4().hex[:12], asked.behaviour, instance | parameters)

    def show_created(self, work: Work) -> Reply:
        return Reply(200, {"name": self.name_of(work)})

    def show(self, work: Work, phase: str, percent: int) -> Reply:
        shown: dict[str, Any] = {"name": self.name_of(work)}
        match phase:
            case "done":
                shown |= {"done": True, "response": self.response(work)}
            case "filtered":
                why = "The video was blocked: it violates usage guidelines."
                filtered = {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": [why]}
                shown |= {"done": True, "response": filtered}
            case "empty":
                shown |= {"done": True, "response": {}}
            case "failed":
                shown |= {"done": True, "error": {"code": 13, "message": "internal error"}}
            case "exhausted":
                said = "RESOURCE_EXHAUSTED: high load"
                shown |= {"done": True, "error": {"code": 8, "message": said}}
        return Reply(200, shown)

    def response(self, work: Work) -> dict[str, Any]:
        data = {"text": b"#EXTM3U\n"}.get(work.behaviour, self.film)
        return {"videos": [{"bytesBase64Encoded": base64.b64encode(data).decode(), "mimeType": "video/mp4"}]}


class VertexDouble(VertexKeyDouble):
    """Vertex with the token of a service account."""

    project = "my-project"

    def __init__(self, film: bytes) -> None:
        super().__init__(film)
        self.tokens = 0

    def check_key(self, asked: Asked) -> None:
        if asked.headers.get("authorization") != "Bearer token-of-the-account":
            raise Refused("unauthenticated", 401)

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/token" and asked.method == "POST":
            assert b"assertion=" in asked.body
            self.tokens += 1
            token = {"access_token": "token-of-the-account", "expires_in": 3600, "token_type": "Bearer"}
            return Reply(200, token)
        return super().answer(asked)


class OmniDouble(_Google):
    """`/v1/interactions` of the Gemini API; a film is a file that wants the key."""

    def route(self, asked: Asked) -> tuple[str, str]:
        match asked.method, asked.path.strip("/").split("/"):
            case "POST", ["v1", "interactions"]:
                return CREATE, ""
            case "GET", ["v1", "interactions", work_id]:
                return LOOK, work_id
            case "POST", ["v1", "interactions", work_id, "cancel"]:
                return CANCEL, work_id
        found = self.file_route(asked)
        if found is not None:
            return found
        raise Refused(f"no such route: {asked.method} {asked.path}", 404)

    def read_order(self, asked: Asked) -> Work:
        wanted = asked.json()
        form = wanted["response_format"]
        if wanted.get("background") is not True or wanted.get("stream"):
            raise Refused("background")
        if (
            form["type"] != "video"
            or form["delivery"] != "uri"
            or not re.fullmatch(r"\d+s", form["duration"])
        ):
            raise Refused("response_format")
        (step,) = wanted["input"]  # the SDK wraps the parts in a step
        assert step["type"] == "user_input"
        kinds = [part["type"] for part in step["content"]]
        task = "image_to_video" if "image" in kinds else "text_to_video"
        if wanted["generation_config"]["video_config"]["task"] != task or kinds[-1] != "text":
            raise Refused(f"input and task: {kinds} {wanted['generation_config']}")
        for part in step["content"]:
            if part["type"] == "image":
                assert part["mime_type"] in _PICTURES
                assert base64.b64decode(part["data"])
        return Work(f"v1_{uuid.uuid4().hex}", asked.behaviour, wanted)

    def show_created(self, work: Work) -> Reply:
        return Reply(200, self.interaction(work, "in_progress"))

    def show(self, work: Work, phase: str, percent: int) -> Reply:
        match phase:
            case "done":
                video = {"type": "video", "mime_type": "video/mp4", "uri": self.file_url(work)}
                return Reply(200, self.interaction(work, "completed", [video]))
            case "filtered":
                said = "I cannot make this: it goes against our content policy."
                return Reply(200, self.interaction(work, "completed", [{"type": "text", "text": said}]))
            case "empty":
                return Reply(200, self.interaction(work, "completed"))
            case "failed" | "exhausted":
                said = "internal error" if phase == "failed" else "RESOURCE_EXHAUSTED"
                shown = self.interaction(work, "failed") | {"errors": [{"code": "x", "message": said}]}
                return Reply(200, shown)
            case "running":
                return Reply(200, self.interaction(work, "in_progress"))
        return Reply(200, self.interaction(work, phase))

    def show_refusal(self, message: str, status: int) -> Reply:
        return Reply(status, {"error": {"code": f"status_{status}", "message": message}})

    def interaction(
        self, work: Work, status: str, content: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": work.id,
            "object": "interaction",
            "model": work.wanted["model"],
            "status": status,
            "created": "2026-11-24T10:00:00Z",
            "updated": "2026-11-24T10:00:00Z",
            "steps": [],
        }
        if content is not None:
            shown["steps"] = [{"type": "model_output", "content": content}]
        return shown

    def cancel(self, work: Work) -> Reply:
        work.cancelled = True
        return Reply(200, self.interaction(work, "cancelled"))
