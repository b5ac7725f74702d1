"""`count_ways`: number of multisets of items that fill a complete knapsack exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence
from graders.code.tasks.knapsack import (
    count_ways,
    count_ways_once,
    draw_problem,
    min_items,
    one_less,
    results,
    without_first,
    without_last,
    wrong_only_where,
    wrong_outcomes,
)


def cases(draw: Draw) -> Sequence[Case]:
    """Draw problems whose numbers of ways differ from what each named mistake gives."""

    def case(name: str, weights: list[int], capacity: int, check: str = "values", *, unusual: bool = False) -> Case:
        return Case(name, (weights, capacity), gradients=False, check=check, unusual=unusual)

    def is_clear(weights: list[int], capacity: int) -> bool:
        """Tell whether no common mistake is right by chance."""
        right = count_ways(weights, capacity)
        others = [oracle(weights, capacity) for oracle in (_sequences, *TASK.mistakes.values()) if oracle is not _minus_one]
        return right > 2 and right not in others

    def tells_ones_apart(weights: list[int], capacity: int) -> bool:
        # Two mistakes give zeros and ones only: here they give different ones.
        return is_clear(weights, capacity) and _overwritten(weights, capacity) != _whether(weights, capacity)

    def once_is_possible(weights: list[int], capacity: int) -> bool:
        return is_clear(weights, capacity) and count_ways_once(weights, capacity) > 1

    def has_none(weights: list[int], capacity: int) -> bool:
        return count_ways(weights, capacity) == 0 < count_ways(weights, capacity - 1)

    weight = draw.random.randint(3, 9)
    return (
        case("one kind of item, fits several times", [weight], weight * draw.random.randint(3, 6)),
        case(
            "one kind of item, cannot fill it",
            [weight],
            weight * draw.random.randint(2, 5) + draw.random.randint(1, weight - 1),
            "no solution",
        ),
        case("capacity 0", draw.distinct(3, 2, 9), 0, "capacity 0"),
        replace(draw_problem(draw, 3, 7, (12, 24), tells_ones_apart), name="three kinds of items"),
        replace(draw_problem(draw, 4, 9, (12, 24), is_clear), name="four kinds of items"),
        replace(draw_problem(draw, 5, 12, (20, 40), once_is_possible), name="five kinds of items"),
        replace(draw_problem(draw, 3, 20, (20, 50), has_none), name="nearly filled, but not exactly", check="no solution"),
        case("every item too heavy", draw.distinct(3, 30, 60), draw.random.randint(5, 29), "no solution"),
        case("no items, capacity above 0", [], draw.random.randint(3, 9), "no solution", unusual=True),
        case("no items, capacity 0", [], 0, "capacity 0", unusual=True),
        case("[1, 2, 3, 5, 7, 11, 13] at 300", [1, 2, 3, 5, 7, 11, 13], 300, "running time"),
        case("capacity in the thousands", draw.distinct(4, 101, 300), draw.random.randint(2_000, 4_000), "running time"),
    )


def _sequences(weights: list[int], capacity: int) -> int:
    """Count in how many orders items can be put in: capacities in the outer loop, weights in the inner."""
    table = [1, *[0] * capacity]
    for filled in range(1, capacity + 1):
        table[filled] = sum(table[filled - weight] for weight in weights if weight <= filled)
    return table[capacity]


def _at_most(weights: list[int], capacity: int) -> int:
    """Count what fits into the knapsack, filled or not."""
    return sum(count_ways(weights, filled) for filled in range(capacity + 1))


def _overwritten(weights: list[int], capacity: int) -> int:
    """Put the ways that take an item in the place of those that do without."""
    table = [1, *[0] * capacity]
    for weight in weights:
        for filled in range(weight, capacity + 1):
            table[filled] = table[filled - weight]
    return table[capacity]


def _minus_one(weights: list[int], capacity: int) -> int:
    return count_ways(weights, capacity) or -1


def _whether(weights: list[int], capacity: int) -> int:
    return int(count_ways(weights, capacity) > 0)


def _added_once_more(weights: list[int], capacity: int) -> int:
    """Count one more for each way to go on: table[j] += table[j - w] + 1."""
    table = [0] * (capacity + 1)
    for weight in weights:
        for filled in range(weight, capacity + 1):
            table[filled] += table[filled - weight] + 1
    return table[capacity]


def _counts_orders(evidence: Evidence) -> bool:
    """Tell whether results are numbers of sequences, where those fit into an int of C++."""
    wrong = wrong_outcomes(evidence)
    sequences = [(outcome.returned, _sequences(*outcome.case.args)) for outcome, _ in wrong]
    fitting = [got == number for got, number in sequences if number < 2**31]
    return bool(fitting) and all(fitting)


def _never_any(evidence: Evidence) -> bool:
    """Tell whether there is no way to anything but capacity 0."""
    filled = [outcome.returned for outcome, right in results(evidence) if right > 0 and outcome.case.args[1] > 0]
    return len(filled) > 2 and all(isinstance(got, (int, float)) and got == 0 for got in filled)


def _zero_wrong(evidence: Evidence) -> bool:
    return wrong_only_where(evidence, lambda case, _: case.args[1] == 0)


TASK = CodeTask(
    id="knapsack-count-ways",
    entry=("count_ways",),
    cpp_entry=("countWays", "count_ways"),
    cases=cases,
    reference=count_ways,
    mistakes={
        "each-item-once": count_ways_once,
        "not-filled-exactly": _at_most,
        "ways-overwritten": _overwritten,
        "minus-one-for-none": _minus_one,
        "whether-not-how-many": _whether,
        "counts-items": min_items,
        "one-added-each-time": _added_once_more,
        "capacity-left-out": one_less(count_ways),
        "first-item-left-out": without_first(count_ways),
        "last-item-left-out": without_last(count_ways),
    },
    signs={"nothing-to-start-from": _never_any, "order-counts": _counts_orders, "capacity-zero": _zero_wrong},
)
