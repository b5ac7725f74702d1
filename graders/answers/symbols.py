"""The names that formulas may contain, read once from symbols.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from graders.answers.normalise import normalise
from knowledge.source import load_yaml


def plain(spelling: str) -> str:
    """Return a symbol without the braces and blanks that make no difference."""
    return spelling.translate({ord("{"): None, ord("}"): None, ord(" "): None})


def _read() -> Mapping[str, frozenset[str]]:
    text = (Path(__file__).parent / "symbols.yaml").read_text(encoding="utf-8")
    spellings = {name: (name, *ways) for name, ways in load_yaml(text).items()}
    return MappingProxyType({name: frozenset(plain(normalise(str(s)).text) for s in ways) for name, ways in spellings.items()})


SPELLINGS = _read()
"""Name of a quantity -> its normalised spellings."""
