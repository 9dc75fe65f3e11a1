"""Configuration: what can be set, its meaning, unit and default. How it is read stands in `settings_sources.py`."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

WebAddress = Annotated[str, Field(pattern=r"^(https?://[A-Za-z0-9.:\[\]_-]+(/[^\s?#]*)?)?$", max_length=2048)]
"""`http://…` or `https://…`, or empty."""

HostName = Annotated[str, Field(min_length=1, max_length=253)]

LinkSecret = Annotated[SecretStr, Field(min_length=32)]


class Section(BaseModel):
    """A table of `filmgate.toml`; unknown keys are errors. What stands under a setting is its description."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class BillingRule(StrEnum):
    """How a film is charged (seed, `VideoUsage.billing_rule`)."""

    PER_CALL = "per_call"
    PER_SECOND = "per_second"
    PER_TOKEN = "per_token"  # noqa: S105 - not a secret


class ServerSettings(Section):
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(8787, ge=0, le=65535)
    """Port to listen on; 0 takes a free one."""
    public_url: WebAddress = ""
    """Address that users see, for example `https://video.example.com`; empty: made from host and port."""
    root_path: Annotated[str, Field(pattern=r"^(/[A-Za-z0-9._~-]+)*$")] = ""
    """Prefix behind a proxy, for example `/apiv1`; every printed link carries it."""
    max_body_bytes: int = Field(64 * 1024, ge=1024)
    """Largest JSON request body."""
    billing_url: WebAddress = ""
    """Where users get more credits; a 402 points there. Empty: this server's own `/dashboard/billing`."""
    drain_seconds: float = Field(20.0, ge=0)
    """How long running work may go on after SIGTERM before it is handed back."""


class AdminSettings(Section):
    password_hash: SecretStr | None = None
    """Argon2 hash of the admin password; empty: the one that `filmgate admin set-password` left in the data folder.
    One of the two is needed to listen beyond loopback."""


class DatabaseSettings(Section):
    url: SecretStr | None = None
    """`postgresql://user:password@host/database`, for several processes and machines (needs `filmgate[postgres]`);
    empty: SQLite in the data folder, for one process."""
    connections: int = Field(10, ge=2, le=200)
    """The most connections that one process opens to Postgres; half of them write."""

    @field_validator("url")
    @classmethod
    def _is_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("not a Postgres address; it begins with postgresql://")
        return url


class StorageSettings(Section):
    folder: Path | None = None
    """Where films and pictures lie; empty: `files` in the data folder."""
    url: Annotated[
        str, Field(pattern=r"^(s3://[a-z0-9][a-z0-9._-]{1,61}[a-z0-9](/[A-Za-z0-9_][A-Za-z0-9._-]*)*/?)?$")
    ] = ""
    """A bucket instead of a folder: `s3://bucket` or `s3://bucket/prefix`; needs the extra `s3`."""
    endpoint: WebAddress = ""
    """Address of the S3-compatible store, for example `https://s3.example.com`; empty: AWS, in the region."""
    public_endpoint: WebAddress = ""
    """The store's address in presigned links, where users reach it under another one; empty: `endpoint`."""
    region: str = Field("", pattern=r"^[a-z0-9-]*$")
    """The bucket's region; empty: `AWS_REGION` or `AWS_DEFAULT_REGION` of the environment, else `us-east-1`."""
    access_key_id: str = ""
    """Access key; empty: `AWS_ACCESS_KEY_ID` of the environment, or the role of the machine or container."""
    secret_access_key: SecretStr | None = None
    """The secret of that key."""
    path_style: bool = True
    """Ask for `ENDPOINT/BUCKET/KEY`; `false`: `BUCKET.ENDPOINT/KEY`."""
    allow_http: bool = False
    """Allow an `http://` endpoint that is not on this machine."""
    ca_file: Path | None = None
    """PEM file of certificate authorities that the store's certificate may have besides the system's."""
    retry_seconds: float = Field(60.0, gt=0, le=280)
    """How long a film's work waits for a store that does not answer; then the task fails. Requests wait 5 s."""
    links: Literal["signed", "presigned"] = "signed"
    """`signed`: this server hands out the files, and the store can be private. `presigned`: the store hands out films
    and posters itself."""
    link_keys: tuple[LinkSecret, ...] = ()
    """Secrets that sign links, for several machines that must sign alike; the first signs, all verify. Each at least
    32 characters. Empty: `link-keys.json` in the data folder."""
    link_hours: float = Field(24.0, gt=0)
    """How long a result link lives after the end of the task (seed: 24 hours)."""


class ImageSettings(Section):
    allow_hosts: tuple[HostName, ...] = ()
    """Hosts (`name` or `name:port`) whose pictures may be fetched although their address is internal."""
    fetch_seconds: float = Field(20.0, gt=0)
    """Total time for fetching all pictures of one request."""
    max_bytes: int = Field(10 * 1024 * 1024, gt=0)
    """Largest picture (seed: 10 MB)."""
    uploads_kept: int = Field(200, ge=1)
    """Pictures of `POST /v1/files` that an account may have at once; each is kept for 24 hours."""
    max_pixels: int = Field(50_000_000, gt=0, le=178_956_970)
    """Most pixels a picture may have; judged before it is decoded. Pillow itself refuses more than 178,956,970."""


class CallbackSettings(Section):
    allow_hosts: tuple[HostName, ...] = ()
    """Hosts (`name` or `name:port`) that may be called although they are internal; also with http."""
    ca_file: Path | None = None
    """PEM file of certificate authorities to trust besides the system's."""
    timeout_seconds: float = Field(10.0, gt=0)
    """Time for one attempt (seed: 10 s)."""
    retry_seconds: tuple[float, ...] = (1.0, 2.0, 4.0)
    """Waits before the retries (seed: 1, 2 and 4 s)."""


class TranslatorSettings(Section):
    base_url: WebAddress = ""
    """OpenAI-compatible base URL, for example `http://127.0.0.1:11434/v1`; empty: no translator."""
    api_key: SecretStr | None = None
    """Bearer key of that endpoint."""
    model: str = ""
    """Model to ask."""
    timeout_seconds: float = Field(15.0, gt=0)
    """Time for the whole translation; after it the prompt goes on unchanged."""


class WorkerSettings(Section):
    slots: int = Field(0, ge=0)
    """Films made at once by this process; 0: one per processor core. Films that other servers make count too."""
    task_timeout_seconds: float = Field(1800.0, gt=0)
    """A film that is not ready after this time has failed with `generation_timeout`."""
    start_patience_seconds: float = Field(60.0, ge=0)
    """How long a task waits for an engine that is away before it fails; engines that are only full are waited for."""
    max_attempts: int = Field(3, ge=1)
    """How often a task's work may break off with the process before the task fails; ten times as often while another
    server makes the film."""
    sweep_seconds: float = Field(60.0, gt=0)
    """How often expired files are deleted."""
    heartbeat_seconds: float = Field(2.0, gt=0, le=60)
    """How often a worker that shares its database gives a sign of life."""
    silent_seconds: float = Field(8.0, gt=0, le=600)
    """A worker that gave no sign of life for this time loses its tasks to the others; at least three heartbeats."""

    @model_validator(mode="after")
    def _is_patient(self) -> Self:
        if self.silent_seconds < 3 * self.heartbeat_seconds:
            raise ValueError("worker.silent_seconds must be at least three times worker.heartbeat_seconds")
        return self


class LimitSettings(Section):
    requests_per_minute: int = Field(6000, ge=1)
    """For a key that sets no limit of its own."""
    tasks_at_once: int | None = Field(None, ge=1)
    """Unfinished tasks a key may have if it sets no limit of its own; empty: any number, the queue is fair."""


class TelemetrySettings(Section):
    metrics: Literal["loopback", "public", "off"] = "loopback"
    """Who may read `/metrics`. `loopback`: programs on this machine, as long as the server itself listens on loopback,
    has no `server.public_url`, and no proxy passed the request on; `public`: everybody who can reach it. With a
    `metrics_token`: whoever sends that, from anywhere. Everybody else gets a 404."""
    metrics_token: SecretStr | None = None
    """Bearer token for `/metrics`."""
    metrics_port: int = Field(0, ge=0, le=65535)
    """A port of its own for `/metrics` (and `/healthz`), on `server.host`; 0: on the API's port. A worker without API
    has metrics only with a port."""
    traces: bool = False
    """Send OpenTelemetry spans of requests, work and callbacks to where `OTEL_EXPORTER_OTLP_ENDPOINT` says. Needs the
    extra `otel`."""


class GroupSettings(Section):
    price_multiplier: Decimal = Field(Decimal(1), ge=0)
    """Prices of this group are the model's price times this."""


OptionValue = str | int | float | bool | list[str] | list[int]


class EngineSettings(Section):
    kind: str = ""
    """Entry point of the group `filmgate.engines`, or `module:attribute`; empty: the table's own name."""
    base_url: WebAddress = ""
    """Where the engine's server is, for engines that have one. Its host may be internal."""
    api_key: SecretStr | None = None
    """Key of that server; best given as environment `FILMGATE_ENGINES__NAME__API_KEY`."""
    at_once: int | None = Field(None, ge=1)
    """Films of each of our processes that may be under way there at once; others wait for their turn. Empty: any number."""
    starts_per_minute: int | None = Field(None, ge=1)
    """Films that each of our processes may start there in a minute. Empty: any number."""
    options: dict[str, OptionValue] = Field(default_factory=dict)
    """The engine's own options; its page says which there are."""


class RouteSettings(Section):
    engine: str
    """Name of an `[engines.NAME]` table or of an engine."""
    engine_model: str = ""
    """The engine's own name of the model; empty: the public name."""
    weight: int = Field(0, ge=0)
    """Share of the tasks that try this route first, among the routes that have a weight. No weights: the first route
    is the first choice, and the others stand in for it in their order."""
    options: dict[str, OptionValue] = Field(default_factory=dict)
    """The engine's own options for this model."""


class ModelSettings(Section):
    enabled: bool = True
    """Whether the model is offered; `false` hides a built-in one."""
    engine: str = "animatic"
    """Name of the engine that makes the films: an `[engines.NAME]` table or an entry point `filmgate.engines`."""
    engine_model: str = ""
    """The engine's own name of the model; empty: the public name."""
    routes: tuple[RouteSettings, ...] = ()
    """Several engines instead of one, as tables with `engine`, `engine_model`, `weight` and `options`."""
    description: str = ""
    """One sentence for the models list."""
    billing_rule: BillingRule = BillingRule.PER_CALL
    """What `price_credits` is for: a film, a second of film or a token of the prompt."""
    price_credits: Decimal = Field(Decimal("25.7"), ge=0)
    """Credits per call, per second or per token, before the group's multiplier."""
    durations_seconds: tuple[int, ...] = (8,)
    """Lengths a request may name."""
    default_duration_seconds: int = 8
    """Length when the request names none."""
    short_side_pixels: Literal[480, 720, 1080] = 720
    """Height of a 16:9 film, width of a 9:16 one."""
    fps: int = Field(24, ge=1, le=60)
    """Frames a second."""
    expected_seconds: int = Field(20, ge=0)
    """Estimate of the making time until this server has measured its own."""
    aliases: tuple[str, ...] = ()
    """Other names that mean this model."""
    options: dict[str, OptionValue] = Field(default_factory=dict)
    """The engine's own options for this model; `codec = "av1"` makes the built-in engine's films smaller."""


def built_in_models() -> dict[str, ModelSettings]:
    """The models that are there without any configuration; a configured one of the same name changes its settings."""
    seconds = tuple(range(1, 13))
    return {
        "veo3.1-pro": ModelSettings(
            description="Text to film and first-and-last-frame to film, with sound.",
            durations_seconds=seconds,
        ),
        "veo3.1-fast": ModelSettings(
            description="The same at a lower price.", price_credits=Decimal("9.8"), durations_seconds=seconds
        ),
    }


class FilmgateSettings(Section):
    """All settings."""

    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("filmgate", appauthor=False))
    )
    """Folder of the database and, unless set otherwise, of the files."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least severe log line that is printed."""
    log_format: Literal["text", "json"] = "text"
    """`text`: lines for people; `json`: an object a line for a log collector."""
    server: ServerSettings = ServerSettings()
    admin: AdminSettings = AdminSettings()
    database: DatabaseSettings = DatabaseSettings()
    storage: StorageSettings = StorageSettings()
    images: ImageSettings = ImageSettings()
    callbacks: CallbackSettings = CallbackSettings()
    translator: TranslatorSettings = TranslatorSettings()
    worker: WorkerSettings = WorkerSettings()
    limits: LimitSettings = LimitSettings()
    telemetry: TelemetrySettings = TelemetrySettings()
    groups: dict[str, GroupSettings] = Field(default_factory=lambda: {"default": GroupSettings()})
    """User groups; `default` is always there."""
    engines: dict[str, EngineSettings] = Field(default_factory=dict)
    """Engines that need settings, by the name that models and routes use."""
    models: dict[str, ModelSettings] = Field(default_factory=built_in_models)
    """Public models by name; a table here is added to the built-in ones or changes them."""
