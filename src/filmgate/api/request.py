"""What a client may ask for (seed, `VideoGenerationRequest`), and reading it."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

PROMPT_CHARACTERS = 2000
"""The seed says "2000 tokens" and `maxLength: 2000`; we count Unicode code points."""

_NUL = "\x00"
_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""Categories of Unicode that show nothing: controls, formats such as the zero width space, and white space."""
Url = Annotated[str, StringConstraints(max_length=2048)]


class VideoGenerationRequest(BaseModel):
    """Body of `POST /v1/videos/generations`. Beyond the seed: duration, seed, negative_prompt and priority."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"model": "veo3.1-pro", "prompt": "A cat playing piano"}]},
    )

    model: str = Field(description="Video generation model name", examples=["veo3.1-pro"])
    prompt: str = Field(
        description="Prompt describing what kind of video to generate, limited to 2000 characters",
        examples=["A cat playing piano"],
        min_length=1,
        max_length=PROMPT_CHARACTERS,
    )
    aspect_ratio: Literal["auto", "16:9", "9:16"] = Field(
        "auto",
        description="Video aspect ratio. `auto`: image-to-video follows the first image, text-to-video the prompt's"
        " words, else 16:9",
    )
    image_urls: list[Url] | None = Field(
        None,
        description="Reference images: 1 for the first frame, 2 for the first and the last. At most 10 MB each, jpg,"
        " jpeg, png or webp, directly viewable by the server",
        max_length=2,
        examples=[["http://example.com/image1.jpg"]],
        json_schema_extra={"items": {"type": "string", "format": "uri", "maxLength": 2048}},
    )
    generation_type: Literal["TEXT", "FIRST&LAST"] | None = Field(
        None,
        description="`TEXT`: text to video. `FIRST&LAST`: first and last frame to video, 1 or 2 images. Left out: by the"
        " number of images",
    )
    enhance_prompt: bool = Field(
        True, description="Translate a prompt that is not English, if this server has a translator"
    )
    callback_url: str | None = Field(
        None,
        description="HTTPS address that is called when the task is completed, failed or cancelled, after billing."
        " 10 s timeout; 2xx is success, anything else is tried again after 1, 2 and 4 s. Internal addresses are refused",
        max_length=2048,
        json_schema_extra={"format": "uri"},
        examples=["https://your-domain.com/webhooks/video-task-completed"],
    )
    duration: int | None = Field(
        None, description="Length in seconds; which ones a model allows stands in /v1/models", examples=[8]
    )
    seed: int | None = Field(
        None, description="Same request, same seed, same film, where the model can", ge=0, le=2**32 - 1
    )
    negative_prompt: str | None = Field(
        None, description="What the film should not show", max_length=PROMPT_CHARACTERS
    )
    priority: int = Field(
        0, description="Order among your own waiting tasks; higher goes first", ge=-100, le=100
    )

    @field_validator("prompt")
    @classmethod
    def _says_something(cls, prompt: str) -> str:
        if all(unicodedata.category(character) in _UNSEEN for character in prompt):
            raise ValueError("must contain more than white space")
        return prompt

    @field_validator("model", "prompt", "negative_prompt", "callback_url")
    @classmethod
    def _has_no_nul(cls, text: str | None) -> str | None:
        if text is not None and _NUL in text:
            raise ValueError("must not contain the character U+0000")
        return text

    @property
    def image_count(self) -> int:
        """How many reference images the request names."""
        return len(self.image_urls or ())
