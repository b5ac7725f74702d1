"""The judge's service: requests in, reports out, one JSON line each. Its process begins in start.py.

It reads from standard input and writes to standard output. A request is `{"id", "task", "name", "text" | "base64", "seed"?}`. Every
request is answered once, by `{"id", "report"}`; `{"ready": layers in words, "layers": {layer: is on}}` or `{"refused": why}` comes
first. The queue is the client's.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TextIO

import torch

from graders.code import no_code
from graders.code.judge import draw_plan, grade, judge_error, new_seed
from graders.code.language import Language
from graders.code.message import NoCodeError, Submission, from_file, from_message
from graders.code.report import Report
from graders.code.sandbox.box import Layers, Sandbox, SandboxGoneError, UnsafeError
from graders.code.sandbox.spawn import ZygoteProcess
from graders.code.tasks import load_task
from knowledge.bank import load_bank
from knowledge.models import Task as TaskWords

_TRIES = 2
"""A submission whose sandbox ended under it, be it by its own doing, is tried once more."""


class Judge:
    """Grades what it is given, keeping a sandbox alive."""

    def __init__(self, start: Callable[[], ZygoteProcess], zygote: ZygoteProcess | None = None) -> None:
        """`start` starts a zygote whenever one is needed; `zygote` is one that has been started before."""
        self._bank = load_bank()
        self._start = start
        self._lock = threading.Lock()
        self.box = Sandbox(zygote or start())

    def close(self) -> None:
        """End the sandbox."""
        self.box.close()

    def grade(self, request: Mapping[str, Any]) -> Report:
        """Return the report on one request. Whatever happens, there is one."""
        task_id = str(request["task"])
        seed = int(request.get("seed") or new_seed())
        try:
            return self._grade(self._bank.tasks[task_id], request, seed)
        except Exception as error:  # noqa: BLE001 - the funnel: a verdict in any case
            sys.stderr.write(f"judge error on {task_id}, seed {seed}: {type(error).__name__}: {error}\n")
            return judge_error(task_id, seed)

    def _grade(self, words: TaskWords, request: Mapping[str, Any], seed: int) -> Report:
        task = load_task(words.id)
        languages = [Language(language) for language in words.languages]
        entries = (*task.entry, *task.cpp_entry)
        try:
            submission = _read(request, entries, languages)
        except NoCodeError as error:
            return no_code.report(words, error, seed)
        for attempt in range(_TRIES):
            box = self.box
            try:
                return grade(submission, draw_plan(task, words, seed), box)
            except SandboxGoneError:
                self._replace(box)
                if attempt == _TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def _replace(self, gone: Sandbox) -> None:
        with self._lock:
            if self.box is gone:
                gone.close()
                self.box = Sandbox(self._start())


def _read(request: Mapping[str, Any], entries: tuple[str, ...], languages: list[Language]) -> Submission:
    if "base64" in request:
        return from_file(str(request["name"]), base64.b64decode(request["base64"]), entries=entries, languages=languages)
    return from_message(str(request["text"]), entries=entries, languages=languages)


class Service:
    """Reads requests, grades them in so many threads, writes the answers as they come."""

    def __init__(self, judge: Judge, jobs: int, answers: TextIO) -> None:
        self._judge = judge
        self._pool = ThreadPoolExecutor(jobs, thread_name_prefix="judge")
        self._answers = answers
        self._lock = threading.Lock()

    def serve(self, requests: TextIO) -> None:
        """Serve until the requests end."""
        for line in requests:
            self._pool.submit(self._handle, json.loads(line))
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _handle(self, request: Mapping[str, Any]) -> None:
        report = self._judge.grade(request)
        self.say({"id": request["id"], "report": report.to_dict()})

    def say(self, message: Mapping[str, Any]) -> None:
        """Write one line."""
        with self._lock:
            print(json.dumps(message), file=self._answers, flush=True)


def run(jobs: int, start: Callable[[], ZygoteProcess], zygote: ZygoteProcess) -> None:
    """Serve on standard input and output, `jobs` requests at a time."""
    torch.set_num_threads(1)
    # What libraries print must not get between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        judge = Judge(start, zygote)
    except (UnsafeError, SandboxGoneError) as error:
        print(json.dumps({"refused": str(error)}), file=answers, flush=True)
        return
    service = Service(judge, jobs, answers)
    layers = judge.box.layers
    sys.stderr.write(f"{layers.describe()}\n" if not layers.are_all_on else "")
    service.say({"ready": layers.describe(), "layers": _which_are_on(layers)})
    try:
        service.serve(sys.stdin)
    finally:
        judge.close()


def _which_are_on(layers: Layers) -> dict[str, bool]:
    """Return the layers by the names that figures are kept under. A child without the first two does not start."""
    return {
        "seccomp": True,
        "limits": True,
        "landlock": layers.landlock > 0,
        "namespaces": layers.namespaces,
        "own_uid": layers.own_uid,
    }
