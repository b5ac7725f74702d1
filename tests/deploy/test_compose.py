from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.files import COMPOSE, ENV_EXAMPLE, compose

TOKENS = re.compile(r"DISCORD_TOKEN|SLACK_\w+")


def test_compose_follows_the_schema() -> None:
    check = Path(sys.executable).with_name("check-jsonschema")
    run = subprocess.run([check, "--builtin-schema", "vendor.compose-spec", COMPOSE], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_every_variable_that_compose_asks_for_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text("utf-8")))
    passed_on = {name for name, value in compose()["services"]["bot"]["environment"].items() if value is None}
    offered = set(re.findall(r"^#?([A-Z_]+)=", ENV_EXAMPLE.read_text("utf-8"), re.MULTILINE))
    assert asked | passed_on == offered


def test_no_secret_is_written_down() -> None:
    assert re.findall(r"^#?[A-Z_]+=.+$", ENV_EXAMPLE.read_text("utf-8"), re.MULTILINE) == []
    for service in compose()["services"].values():
        for name, value in service["environment"].items():
            if re.search("PASS|TOKEN|SECRET|_URL", name):
                assert value is None or re.search(r"\$\{\w+:\?", value), name


@pytest.mark.parametrize("name", ["bot", "worker"])
def test_the_program_runs_read_only_without_privileges_and_within_limits(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}


@pytest.mark.parametrize("name", ["bot", "worker", "postgres", "rabbitmq"])
def test_a_service_comes_back_is_given_time_to_end_and_keeps_its_log_small(name: str) -> None:
    service = compose()["services"][name]
    assert service["restart"] == "unless-stopped"
    assert service["stop_grace_period"]
    assert service["logging"]["options"]["max-size"]


def test_where_strangers_code_runs_there_is_no_token_and_no_way_out() -> None:
    worker = compose()["services"]["worker"]
    assert not [name for name in worker["environment"] if TOKENS.match(name)]
    assert worker["networks"] == ["inside"]
    assert compose()["networks"]["inside"]["internal"] is True


def test_a_worker_may_run_what_it_compiles() -> None:
    [tmp] = compose()["services"]["worker"]["tmpfs"]
    folder, _, options = tmp.partition(":")
    assert folder == "/tmp"  # noqa: S108 - in the container
    assert "exec" in options.split(",")


def test_there_are_two_workers() -> None:
    assert compose()["services"]["worker"]["deploy"]["replicas"] == 2
