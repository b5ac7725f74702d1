from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.deploy.files import DOCKERFILE, ROOT, health_check, instructions, pods


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    run = subprocess.run([hadolint, "--no-color", DOCKERFILE], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout + run.stderr) == (0, "")


def test_the_image_runs_as_one_user_that_is_not_root_whoever_starts_it() -> None:
    [user] = instructions("USER")
    uid, gid = map(int, user.split(":"))
    assert uid > 0
    for name, pod in pods():
        context = pod["securityContext"]
        assert (context["runAsUser"], context["runAsGroup"]) == (uid, gid), name


def test_the_image_has_the_whole_program_and_the_versions_of_the_constraints() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = [pattern.rstrip("*") for pattern in project["tool"]["setuptools"]["packages"]["find"]["include"]]
    copied = {source for line in instructions("COPY") for source in line.split()[:-1]}
    permitted = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    needed = {*folders, "pyproject.toml", "constraints.txt"}
    assert needed <= copied
    assert needed <= permitted
    assert f"VERSION={project['project']['version']}" in instructions("ARG")
    assert "2.13" not in DOCKERFILE.read_text("utf-8"), "torch's version is said by constraints.txt alone"


def test_what_git_and_tests_hold_stays_out_of_the_image() -> None:
    assert (ROOT / ".dockerignore").read_text("utf-8").splitlines()[1] == "*"


@pytest.mark.parametrize(("status", "expected"), [(200, 0), (503, 1)])
def test_the_health_check_says_what_the_program_says(status: int, expected: int) -> None:
    with _answering(status) as address:
        assert _checked(address) == expected


def test_the_health_check_fails_where_nobody_answers() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        assert _checked(f"127.0.0.1:{deaf.getsockname()[1]}") != 0


def test_the_health_check_asks_nobody_where_no_address_is_set() -> None:
    assert _checked(None) == 0


def _checked(address: str | None) -> int:
    command = [sys.executable, *health_check()[1:]]
    environment = {"PATH": os.defpath} | ({} if address is None else {"MIANJING_HEALTH_ADDRESS": address})
    return subprocess.run(command, env=environment, capture_output=True, timeout=20, check=False).returncode


@contextmanager
def _answering(status: int) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
