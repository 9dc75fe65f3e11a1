"""Every remote engine with its double, and how our tasks end by what the upstream does."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from doubles.google import OmniDouble, VertexDouble, VertexKeyDouble
from doubles.lightx2v import LightX2VDouble
from doubles.openai_videos import (
    FastVideoDouble,
    LitellmDouble,
    SglangDouble,
    VideosDouble,
    VllmOmniDouble,
)
from doubles.unified import SeedDouble, UnifiedDouble
from doubles.upstream import SECRET, Double
from doubles.xai import XaiDouble
from doubles.xinference import XinferenceDouble

DONE = ("completed", None)


def failed(code: str) -> tuple[str, str]:
    return ("failed", code)


BEHAVIOURS: dict[str, tuple[str, str | None]] = {
    # before anything was started
    "away": failed("service_unavailable"),
    "broken": failed("service_unavailable"),
    "unpaid": failed("service_unavailable"),
    "badkey": failed("service_unavailable"),
    "redirect": failed("service_unavailable"),
    "banned": failed("content_policy_violation"),
    "full": DONE,
    # nobody knows whether it was started
    "gateway": failed("service_error"),
    "garbage": failed("service_error"),
    "silent": failed("service_error"),
    "cut": failed("service_error"),
    "huge-order": failed("service_error"),
    # while it is made
    "film": DONE,
    "slow": DONE,
    "queued": DONE,
    "odd-words": DONE,
    "stumble": DONE,
    "failed": failed("service_error"),
    "exhausted": failed("resource_exhausted"),
    "filtered": failed("content_policy_violation"),
    "empty": failed("generation_failed_no_content"),
    "lost": failed("service_unavailable"),
    "gone": failed("service_error"),
    "huge-look": failed("service_unavailable"),
    "drift": failed("service_unavailable"),
    # the film itself
    "expired": failed("service_error"),
    "internal": failed("service_error"),
    "hop": failed("service_error"),
    "text": failed("generation_failed_no_content"),
    "bigfilm": failed("service_error"),
    "torn": DONE,
}
STARTED = {
    **dict.fromkeys(("away", "broken", "unpaid", "badkey", "redirect", "banned", "gateway", "silent"), 0),
}

SMALL = {"poll_seconds": 0.05, "poll_max_seconds": 0.2, "call_seconds": 20.0, "lost_after_seconds": 2.0}
SMALL |= {"download_seconds": 20.0, "max_film_bytes": 4 * 1024 * 1024}


@dataclass(frozen=True)
class Contract:
    """An engine, its double, and where its rows differ from the common ones (None: the row does not apply)."""

    kind: str
    double: type[Double]
    options: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, tuple[str, str | None] | None] = field(default_factory=dict)
    model: dict[str, Any] = field(default_factory=dict)


NO_LINK = {"expired": failed("generation_failed_no_content"), "internal": None}
"""The film lies on the server itself, under a path of the contract."""
FOUND = {"cut": DONE}
SYNCHRONOUS = {
    **dict.fromkeys(("odd-words", "stumble", "lost", "gone", "huge-look", "drift", "silent"), None),
    **dict.fromkeys(("expired", "internal", "hop", "cut", "huge-order"), None),
    "broken": failed("service_error"),  # a 500 is the end of a film that was begun
    "torn": failed("service_error"),
    "bigfilm": failed("service_error"),
}
INSIDE = dict.fromkeys(("expired", "internal", "hop", "bigfilm", "torn"))

CONTRACTS = {
    "vllm-omni": Contract("openai_videos", VllmOmniDouble, {"profile": "vllm-omni"}, {**NO_LINK, "empty": failed("service_error")}),
    "sglang": Contract("openai_videos", SglangDouble, {"profile": "sglang"}, {**NO_LINK, "empty": failed("service_error")}),
    "fastvideo": Contract("openai_videos", FastVideoDouble, {"profile": "fastvideo"}, {**NO_LINK, "empty": failed("service_error")}),
    "litellm": Contract("openai_videos", LitellmDouble, {"profile": "litellm"}, NO_LINK),
    "openai": Contract("openai_videos", VideosDouble, {"profile": "openai"}, {**NO_LINK, "empty": failed("service_error")}),
    "unified": Contract("unified", UnifiedDouble, {}, FOUND | {"renewed": DONE}),
    "seed": Contract("unified", SeedDouble, {"dialect": "seed"}, {"renewed": DONE}),
    "xai": Contract("xai", XaiDouble),
    "lightx2v": Contract("lightx2v", LightX2VDouble, {}, {
        **NO_LINK, **FOUND, "empty": failed("service_error"),
        # Its orders carry our id: it is asked, and knows nothing of them.
        "gateway": failed("service_unavailable"), "garbage": None, "silent": failed("service_unavailable"),
        "huge-order": None,
    }),
    "xinference": Contract("xinference", XinferenceDouble, {"refusal_seconds": 4.0, "order_seconds": 20.0}, SYNCHRONOUS),
    "vertex-key": Contract("google", VertexKeyDouble, {"vertex": True, "max_answer_bytes": 8 * 1024 * 1024}, {**INSIDE, "huge-look": None}),
    "vertex": Contract("google", VertexDouble, {"wire": "predict", "project": "my-project", "max_answer_bytes": 8 * 1024 * 1024},
                       {**INSIDE, "huge-look": None, "badkey": None}),
    "omni": Contract("google", OmniDouble, {"wire": "interactions", "max_answer_bytes": 8 * 1024 * 1024}, {"huge-look": None}),
}  # fmt: skip


def rows_of(contract: Contract) -> dict[str, tuple[str, str | None]]:
    return {name: end for name, end in (BEHAVIOURS | contract.rows).items() if end is not None}


ROWS = [(name, behaviour) for name, contract in CONTRACTS.items() for behaviour in rows_of(contract)]


def engine_settings(contract: Contract, double: Double, behaviour: str, folder: Path) -> dict[str, Any]:
    options = {**SMALL, **contract.options}
    if behaviour in ("silent", "lost"):
        options["call_seconds"] = 1.0
    settings: dict[str, Any] = {"kind": contract.kind, "base_url": double.url(behaviour), "options": options}
    if isinstance(double, VertexDouble):
        options["credentials_file"] = str(write_account(folder, double))
    else:
        settings["api_key"] = SECRET
    return settings


def write_account(folder: Path, double: Double) -> Path:
    """The key file of a service account whose tokens the double gives out."""
    file = folder / "account.json"
    if not file.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        account = {
            "type": "service_account",
            "project_id": "my-project",
            "private_key_id": "1",
            "private_key": pem.decode(),
            "client_email": "me@my-project.iam.gserviceaccount.com",
            "token_uri": f"{double.url('film')}/token",
        }
        file.write_text(json.dumps(account))
    return file


@contextlib.contextmanager
def doubles(film: Path) -> Iterator[dict[str, Double]]:
    running = {name: contract.double(film.read_bytes()) for name, contract in CONTRACTS.items()}
    try:
        yield running
    finally:
        for double in running.values():
            double.stop()
