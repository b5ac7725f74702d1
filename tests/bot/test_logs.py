"""What whoever operates the bot reads, and what they never read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

PROGRAM = """
import logging, sys, structlog
from bot.logs import configure_logs
configure_logs(sys.argv[1])
structlog.get_logger().info("ready", platforms=["discord"], seconds=0.5)
try:
    raise ValueError('with "quotes"\\nand lines')
except ValueError:
    structlog.get_logger().exception("something went wrong", incident="1a2b3c4d")
logging.getLogger("some.library").warning("it is %s", "slow")
logging.getLogger("some.library").info("below a warning")
for library in ("aiormq", "aiormq.connection", "aio_pika", "aio_pika.robust_connection"):
    logging.getLogger(library).error("lost", exc_info=True)
"""
LOGFMT = re.compile(r'(?:[a-z_]+=(?:"(?:[^"\\]|\\.)*"|[^\s="]*)(?: |$))+')


def logged(form: str) -> list[str]:
    environment = {"PATH": os.defpath}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, form], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_each_line_is_json_where_that_is_asked_for() -> None:
    ready, wrong, library = map(json.loads, logged("json"))
    assert (ready["level"], ready["event"], ready["platforms"], ready["seconds"]) == ("info", "ready", ["discord"], 0.5)
    assert (wrong["level"], wrong["event"], wrong["incident"]) == ("error", "something went wrong", "1a2b3c4d")
    assert wrong["exception"].endswith('ValueError: with "quotes"\nand lines')
    assert (library["level"], library["event"], library["logger"]) == ("warning", "it is slow", "some.library")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", line["timestamp"]) for line in (ready, wrong, library))


def test_each_line_is_logfmt_otherwise() -> None:
    lines = logged("logfmt")
    assert len(lines) == 3
    for line in lines:
        assert LOGFMT.fullmatch(line), line
    assert re.fullmatch(r'timestamp=\S+ level=warning event="it is slow" logger=some\.library', lines[2])


@pytest.mark.parametrize("form", ["json", "logfmt"])
def test_libraries_of_the_broker_leave_it_to_us_to_tell_of_a_lost_connection(form: str) -> None:
    assert "lost" not in "\n".join(logged(form))
