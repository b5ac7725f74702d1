"""Sign requests as Slack does in HTTP mode: well, badly, or too long ago."""

from __future__ import annotations

import hashlib
import hmac
import json
from enum import Enum
from urllib.parse import urlencode

from tests.platforms.slack.fake_world import Json

STALE_S = 5 * 60 + 1


class Signature(Enum):
    """How a request is signed."""

    GOOD = "good"
    BAD = "bad"
    STALE = "stale"


def signed_headers(body: str, secret: str, *, now_s: float, signature: Signature = Signature.GOOD) -> dict[str, str]:
    """Return the headers that come with a body."""
    timestamp = int(now_s) - (STALE_S if signature is Signature.STALE else 0)
    key = f"not {secret}" if signature is Signature.BAD else secret
    digest = hmac.new(key.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json" if body.startswith("{") else "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": f"v0={digest}",
    }


def http_body(kind: str, payload: Json) -> str:
    """Write a payload of Socket Mode as the body of an HTTP request: `kind` is the type of its envelope."""
    match kind:
        case "events_api":
            return json.dumps(payload)
        case "interactive":
            return urlencode({"payload": json.dumps(payload)})
        case _:
            return urlencode(payload)
