"""An S3 double: moto's server in a process of its own on loopback; and a gate before it, for outages.

moto keeps everything in memory, and answers anybody; with `strict` it checks access keys, signatures in the
`Authorization` header and policies as AWS does. It does not look at presigned queries at all: who made them, or whether
their time is over.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3

REGION = "us-east-1"


@dataclass
class Moto:
    """A running double; `log` has a line for each request."""

    url: str
    process: subprocess.Popen[str]
    log: Path
    ca_file: Path | None = None

    def client(self, service: str = "s3") -> Any:
        """AWS's own client, to look behind."""
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            verify=self.ca_file and str(self.ca_file),
            **keys,
        )

    def make_bucket(self, name: str) -> dict[str, str]:
        """A new bucket; returns the settings of a storage in it."""
        self.client().create_bucket(Bucket=name)
        return self.settings(f"s3://{name}/house")

    def settings(self, url: str, **changes: str) -> dict[str, str]:
        """`[storage]` for it."""
        key = {"access_key_id": "test", "secret_access_key": "test-secret"}
        return {"url": url, "endpoint": self.url, **key, **changes}

    def requests(self) -> list[str]:
        """Method and path of each request so far."""
        return re.findall(r'"((?:GET|HEAD|PUT|POST|DELETE) \S+) HTTP', self.log.read_text())

    def new_user(self, policy: str = "") -> tuple[str, str]:
        """Access key id and secret of a user with this policy, or with none."""
        users = self.client("iam")
        name = f"user-{os.urandom(4).hex()}"
        users.create_user(UserName=name)
        if policy:
            users.put_user_policy(UserName=name, PolicyName="may", PolicyDocument=policy)
        key = users.create_access_key(UserName=name)["AccessKey"]
        return key["AccessKeyId"], key["SecretAccessKey"]

    def become_strict(self) -> None:
        """From now on only users with keys are answered, for what they may do."""
        plain = {"content-type": "text/plain"}
        asked = urllib.request.Request(f"{self.url}/moto-api/reset-auth", b"0", plain, method="POST")
        urllib.request.urlopen(asked).close()

    def freeze(self) -> None:
        """It takes connections and says nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self.process.send_signal(signal.SIGCONT)


def may(action: str) -> str:
    """The policy that allows an action, for example `s3:*`, on everything."""
    allowed = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


@contextmanager
def run_moto(folder: Path, *, certificate: Path | None = None, ca_file: Path | None = None) -> Iterator[Moto]:
    """Start it on a free port; with a certificate (PEM with its key) it speaks TLS."""
    log = folder / "moto.log"
    command = [sys.executable, "-u", "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    if certificate is not None:
        command += ["--ssl-cert", str(certificate), "--ssl-key", str(certificate)]
    with log.open("w") as stderr:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        for line in process.stderr:
            if found := re.search(r"Running on (https?://127\.0\.0\.1:\d+)", line):
                break
        else:
            raise AssertionError("moto did not start")

        def keep(lines: Any) -> None:
            for line in lines:
                stderr.write(line)
                stderr.flush()

        keeping = threading.Thread(target=keep, args=(process.stderr,), daemon=True)
        keeping.start()
        try:
            yield Moto(found[1], process, log, ca_file)
        finally:
            process.kill()
            process.wait()
            keeping.join()


@dataclass
class Gate:
    """A way to a server that can be shut: then connections break and new ones are refused.

    Attributes:
        passed_bytes: What has come from the server (`down`) and gone to it (`up`) so far.
        shut_after_bytes: Shut by itself when so many bytes have passed one of the ways.
    """

    target: str
    shut_after_bytes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._port = 0
        self._joined: list[socket.socket] = []
        self.passed_bytes = {"up": 0, "down": 0}
        self._lock = threading.Lock()
        self.was_shut = threading.Event()
        self.open()

    @property
    def url(self) -> str:
        """The address to use instead of the server's."""
        return f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Let through what comes."""
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self._port))
        self._listener.listen(128)
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def shut(self) -> None:
        """Break what is joined, refuse what comes."""
        self.shut_after_bytes = {}
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            joined, self._joined = self._joined, []
        for end in joined:
            _reset(end)
        self.was_shut.set()

    def _accept(self, listener: socket.socket) -> None:
        address = urlsplit(self.target)
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection((address.hostname, address.port))
            except OSError:
                return
            with self._lock:
                self._joined += [near, far]
            for way, source, sink in (("up", near, far), ("down", far, near)):
                threading.Thread(target=self._pass_on, args=(way, source, sink), daemon=True).start()

    def _pass_on(self, way: str, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(64 * 1024):
                self.passed_bytes[way] += len(data)
                if self.passed_bytes[way] > self.shut_after_bytes.get(way, sys.maxsize):
                    self.shut()
                    return
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def _reset(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RDWR)
    end.close()
