"""What is counted and timed, for Prometheus: docs/metrics.md. Labels take few values; none of them is anybody's words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

from graders.code.report import Verdict

# When each series began is nothing that anybody looks at, and would be a third of all series.
disable_created_metrics()  # type: ignore[no-untyped-call]

_TURN_BUCKETS_S: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_ACKNOWLEDGEMENT_BUCKETS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)
"""Discord and Slack give up after 3 s."""
_GRADE_BUCKETS_S: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)

TURN = Histogram("mianjing_turn_seconds", "One step of a conversation, with its transaction.", buckets=_TURN_BUCKETS_S)
ACKNOWLEDGEMENT = Histogram(
    "mianjing_acknowledgement_seconds",
    "From an event's arrival in this process to its acknowledgement, or to the first answer.",
    ["platform"],
    buckets=_ACKNOWLEDGEMENT_BUCKETS_S,
)
QUEUE = Gauge("mianjing_queue_messages", "Jobs that wait in a queue of the broker.", ["queue"])
GRADE = Histogram("mianjing_grade_seconds", "From asking for a grade to the report.", buckets=_GRADE_BUCKETS_S)
VERDICTS = Counter("mianjing_verdicts_total", "Reports on code, by verdict.", ["verdict"])
SANDBOX_LAYER = Gauge("mianjing_sandbox_layer", "Whether a layer of the sandbox is on (1) or off (0).", ["layer"])
DAILY_POSTS = Counter("mianjing_daily_posts_total", "Daily questions that were to be posted, by what came of it.", ["outcome"])
INCIDENTS = Counter("mianjing_incidents_total", "What went wrong for a reason that nobody knows yet.", ["platform", "error"])
MEMORY_UNAVAILABLE = Counter("mianjing_memory_unavailable_total", "Times that the database could not be reached for somebody.")


CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
"""What `as_text` is."""


class Outcome(StrEnum):
    """What came of a daily post."""

    POSTED = "posted"
    REFUSED = "refused"
    UNDELIVERED = "undelivered"


def as_text() -> bytes:
    """Return everything as Prometheus reads it, with what there is to say of the process."""
    return generate_latest()


def show_waiting(counts: Mapping[str, int]) -> None:
    """Show how many jobs wait in each queue. One that is not named is not shown any more: an old figure is none."""
    QUEUE.clear()
    for queue, count in counts.items():
        QUEUE.labels(queue).set(count)


def show_layers(layers: Mapping[str, bool]) -> None:
    """Show which layers of the sandbox are on."""
    for layer, is_on in layers.items():
        SANDBOX_LAYER.labels(layer).set(is_on)


def _begin_at_zero() -> None:
    """Let there be every series whose labels are known: the first of its kind is a rise, which an alert sees."""
    for verdict in Verdict:
        VERDICTS.labels(verdict.value)
    for outcome in Outcome:
        DAILY_POSTS.labels(outcome)


_begin_at_zero()
