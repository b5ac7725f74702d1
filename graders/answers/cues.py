"""The small words that steer meaning, read once from cues.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from knowledge.source import load_yaml


def _read() -> Mapping[str, tuple[str, ...]]:
    text = (Path(__file__).parent / "cues.yaml").read_text(encoding="utf-8")
    return MappingProxyType({name: tuple(map(str, words)) for name, words in load_yaml(text).items()})


CUES = _read()
"""Cue name -> its words, in both languages."""
