"""Time zones by the names people use, and the nearest one to a name that does not exist."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.conversation.lookup import Found, find

# What people call zones that are named after another city.
_FURTHER_NAMES = {
    "Asia/Shanghai": ("beijing", "china", "北京", "北京时间", "上海", "中国", "深圳", "杭州"),
    "Asia/Taipei": ("台北", "台湾"),
    "Asia/Hong_Kong": ("香港",),
    "Asia/Singapore": ("新加坡",),
    "Asia/Tokyo": ("东京", "日本"),
    "America/New_York": ("纽约", "us eastern"),
    "America/Los_Angeles": ("洛杉矶", "san francisco", "us pacific"),
    "Europe/London": ("伦敦",),
    "UTC": ("gmt", "z"),
}
_OFFSET = re.compile(r"(?:utc|gmt)\s*([+-])\s*0?(\d{1,2})(?::?00)?", re.IGNORECASE)
_FURTHEST_HOURS = {"+": 14, "-": 12}


def find_zone(name: str) -> Found:
    """Return the zone of that name (`Asia/Shanghai`, `shanghai`, `北京`, `UTC+8`), or the nearest there is."""
    if offset := _OFFSET.fullmatch(name.strip()):
        sign, hours = offset[1], int(offset[2])
        if hours == 0:
            return Found("UTC")
        if hours <= _FURTHEST_HOURS[sign]:
            # In the tz database's Etc zones the sign is the other way round (POSIX).
            return Found(f"Etc/GMT{'-' if sign == '+' else '+'}{hours}")
    return find(name, _names())


@cache
def zone_of(name: str) -> ZoneInfo:
    """Return the zone of a name that `find_zone` gave."""
    return ZoneInfo(name)


def zone_names() -> tuple[str, ...]:
    """Return the names of all zones."""
    return tuple(_names())


@cache
def _names() -> dict[str, tuple[str, ...]]:
    known = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    cities = {zone: zone.rsplit("/", maxsplit=1)[-1] for zone in known if not zone.startswith("Etc/")}
    return {zone: (*((cities[zone],) if zone in cities else ()), *_FURTHER_NAMES.get(zone, ())) for zone in known}
