"""The Python SDK: make films through a filmgate server. It imports nothing else of filmgate.

from filmgate.client import Client

with Client() as client:
    client.videos.generate("A cat playing piano").wait().download("cat.mp4")
"""

from filmgate.client.async_client import AsyncClient
from filmgate.client.async_task import AsyncTask
from filmgate.client.callbacks import verify_callback
from filmgate.client.client import Client
from filmgate.client.credentials import Credentials, credentials_path, load_credentials, save_credentials
from filmgate.client.errors import (
    ApiError,
    AuthenticationError,
    ClientError,
    ConnectionFailed,
    DownloadFailed,
    InsufficientQuotaError,
    InternalServerError,
    InvalidAddress,
    InvalidCallback,
    InvalidRequestError,
    MissingApiKey,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RequestTooLargeError,
    ServiceUnavailableError,
    TaskFailed,
    UpstreamError,
    WaitTimeout,
)
from filmgate.client.models import Credits, TaskError, TaskSnapshot, UploadedFile, VideoModel
from filmgate.client.task import Task

__all__ = [
    "ApiError",
    "AsyncClient",
    "AsyncTask",
    "AuthenticationError",
    "Client",
    "ClientError",
    "ConnectionFailed",
    "Credentials",
    "Credits",
    "DownloadFailed",
    "InsufficientQuotaError",
    "InternalServerError",
    "InvalidAddress",
    "InvalidCallback",
    "InvalidRequestError",
    "MissingApiKey",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RequestTooLargeError",
    "ServiceUnavailableError",
    "Task",
    "TaskError",
    "TaskFailed",
    "TaskSnapshot",
    "UploadedFile",
    "UpstreamError",
    "VideoModel",
    "WaitTimeout",
    "credentials_path",
    "load_credentials",
    "save_credentials",
    "verify_callback",
]
