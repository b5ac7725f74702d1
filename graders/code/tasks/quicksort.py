"""`quicksort`: sort integers ascending, in place (`quicksort(q, l, r)`, r inclusive) or as a returned list (`quicksort(q)`)."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from graders.code.cpp_source import blanked, definitions
from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence, Outcome, Value

DEEP = 2_000
"""Elements of the cases that recurse once for each element if the pivot is chosen badly. Python allows 1,000 calls."""
LARGE = 20_000
"""Elements of the case that takes a quadratic sort longer than the sandbox allows."""
RECURSION = "recursion depth"
RUNNING_TIME = "running time"


def cases(draw: Draw) -> Sequence[Case]:
    """Draw lists: distinct ones first, so that a lost value is not taken for a dropped duplicate."""

    def case(name: str, q: list[int], check: str = "values", *, unusual: bool = False) -> Case:
        return Case(name, (q, 0, len(q) - 1), gradients=False, check=check, unusual=unusual)

    def repeated(count: int, kinds: int) -> list[int]:
        values = draw.distinct(kinds, 1, 40)
        q = [*values, *(draw.random.choice(values) for _ in range(count - kinds))]
        draw.random.shuffle(q)
        return q

    low, high = sorted(draw.distinct(2, 1, 50))
    start, step = draw.random.randint(1, 9), draw.random.randint(2, 5)
    rising = list(range(start, start + step * DEEP, step))
    return (
        case("one element", draw.integers(1, 1, 9)),
        case("two elements", [high, low]),
        case("seven different numbers", _unordered(draw, 7, 1, 60)),
        case("eight different numbers, some negative", _unordered(draw, 8, -40, 40)),
        case("thirteen different numbers", _unordered(draw, 13, 1, 99)),
        case("duplicates", repeated(9, 4)),
        case("many duplicates", repeated(20, 3)),
        case("already sorted", sorted(draw.distinct(11, -30, 60))),
        case("in reverse order", sorted(draw.distinct(12, -30, 60), reverse=True)),
        case("six equal numbers", draw.integers(1, 1, 9) * 6),
        case("a hundred numbers", draw.integers(100, -500, 500)),
        case("an empty list", [], unusual=True),
        case(f"{DEEP:,} sorted numbers", rising, RECURSION, unusual=True),
        case(f"{DEEP:,} numbers in reverse order", rising[::-1], RECURSION, unusual=True),
        case(f"{DEEP:,} equal numbers", [start] * DEEP, RECURSION, unusual=True),
        case(f"{LARGE:,} numbers", draw.integers(LARGE, -(10**6), 10**6), RUNNING_TIME),
    )


def _unordered(draw: Draw, count: int, low: int, high: int) -> list[int]:
    """Return different numbers whose first and last are each out of place, and which no one part of a partition leaves sorted."""
    while True:
        q = draw.distinct(count, low, high)
        right = sorted(q)
        ends_move = q[0] not in right[:2] + right[-2:] and q[-1] not in right[:2] + right[-2:]
        if ends_move and right.index(q[0]) != 0 and right.index(q[-1]) != count - 1 and q[count // 2] not in (right[0], right[-1]):
            return q


def reference(q: list[int], l: int, r: int) -> list[int]:  # noqa: E741 - the names of the task
    """Return the numbers from l to r, both included, in ascending order, what lies outside untouched."""
    return q[:l] + sorted(q[l : r + 1]) + q[r + 1 :]


def result(returned: Value, after: tuple[Value, ...]) -> Value:
    """Return what was sorted: the returned list, or the argument where nothing of the kind came back."""
    if isinstance(returned, tuple) and returned and all(type(item) is int for item in returned):
        return list(returned)
    return returned if isinstance(returned, list) or hasattr(returned, "tolist") else after[0]


def _descending(q: list[int], *_: int) -> list[int]:
    return sorted(q, reverse=True)


def _without_duplicates(q: list[int], *_: int) -> list[int]:
    return sorted(set(q))


def _left_as_it_was(q: list[int], *_: int) -> list[int]:
    return q


def _last_excluded(q: list[int], *_: int) -> list[int]:
    return sorted(q[:-1]) + q[-1:]


def _first_excluded(q: list[int], *_: int) -> list[int]:
    return q[:1] + sorted(q[1:])


def _by_size_without_sign(q: list[int], *_: int) -> list[int]:
    return sorted(q, key=abs)


def _sorted_lists(evidence: Evidence) -> Iterator[tuple[Outcome, list[int], list[int]]]:
    """Yield outcome, result and right result where a list of numbers came back."""
    for outcome, right in zip(evidence.outcomes, evidence.expected, strict=False):
        got = outcome.returned
        if outcome.raised is None and isinstance(got, list) and all(type(item) is int for item in got):
            yield outcome, got, right


def _different(numbers: Sequence[int]) -> bool:
    return len(set(numbers)) == len(numbers)


def _loses_the_pivot(evidence: Evidence) -> bool:
    """Tell whether numbers vanish although none occurs twice."""
    return any(
        _different(right) and len(got) < len(right) and not Counter(got) - Counter(right)
        for _, got, right in _sorted_lists(evidence)
    )


def _keeps_the_pivot_twice(evidence: Evidence) -> bool:
    return any(len(got) > len(right) and got == sorted(got) for _, got, right in _sorted_lists(evidence))


def _overwrites(evidence: Evidence) -> bool:
    """Tell whether as many numbers come back, but not the same."""
    return any(len(got) == len(right) and Counter(got) != Counter(right) for _, got, right in _sorted_lists(evidence))


def _own_calls(source: str) -> list[bool]:
    """Return for each call of a function by itself whether it stands in a `while`, be the source Python or C++."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return _own_calls_cpp(source)
    calls: list[bool] = []
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        looped = {inner for loop in ast.walk(function) if isinstance(loop, ast.While) for inner in ast.walk(loop)}
        found = (node for node in ast.walk(function) if isinstance(node, ast.Call))
        calls += [
            node in looped for node in found if function.name in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
        ]
    return calls


def _own_calls_cpp(source: str) -> list[bool]:
    text = blanked(source)
    calls: list[bool] = []
    for function in definitions(source):
        body = text[text.find("{", function.start) : function.end]
        looped = re.search(rf"while\s*\([^)]*\)\s*\{{[^{{}}]*\b{function.name}\s*\(", body) is not None
        calls += [looped] * len(re.findall(rf"\b{function.name}\s*\(", body))
    return calls


def _is_shuffled(evidence: Evidence) -> bool:
    """Tell whether some list comes back with all its numbers, rearranged, but not in order."""
    return any(
        got != right and got != outcome.case.args[0] and Counter(got) == Counter(right)
        for outcome, got, right in _sorted_lists(evidence)
    )


def _sorts_one_part(evidence: Evidence) -> bool:
    return _own_calls(evidence.source) == [False] and _is_shuffled(evidence)


def _only_partitions(evidence: Evidence) -> bool:
    has_stack = any(word in evidence.source for word in ("append", "stack", "deque", "push"))
    return not has_stack and not _own_calls(evidence.source) and "while" in evidence.source and _is_shuffled(evidence)


def _recursed(evidence: Evidence, *, deep: bool) -> list[list[int]]:
    """Return the lists on which the recursion got too deep."""
    return [
        outcome.case.args[0]
        for outcome in evidence.outcomes
        if outcome.raised is not None and outcome.raised.type == "RecursionError" and (outcome.case.check == RECURSION) == deep
    ]


def _never_gets_smaller(evidence: Evidence) -> bool:
    return bool(_recursed(evidence, deep=False))


def _deep_on_sorted(evidence: Evidence) -> bool:
    return not _never_gets_smaller(evidence) and any(q[0] != q[-1] for q in _recursed(evidence, deep=True))


def _deep_on_equal(evidence: Evidence) -> bool:
    return not _never_gets_smaller(evidence) and any(q[0] == q[-1] for q in _recursed(evidence, deep=True))


def _fails_on_empty(evidence: Evidence) -> bool:
    raised = [outcome.case for outcome in evidence.outcomes if outcome.raised is not None]
    return bool(raised) and all(not case.args[0] for case in raised)


TASK = CodeTask(
    id="quicksort",
    entry=("quicksort", "quick_sort", "qsort"),
    cpp_entry=("qsort", "quick_sort", "quicksort", "quickSort"),
    cases=cases,
    reference=reference,
    mistakes={
        "descending": _descending,
        "duplicates-dropped": _without_duplicates,
        "list-unchanged": _left_as_it_was,
        "last-excluded": _last_excluded,
        "first-excluded": _first_excluded,
        "signs-ignored": _by_size_without_sign,
    },
    signs={
        "part-never-smaller": _never_gets_smaller,
        "deep-on-sorted": _deep_on_sorted,
        "deep-on-equal": _deep_on_equal,
        "empty-list-raises": _fails_on_empty,
        "pivot-lost": _loses_the_pivot,
        "pivot-doubled": _keeps_the_pivot_twice,
        "numbers-overwritten": _overwrites,
        "one-part-only": _sorts_one_part,
        "partition-only": _only_partitions,
    },
    mutates=frozenset({0}),
    arities={1: lambda args: args[:1]},
    result=result,
)
