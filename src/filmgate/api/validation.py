"""From pydantic's findings to the seed's 400: the first thing that is wrong, where, and what would be right."""

from __future__ import annotations

import asyncio
import difflib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from filmgate.errors import InvalidRequest, TooLarge
from filmgate.visible import visible

_BODY_SECONDS = 30

M = TypeVar("M", bound=BaseModel)


async def read_body(request: Request, max_bytes: int) -> bytes:
    """The whole body.

    Raises:
        TooLarge: It is larger than `max_bytes`; no more than that is ever held.
        InvalidRequest: It is compressed, or comes too slowly.
    """
    if (coding := request.headers.get("content-encoding", "identity")).lower() != "identity":
        raise InvalidRequest(
            f"The body is compressed ({visible(coding[:20])})",
            param="Content-Encoding",
            fallback_suggestion="send it as it is, without Content-Encoding",
        )
    too_large = TooLarge(
        f"The request body is larger than {max_bytes} bytes",
        fallback_suggestion=f"send at most {max_bytes} bytes",
    )
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > max_bytes:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > max_bytes:
                    raise too_large
    except TimeoutError:
        raise InvalidRequest(
            f"The body was not complete within {_BODY_SECONDS} seconds", fallback_suggestion="send it at once"
        ) from None
    return bytes(body)


def parse_json(model: type[M], body: bytes) -> M:
    """Read a JSON body, whatever its Content-Type says.

    Raises:
        InvalidRequest: It is not JSON, does not fit the model, or names a field twice.
    """
    try:
        wanted = model.model_validate_json(body)
    except ValidationError as error:
        raise invalid_request(error.errors(include_url=False), model.model_fields) from error
    json.loads(body, object_pairs_hook=_once)
    return wanted


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a name that comes twice, parsers take the first or the last (RFC 8259, 4): a gateway before us could have
    judged another request than we would carry out."""
    names: dict[str, Any] = dict(pairs)
    if len(names) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise InvalidRequest(
            f"{twice[:100]} stands twice in the body",
            param=twice[:100],
            fallback_suggestion=f"send {twice[:100]} once",
        )
    return names


def invalid_request(problems: Sequence[Any], fields: Mapping[str, Any] | None = None) -> InvalidRequest:
    """The first problem as an error; `fields` are the names that are known, for the nearest one."""
    # A misspelt field explains a missing one, so it comes first.
    problem = min(problems, key=lambda each: each["type"] != "extra_forbidden")
    place = [str(part) for part in problem["loc"] if part not in ("body", "query", "path", "header")]
    param = place[0][:100] if place else None
    known = list(fields or ())
    message, suggestion = _explain(problem, param, known)
    return InvalidRequest(message, param=param, fallback_suggestion=suggestion)


def _explain(problem: Mapping[str, Any], param: str | None, known: list[str]) -> tuple[str, str]:
    context = problem.get("ctx", {})
    match problem["type"]:
        case "json_invalid":
            return f"The body is not valid JSON: {context.get('error', '')}", "send one JSON object in UTF-8"
        case "model_type" | "model_attributes_type" | "dict_type":
            return (
                "The body must be a JSON object",
                'send an object such as {"model": "veo3.1-pro", "prompt": "…"}',
            )
        case "missing":
            return f"{param} is missing", f"add the field {param}"
        case "extra_forbidden":
            nearest = difflib.get_close_matches(param or "", known, n=1)
            return f"Unknown field {param}", nearest[0] if nearest else f"the fields are: {', '.join(known)}"
        case "literal_error" | "enum":
            allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
            return f"Invalid {param} parameter: {_shown(problem)} is not allowed", f"use one of: {allowed}"
        case "string_too_long":
            return f"{param} is too long", f"use at most {context['max_length']} characters"
        case "string_too_short":
            return f"{param} is empty", f"use at least {context['min_length']} character"
        case "too_long":
            return (
                f"Too many values in {param}: {context['actual_length']}",
                f"send at most {context['max_length']}",
            )
        case "greater_than_equal":
            return (
                f"Invalid {param} parameter: {_shown(problem)} is too small",
                f"use {context['ge']} or more",
            )
        case "less_than_equal":
            return (
                f"Invalid {param} parameter: {_shown(problem)} is too large",
                f"use {context['le']} or less",
            )
        case "value_error":
            return f"{param} {context['error']}", f"correct {param}"
        case _:
            text = problem["msg"][:1].lower() + problem["msg"][1:]
            return (
                f"Invalid {param or 'request'} parameter: {text}",
                f"correct {param or 'the request'}: {text}",
            )


def _shown(problem: Mapping[str, Any]) -> str:
    return json.dumps(problem.get("input"), ensure_ascii=False, default=str)[:80]
