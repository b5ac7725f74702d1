"""What to do about an exception that a submission raised: an explanation beside Python's own words, from `exceptions.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from graders.code.wording import Phrase


@dataclass(frozen=True, slots=True)
class _Advice:
    says: re.Pattern[str]
    en: str
    zh: str


@cache
def _known() -> Sequence[_Advice]:
    rows = yaml.safe_load((Path(__file__).parent / "exceptions.yaml").read_text("utf-8"))
    return tuple(_Advice(re.compile(row["says"]), row["en"], row["zh"]) for row in rows)


def advice_on(kind: str, message: str) -> Phrase:
    """Return what to do about an exception of that type and message, to be put behind it; empty where nothing is known."""
    for advice in _known():
        if match := advice.says.match(f"{kind}: {message}"):
            groups = match.groupdict()
            return Phrase(en=f" {advice.en.format(**groups)}", zh=advice.zh.format(**groups))
    return Phrase()
