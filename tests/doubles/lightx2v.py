"""LightX2V's server, after its `lightx2v/server` of August 2026 (unknown fields are refused, ids are the client's)."""

from __future__ import annotations

import base64

from doubles.upstream import CANCEL, CONTENT, CREATE, LOOK, Asked, Double, Refused, Reply, Work


class LightX2VDouble(Double):
    def route(self, asked: Asked) -> tuple[str, str]:
        match asked.method, asked.path.split("/")[1:]:
            case "POST", ["v1", "tasks", "video", ""]:
                return CREATE, ""
            case "GET", ["v1", "tasks", work_id, "status"]:
                return LOOK, work_id
            case "GET", ["v1", "tasks", work_id, "result"]:
                return CONTENT, work_id
            case "DELETE", ["v1", "tasks", work_id]:
                return CANCEL, work_id
        raise Refused(f"no such route: {asked.method} {asked.path}", 404)

    def read_order(self, asked: Asked) -> Work:
        wanted = asked.json()
        known = {"task_id", "prompt", "negative_prompt", "image_path", "last_frame_path", "save_result_path"}
        known |= {"seed", "size", "num_frames", "infer_steps"}
        if set(wanted) - known:
            raise Refused(f"extra fields not permitted: {set(wanted) - known}", 422)
        if wanted["task_id"] in self.works:
            raise Refused(f"Task ID {wanted['task_id']} already exists", 503)
        if wanted["num_frames"] % 4 != 1:
            raise Refused("num_frames", 422)
        for field in ("image_path", "last_frame_path"):
            if field in wanted and not base64.b64decode(wanted[field]).startswith(
                (b"\x89PNG", b"\xff\xd8\xff")
            ):
                raise Refused(field, 422)
        return Work(wanted["task_id"], asked.behaviour, wanted)

    def show_created(self, work: Work) -> Reply:
        shown = {"task_id": work.id, "task_status": "pending", "save_result_path": f"{work.id}.mp4"}
        return Reply(200, shown)

    def show_refusal(self, message: str, status: int) -> Reply:
        if status == 429:
            return Reply(503, {"detail": "Task queue is full (max 10 tasks)"})
        return Reply(status, {"detail": message})

    def show(self, work: Work, phase: str, percent: int) -> Reply:
        said = {
            "failed": "the sampler crashed",
            "filtered": "prompt blocked by the safety checker",
            "exhausted": "CUDA out of memory",
            "empty": "no frames",
        }
        status = {"running": "processing", "queued": "pending", "done": "completed"}.get(phase, phase)
        status = "failed" if phase in said else status
        shown = {"task_id": work.id, "status": status, "error": said.get(phase), "save_result_path": None}
        return Reply(200, shown)

    def cancel(self, work: Work) -> Reply:
        work.cancelled = True
        return Reply(200, {"stop_status": "success", "reason": "Task stopped successfully."})
