"""Addresses that whoever runs the bot may set: a token must not travel in the clear, save on this machine."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from bot.platforms.errors import PlatformError


def check_address(url: str, safe: str, plain: str, name: str) -> None:
    """Refuse an address whose scheme is neither `safe` nor, on loopback, `plain`. Raises PlatformError."""
    parts = urlsplit(url)
    if parts.hostname and (parts.scheme == safe or (parts.scheme == plain and _is_loopback(parts.hostname))):
        return
    raise PlatformError(f"{name} must begin with {safe}:// ({plain}:// is for this machine only).")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
