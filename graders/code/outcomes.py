"""Read what a child sent into outcomes: untrusted data becomes values that the comparison can hold."""

from __future__ import annotations

import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from torch import Tensor

from graders.code.report import Finding
from graders.code.sandbox.watch import Run
from graders.code.sandbox.wire import Undescribed
from graders.code.tasks.contract import Case, CodeTask, Outcome, Raised

Ended = Literal["done", "no-entry", "load-error", "timeout", "waiting", "memory", "crashed", "blocked", "exited", "findings"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What one run came to. `ended` says how; `during` is the case that was running when it was stopped."""

    ended: Ended
    outcomes: tuple[Outcome, ...] = ()
    raised: Raised | None = None
    during: Case | None = None
    called: tuple[str, ...] = ()
    output: str = ""
    signal_name: str = ""
    findings: tuple[Finding, ...] = field(default=())


def read_frames(task: CodeTask, cases: Sequence[Case], run: Run) -> Answers:
    """Return the outcomes of a run, one for each case if it came to its end."""
    # An event's name may be anything, of which not everything can be looked up in a set.
    events = [frame for frame in run.frames if isinstance(frame, dict) and isinstance(frame.get("event"), str)]
    stopped = next((frame for frame in events if frame.get("event") in {"no-entry", "load-error"}), None)
    if stopped is not None:
        return _not_begun(stopped, run)
    outcomes, begun = _outcomes(task, cases, events)
    last = events[-1].get("event") if events else None
    starved = next((outcome.raised for outcome in outcomes if outcome.raised and outcome.raised.is_memory), None)
    if starved is not None or last == "starved":
        return Answers("memory", outcomes, raised=starved, output=run.output)
    if last == "end" and len(outcomes) == len(cases):
        called = next((_strings(frame.get("calls")) for frame in events if frame.get("event") == "spied"), ())
        return Answers("done", outcomes, called=called, output=run.output)
    ended, name = _how_it_ended(run)
    during = cases[begun] if 0 <= begun < len(cases) else None
    return Answers(ended, outcomes, during=during, output=run.output, signal_name=name)


def _not_begun(frame: Mapping[str, Any], run: Run) -> Answers:
    if frame["event"] == "no-entry":
        return Answers("no-entry", output=run.output)
    raised = _raised(frame.get("error"))
    return Answers("memory" if raised.is_memory else "load-error", raised=raised, output=run.output)


def _outcomes(task: CodeTask, cases: Sequence[Case], events: Sequence[Mapping[str, Any]]) -> tuple[tuple[Outcome, ...], int]:
    """Return the outcomes, in order, and the number of the case that was begun last (-1: none)."""
    outcomes: list[Outcome] = []
    begun = -1
    for frame in events:
        if frame.get("event") == "begin":
            begun = len(outcomes)
        elif frame.get("event") == "case" and begun == len(outcomes) < len(cases):
            outcomes.append(_outcome(task, cases[begun], frame))
    return tuple(outcomes), begun


def _how_it_ended(run: Run) -> tuple[Ended, str]:
    if run.ended_by == "wall-clock":
        return ("waiting" if run.cpu_s < _WAITING_CPU_S else "timeout"), ""
    if run.ended_by in {"flood", "garbage"}:
        return "exited", ""
    if run.code >= 0:
        return "exited", ""
    name = signal.Signals(-run.code).name
    # Past the CPU limit comes SIGXCPU, a second later SIGKILL; a SIGKILL before that is the kernel's, if memory was scarce.
    ended: Mapping[str, Ended] = {"SIGXCPU": "timeout", "SIGSYS": "blocked"}
    if name == "SIGKILL":
        if run.cpu_s >= run.cpu_limit_s:
            return "timeout", ""
        return ("memory" if run.rss_kb > _MUCH_RSS_KB else "crashed"), name
    return ended.get(name, "crashed"), name


_WAITING_CPU_S = 0.5
"""Whoever has used less of the processor than that by the end was not computing."""
_MUCH_RSS_KB = 500_000


def _outcome(task: CodeTask, case: Case, frame: Mapping[str, Any]) -> Outcome:
    seconds = frame.get("seconds")
    seconds = float(seconds) if isinstance(seconds, float) else 0.0
    if "error" in frame:
        return Outcome(case, raised=_raised(frame["error"]), seconds=seconds)
    after = frame.get("after")
    arguments = tuple(after) if isinstance(after, list) and len(after) <= len(case.args) else None
    gradients = frame.get("gradients")
    return Outcome(
        case,
        returned=_result(task, frame.get("returned"), arguments),
        after=arguments,
        form=form if isinstance(form := frame.get("form"), int) and 0 <= form <= len(case.other_args) else 0,
        gradients=tuple(g if isinstance(g, Tensor) else None for g in gradients) if isinstance(gradients, list) else None,
        gradient_error=_raised(frame["gradient_error"]) if "gradient_error" in frame else None,
        parameters=_parameters(frame.get("parameters")),
        seconds=seconds,
    )


def _result(task: CodeTask, returned: Any, after: tuple[Any, ...] | None) -> Any:
    if after is None:
        return returned
    try:
        return task.result(returned, after)
    except (TypeError, ValueError, IndexError, AttributeError):
        return Undescribed("something else")


def _parameters(found: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(found, dict):
        return {}
    return {
        str(name): {
            "shape": list(facts["shape"]) if isinstance(facts.get("shape"), list) else None,
            "is_parameter": facts.get("is_parameter") is True,
            "has_gradient": facts.get("has_gradient") is True,
        }
        for name, facts in found.items()
        if isinstance(facts, dict)
    }


def _raised(error: Any) -> Raised:
    facts: Mapping[str, Any] = error if isinstance(error, dict) else {}
    line = facts.get("line")
    return Raised(
        str(facts.get("type", "Exception"))[:100],
        str(facts.get("message", ""))[:500],
        line if isinstance(line, int) else None,
        facts.get("memory") is True,
    )


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(str(item)[:200] for item in value[:500]) if isinstance(value, list) else ()
