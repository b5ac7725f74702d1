"""Run a C++ submission: compile it, call it on the cases, and read what came back into the same outcomes as Python's."""

from __future__ import annotations

import json
import secrets
import signal
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.code.cpp_source import Definition, definitions, entry_of, library_calls
from graders.code.cpp_toolchain import NoCompilerError, Toolchain
from graders.code.cpp_words import compiler_finding, crash_finding, explain_errors, has_crash_words, quoted_line, where
from graders.code.outcomes import Answers, Ended
from graders.code.report import Finding
from graders.code.sandbox.box import Sandbox
from graders.code.sandbox.child import COULD_NOT_START, COULD_NOT_START_WORDS
from graders.code.sandbox.watch import Run
from graders.code.sandbox.wire import Undescribed
from graders.code.tasks.contract import Case, CodeTask, Outcome, Raised, Value
from knowledge.models import Text

_MAX_DEFINED = 5
_MAX_RESULT_CHARS = 4_000_000
_CPU_SPENT_S = 3.5
_MAX_INT = 2**31
_MAX_ADDRESS = 2**48
_FORMS = {("v", "i", "i"): "range", ("v", "i"): "list_and_number", ("m", "m"): "matrices"}
_toolchains: weakref.WeakKeyDictionary[Sandbox, Toolchain] = weakref.WeakKeyDictionary()


class CannotRunError(Exception):
    """A compiled program cannot be started on this machine, for no fault of its own."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the program sent, read: outcomes in the order of the cases, and what to say of crashes and overflows."""

    outcomes: tuple[Outcome, ...]
    crashes: tuple[Finding, ...]
    overflows: tuple[Finding, ...]
    is_done: bool
    begun: int


def run_cpp(sandbox: Sandbox, task: CodeTask, source: str, cases: Sequence[Case]) -> Answers:
    """Return what a submission in C++ answers. Raises SandboxGoneError, CannotRunError.

    `ended` is "findings" when it does not compile or crashes on ordinary input; `findings` of answers that are "done" belong to
    wrong answers only (overflows). Cases that C++ cannot express are left out. `called` are names like `std::sort`.
    """
    expressible = [case for case in cases if _is_expressible(case)]
    kinds = _kinds(expressible)
    form = _FORMS[kinds]
    found = definitions(source)
    entry = entry_of(found, task.cpp_entry)
    if entry is None:
        return Answers("findings", findings=(_entry_missing(task, found),))
    toolchain = _toolchains.get(sandbox)
    if toolchain is None:
        toolchain = _toolchains.setdefault(sandbox, Toolchain(sandbox))
    with toolchain.workplace(source) as folder:
        try:
            built = toolchain.build(folder, entry, form)
        except NoCompilerError as error:
            return Answers("findings", findings=(compiler_finding(str(error)),))
        if built.ended_by != "itself" or built.code < 0:
            return Answers("findings", findings=(compiler_finding("compiler-stopped"),))
        if built.code != 0:
            return Answers("findings", findings=(explain_errors(built.output, source, entry, form),))
        token = secrets.token_hex(8)
        run = sandbox.run_native("program", [str(folder / "program")], folder, _input(token, expressible, kinds))
        if run.code == COULD_NOT_START and run.output.startswith(COULD_NOT_START_WORDS) and not run.raw:
            raise CannotRunError(f"what g++ made does not start; is the temporary folder mounted noexec? {run.output}")
        return _answers(source, expressible, run, _read(task, source, expressible, run, token, toolchain, folder))


def _answers(source: str, cases: Sequence[Case], run: Run, reading: _Reading) -> Answers:
    called = library_calls(source)
    last = reading.outcomes[-1].raised if reading.outcomes else None
    if last is not None and last.is_memory:
        return Answers("memory", reading.outcomes, raised=last, called=called, output=run.output)
    if reading.crashes:
        return Answers("findings", reading.outcomes, findings=reading.crashes[:1], called=called, output=run.output)
    if reading.is_done:
        return Answers("done", reading.outcomes, findings=reading.overflows[:1], called=called, output=run.output)
    ended, name = _ended(run)
    if ended == "crashed" and reading.begun < 0:
        # It could not even be loaded: its global arrays do not fit.
        ended = "memory"
    during = cases[reading.begun] if 0 <= reading.begun < len(cases) else None
    return Answers(ended, reading.outcomes, during=during, called=called, output=run.output, signal_name=name)


def _ended(run: Run) -> tuple[Ended, str]:
    """Return how a run ended that did not come to its end, and the signal that ended it."""
    if run.ended_by == "wall-clock":
        return ("timeout" if run.cpu_s > 1.0 else "waiting"), ""
    if run.ended_by != "itself" or run.code >= 0:
        return "exited", ""
    name = signal.Signals(-run.code).name
    if name == "SIGKILL":
        return ("timeout" if run.cpu_s > _CPU_SPENT_S else "memory"), ""
    named: Mapping[str, Ended] = {"SIGXCPU": "timeout", "SIGSYS": "blocked"}
    return named.get(name, "crashed"), name


def _entry_missing(task: CodeTask, found: Sequence[Definition]) -> Finding:
    names = ", ".join(f"`{definition.name}`" for definition in found[:_MAX_DEFINED] if definition.name != "main")
    en, zh = (f" (you defined {names})", f"（你定义了 {names}）") if names else ("", "")
    # Not validated, which would strip the space.
    defined = Text.model_construct(en=en, zh=zh)
    return compiler_finding("entry-missing", entry=task.cpp_entry[0], defined=defined)


def _is_expressible(case: Case) -> bool:
    """Return whether all arguments are ints, lists of ints, or lists of such lists."""

    def is_integers(value: Value) -> bool:
        if isinstance(value, list):
            return all(is_integers(item) for item in value)
        return type(value) is int and -_MAX_INT <= value < _MAX_INT

    return not case.kwargs and case.init is None and all(is_integers(value) for value in case.args)


def _kinds(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the kind of each argument: `i`nteger, `v`ector, `m`atrix. An empty list is what the other cases have there."""

    def kind(values: Sequence[Value]) -> str:
        if not isinstance(values[0], list):
            return "i"
        return "m" if any(isinstance(item, list) for value in values for item in value) else "v"

    return tuple(kind(values) for values in zip(*(case.args for case in cases), strict=True))


def _input(token: str, cases: Sequence[Case], kinds: Sequence[str]) -> bytes:
    """Return what harness.cpp reads: token, number of cases, then each case's arguments with kind and size before them."""
    words: list[object] = [token, len(cases)]
    for case in cases:
        words.append(len(kinds))
        for kind, value in zip(kinds, case.args, strict=True):
            words.append(kind)
            words += [value] if kind == "i" else _sized(value)
    return " ".join(map(str, words)).encode()


def _sized(value: list[Any]) -> Iterator[int]:
    yield len(value)
    for item in value:
        if isinstance(item, list):
            yield from _sized(item)
        else:
            yield item


def _read(task: CodeTask, source: str, cases: Sequence[Case], run: Run, token: str, toolchain: Toolchain, folder: Path) -> _Reading:
    outcomes: list[Outcome] = []
    crashes, overflows = [], []
    begun, is_done = -1, False
    for message in _messages(run.raw, token):
        if "begin" in message:
            begun = len(outcomes)
            continue
        is_done = is_done or ("end" in message and len(outcomes) == len(cases))
        if begun != len(outcomes) or begun >= len(cases) or "end" in message:
            continue
        case = cases[begun]
        if "crash" in message:
            place = message.get("place")
            line = message.get("line") or (
                toolchain.line_of(folder, place) if isinstance(place, int) and 0 < place < 2**48 else None
            )
            outcome, crash = _crashed(case, message, line if isinstance(line, int) else None, source)
            crashes += [crash] if crash is not None and not case.unusual else []
        else:
            outcome, crash = _returned(task, case, message)
            crashes += [crash] if crash is not None and not case.unusual else []
            if isinstance(line := message.get("overflow"), int) and line > 0:
                overflows.append(crash_finding("overflow", case=case.name, line=line, text=quoted_line(line, source)))
        outcomes.append(outcome)
    return _Reading(tuple(outcomes), tuple(crashes), tuple(overflows), is_done, begun)


def _line(message: Mapping[str, Any], toolchain: Toolchain, folder: Path) -> int | None:
    """Return the line of a crash: told by the sanitizer, or looked up by its address."""
    line, address = message.get("line"), message.get("place")
    if isinstance(line, int) and line > 0:
        return line
    return toolchain.line_of(folder, address) if isinstance(address, int) and 0 < address < _MAX_ADDRESS else None


def _messages(raw: bytes, token: str) -> Iterator[Mapping[str, Any]]:
    """Yield what the harness sent: lines that begin with this run's token, and are JSON."""
    for line in raw.splitlines():
        if len(line) > _MAX_RESULT_CHARS:
            continue
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(message, dict) and message.get("token") == token:
            yield message


def _returned(task: CodeTask, case: Case, message: Mapping[str, Any]) -> tuple[Outcome, Finding | None]:
    if "raised" in message:
        name, text = str(message["raised"])[:100], str(message.get("message", ""))[:500]
        raised = Raised(name, text, None, is_memory=name == "std::bad_alloc")
        said = None if raised.is_memory else crash_finding("exception", case=case.name, type=name, message=text)
        return Outcome(case, raised=raised), said
    returned, nanoseconds = _value(message.get("returned")), message.get("ns")
    # Which arguments may change is a matter of Python's: C++ takes them by reference, and its callers expect that.
    after = (_value(message.get("after")), *case.args[1:]) if 0 in task.mutates else None
    result = task.result(returned, after) if after is not None else returned
    return Outcome(case, result, after, seconds=nanoseconds / 1e9 if isinstance(nanoseconds, int) else 0.0), None


def _value(value: object) -> Value:
    if value == "inf":
        return float("inf")
    if isinstance(value, list):
        return value if all(type(item) is int for item in value) else Undescribed("something else")
    return value if value is None or isinstance(value, (bool, int, float)) else Undescribed("something else")


def _crashed(case: Case, message: Mapping[str, Any], line: int | None, source: str) -> tuple[Outcome, Finding | None]:
    kind, index = str(message["crash"]), message.get("index")
    if kind == "no-return":
        # Like a function of Python that ends without `return`.
        return Outcome(case, None), None
    values: dict[str, object] = {"case": case.name, "where": where(line, source)}
    if kind in {"address", "border"} and isinstance(index, int):
        count = len(case.args[0])
        kind = "outside" if index in {-1, count} else "past-the-end" if index > 0 else "before-the-beginning"
        values |= {"index": index, "count": count, "last": count - 1}
        kind = kind if count else "outside-empty"
    elif kind == "bounds":
        values["index"] = index
    said = crash_finding(kind if has_crash_words(kind) else "address", **values)
    return Outcome(case, raised=Raised("RecursionError" if kind == "recursion" else kind, said.say.en, line)), said
