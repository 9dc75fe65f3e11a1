"""The OpenAPI document: FastAPI's, with the seed's schemas as the seed writes them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from filmgate.api import responses
from filmgate.api.operations import REF
from filmgate.api.request import VideoGenerationRequest

_ANSWERS: tuple[type[BaseModel], ...] = (
    responses.VideoGenerationResponse,
    responses.ErrorResponse,
    responses.TaskList,
    responses.ModelList,
    responses.CreditsResponse,
    responses.FileResponseBody,
)


def describe_api(app: FastAPI) -> dict[str, Any]:
    """The document, made once. Without 422, which this API never answers; with the bearer scheme and the prefix."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        )
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        document["servers"] = [{"url": app.root_path or "/"}]
        document["components"] = {
            "schemas": _schemas(),
            "securitySchemes": {
                "bearerAuth": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "`Authorization: Bearer YOUR_API_KEY`; keys are made by `filmgate keys create`.",
                }
            },
        }
        app.openapi_schema = document
    return app.openapi_schema


class _AsTheSeedWrites(GenerateJsonSchema):
    """A field that may be left out has its plain type: the seed knows no null. Titles would only repeat the names."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        written = super().default_schema(schema)
        match written:
            case {"default": None, "anyOf": [dict(kind), {"type": "null"}]}:
                return {
                    **kind,
                    **{word: said for word, said in written.items() if word not in ("default", "anyOf")},
                }
        return written

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _schemas() -> dict[str, Any]:
    wanted: list[Any] = [
        (VideoGenerationRequest, "validation"),
        *((model, "serialization") for model in _ANSWERS),
    ]
    _, definitions = models_json_schema(
        wanted, ref_template=REF + "{model}", schema_generator=_AsTheSeedWrites
    )
    schemas: dict[str, Any] = definitions["$defs"]
    return schemas
