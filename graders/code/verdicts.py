"""From what happened to a verdict: runs that did not come to their end, the list of checks, the example that is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase

from graders.code.compare import shown
from graders.code.exceptions import advice_on
from graders.code.outcomes import Answers
from graders.code.report import Check, Example, Finding, Verdict
from graders.code.sandbox.policy import load_policy
from graders.code.tasks.contract import Case, CodeTask, Outcome, Problem, Raised
from graders.code.wording import Phrase, finding
from knowledge.models import Task as TaskWords

NO_FORBIDDEN_CALLS = "no forbidden calls"
_MAX_LINE_CHARS = 120


def stopped(
    answers: Answers, words: TaskWords, source: str, look_at_source: Callable[[], Sequence[Finding]]
) -> tuple[Verdict, tuple[Finding, ...]] | None:
    """Return verdict and findings of a run that cannot be compared: it was stopped, raised, or called what is forbidden."""
    if answers.ended == "findings":
        return Verdict.ERROR, answers.findings
    if answers.ended == "memory":
        return Verdict.MEMORY, (_memory(answers.raised, source),)
    if answers.ended != "done":
        return _ended_early(answers, words, source, look_at_source())
    return _called_what_is_forbidden(answers, words) or _raised_on_ordinary_input(answers, source, look_at_source)


def _ended_early(answers: Answers, words: TaskWords, source: str, static: Sequence[Finding]) -> tuple[Verdict, tuple[Finding, ...]]:
    limits = load_policy().profiles["python"].limits
    if answers.ended == "no-entry":
        own = () if any(item.id in _ENTRY_FINDINGS for item in static) else (finding("entry-missing", entry=words.entry),)
        return Verdict.ERROR, (*static, *own)
    if answers.ended == "timeout":
        during = Phrase(en=f", on “{answers.during.name}”", zh=f"（“{answers.during.name}”）") if answers.during else _NOTHING
        return Verdict.TIMEOUT, (finding("timeout", seconds=limits.cpu_s, during=during), *static)
    if answers.ended == "waiting":
        return Verdict.TIMEOUT, (*static, finding("timeout-waiting", seconds=f"{limits.wall_s:g}"))
    if answers.ended == "load-error":
        return Verdict.ERROR, _raised_findings(answers.raised, None, source, static)
    return Verdict.ERROR, (*static, _death(answers))


_MILD = {"dtype", "gradient", "changed-input", "parameter"}
EXPLAINED_BY_SIGNS = {"raised", "endless-recursion", "timeout"}
VAGUE = {"wrong-values", "wrong-type", "raised"}
CAUSES = {"compares-identity", "shared-rows", "made-in-forward", "mutable-default"}
_ENTRY_FINDINGS = {"entry-missing", "misspelt-names"}
_NOTHING = Phrase()


def raised_finding(answers: Answers, source: str) -> Finding:
    """Say what the first case that raised anything raised."""
    outcome = next(outcome for outcome in answers.outcomes if outcome.raised is not None)
    assert outcome.raised is not None
    return _exception(outcome.raised, outcome.case, source)


def checks_of(cases: Sequence[Case], answers: Answers, problems: Sequence[Problem], task: CodeTask) -> tuple[Check, ...]:
    """Return what was looked at, in the order in which it was, up to what could not be looked at any more."""
    checks = [Check("entry point", passed=answers.ended not in {"no-entry", "load-error"})]
    if not checks[0].passed:
        return tuple(checks)
    ordinary = [outcome for outcome in answers.outcomes if outcome.raised is not None and not outcome.case.unusual]
    checks.append(Check("runs", passed=answers.ended == "done" and not ordinary))
    if not checks[-1].passed:
        return tuple(checks)
    failed = {problem.check for problem in problems}
    names = ["type", "shape", "dtype", "finite"] if task.kind == "module" or _has_tensors(cases) else ["type"]
    names += dict.fromkeys(case.check for case in cases)
    if any(case.parameters for case in cases):
        names.insert(0, "parameters")
    if any(case.gradients for case in cases) and task.judge is None:
        names.append("gradients")
    names.append("inputs unchanged")
    names += [name for name in failed if name not in names]
    return (*checks, *(Check(name, passed=name not in failed) for name in names), Check(NO_FORBIDDEN_CALLS, passed=True))


def example_of(problems: Sequence[Problem], task: CodeTask) -> Example | None:
    """Return the smallest case that fails in the gravest way: cases come smallest first."""
    if not problems:
        return None
    problem = min(problems, key=lambda problem: problem.kind in _MILD)
    case = problem.case
    shown_args = [shown(value) for value in (case.init or ()) + case.args] + [
        f"{name}={shown(v)}" for name, v in case.kwargs.items()
    ]
    return Example(f"{task.entry[0]}({', '.join(shown_args)})", problem.expected, problem.got, problem.where)


def _has_tensors(cases: Sequence[Case]) -> bool:
    return any(hasattr(value, "dtype") for case in cases for value in case.args)


def _called_what_is_forbidden(answers: Answers, words: TaskWords) -> tuple[Verdict, tuple[Finding, ...]] | None:
    banned = [name for name in answers.called if any(fnmatchcase(name, pattern) for pattern in words.forbidden)]
    if not banned:
        return None
    instead = words.instead or Phrase(en="Write it yourself.", zh="请自己写出来。")
    return Verdict.FORBIDDEN, (finding("forbidden-used", call=banned[0], instead=instead),)


def _raised_on_ordinary_input(
    answers: Answers, source: str, look_at_source: Callable[[], Sequence[Finding]]
) -> tuple[Verdict, tuple[Finding, ...]] | None:
    for outcome in answers.outcomes:
        if outcome.raised is None or (outcome.case.unusual and not outcome.raised.is_memory):
            continue
        if outcome.raised.is_memory:
            return Verdict.MEMORY, (_memory(outcome.raised, source),)
        return Verdict.ERROR, _raised_findings(outcome.raised, outcome, source, look_at_source())
    return None


def _raised_findings(raised: Raised | None, outcome: Outcome | None, source: str, static: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put first what the source shows; the exception is then only what it led to."""
    if raised is None:
        return tuple(static)
    return (*static, _exception(raised, outcome.case if outcome is not None else None, source))


def _exception(raised: Raised, case: Case | None, source: str) -> Finding:
    where = _quoted_line(raised.line, source)
    if raised.type == "RecursionError":
        return finding("endless-recursion", where=where)
    told = {
        "type": raised.type,
        "message": raised.message.rstrip(".") or "…",
        "where": where,
        "advice": advice_on(raised.type, raised.message),
    }
    if case is None:
        return finding("raised-at-load", **told)
    return finding("raised", case=case.name, **told)


def _quoted_line(line: int | None, source: str) -> Phrase:
    lines = source.splitlines()
    if line is None or not 0 < line <= len(lines):
        return _NOTHING
    quoted = lines[line - 1].strip()[:_MAX_LINE_CHARS]
    return Phrase(en=f" (line {line}: `{quoted}`)", zh=f"（第 {line} 行：`{quoted}`）")


def _memory(raised: Raised | None, source: str) -> Finding:
    limit_mb = load_policy().profiles["python"].limits.extra_address_space_mb
    return finding("memory", limit_mb=limit_mb, where=_quoted_line(raised.line if raised else None, source))


def _death(answers: Answers) -> Finding:
    if answers.ended == "crashed":
        return finding("crashed", signal=answers.signal_name)
    return finding("blocked-call" if answers.ended == "blocked" else "exited")
