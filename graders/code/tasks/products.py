"""What exceptions of matrix products show: a transpose that is missing."""

from __future__ import annotations

import re

from graders.code.tasks.contract import Evidence

_SHAPES_DO_NOT_FIT = re.compile(r"shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)")


def lacks_transpose(evidence: Evidence) -> bool:
    """Tell whether each exception is a product (a, n) @ (b, n), which lacks the transpose of one side, and there is one."""
    messages = [outcome.raised.message for outcome in evidence.outcomes if outcome.raised is not None]
    shapes = [_SHAPES_DO_NOT_FIT.search(message) for message in messages]
    return any(shapes) and all(found is None or found[2] == found[4] for found in shapes)
