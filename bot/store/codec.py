"""Values of the conversation as the bytes that a row holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from pydantic import TypeAdapter

from bot.conversation.cards import Card
from bot.conversation.origin import Origin
from graders.code.report import Report
from graders.code.upload import Upload


@cache
def _origins() -> TypeAdapter[Origin]:
    return TypeAdapter(Origin)


@cache
def _cards() -> TypeAdapter[tuple[Card, ...]]:
    return TypeAdapter(tuple[Card, ...])


def origin_to_bytes(origin: Origin) -> bytes:
    """Write an origin."""
    return _origins().dump_json(origin)


def origin_from_bytes(data: bytes) -> Origin:
    """Read an origin back."""
    return _origins().validate_json(data)


def cards_to_bytes(cards: Sequence[Card]) -> bytes:
    """Write cards."""
    return _cards().dump_json(tuple(cards))


def cards_from_bytes(data: bytes) -> tuple[Card, ...]:
    """Read cards back."""
    return _cards().validate_json(data)


def upload_to_bytes(upload: Upload) -> bytes:
    """Write what was uploaded; JSON escapes whatever a broken message may hold."""
    return json.dumps(upload.request()).encode()


def upload_from_bytes(data: bytes) -> Upload:
    """Read an upload back."""
    return Upload.from_request(json.loads(data))


def report_to_bytes(report: Report) -> bytes:
    """Write a report."""
    return json.dumps(report.to_dict()).encode()


def report_from_bytes(data: bytes) -> Report:
    """Read a report back."""
    return Report.from_dict(json.loads(data))
