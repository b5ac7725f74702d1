"""What can be wrong with the broker."""

from __future__ import annotations


class BrokerError(Exception):
    """The broker cannot be used; the message says why and what to do, in one sentence."""
