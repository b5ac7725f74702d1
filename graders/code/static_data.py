"""The data of `static.yaml`: what to say of each finding, and what well-known libraries define."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA

from graders.code.report import Finding
from knowledge.models import Text
from knowledge.source import load_yaml

MAX_QUOTE_CHARS = 80
_LONG_NAME = 8


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load_yaml((Path(__file__).parent / "static.yaml").read_text(encoding="utf-8"))
    return data


def say(key: str, **values: object) -> Finding:
    """Return the finding of a text of static.yaml: `<id>` or `<id>/<variant>`; a list becomes several words in code quotes.

    Raises KeyError for an unknown text.
    """
    template = _data()["texts"][key]
    quoted = {name: _quotable(value) for name, value in values.items()}
    text = Text(en=template["en"].format_map(quoted), zh=template["zh"].format_map(quoted))
    return Finding(key.partition("/")[0], text)


def _quotable(value: object) -> str:
    """Return one line of text that stays inside the `code` quotes around it."""
    if isinstance(value, list):
        return "`, `".join(map(_quotable, value))
    line = " ".join(str(value).replace("`", "'").split())
    return line if len(line) <= MAX_QUOTE_CHARS else line[: MAX_QUOTE_CHARS - 1] + "…"


@cache
def imports() -> Mapping[str, str]:
    """Return the import line of each name that learners use without importing it."""
    return {name: line for line, names in _data()["imports"].items() for name in names.split()}


@cache
def imported_module(name: str) -> str:
    """Return the dotted name that the import line of `name` binds to it."""
    statement = ast.parse(imports()[name]).body[0]
    if isinstance(statement, ast.ImportFrom):
        return f"{statement.module}.{name}"
    return statement.names[0].name if isinstance(statement, ast.Import) else name


@cache
def attributes(module: str) -> frozenset[str]:
    """Return the names that a well-known module defines; none for any other module."""
    return frozenset(_data()["attributes"].get(module, "").split())


@cache
def submodules() -> frozenset[str]:
    """Return the dotted names of modules that look like something to call (`nn.parameter`)."""
    return frozenset(_data()["submodules"].split())


def distance(first: str, second: str) -> int:
    """Return how many letters differ, a swap of neighbours counting as one; other case alone is no letter."""
    return OSA.distance(first.lower(), second.lower())


def nearest(name: str, known: Collection[str], *, two_from: int = _LONG_NAME) -> str | None:
    """Return the known name of which `name` may be a misspelling: another case, or one letter off, two from that length on."""
    allowed = 0 if len(name) < 3 else 1 if len(name) < two_from else 2
    like = [other for other in known if other != name and abs(len(other) - len(name)) <= allowed]
    ranked = sorted((distance(name, other), abs(len(name) - len(other)), other[:1] != name[:1], other) for other in like)
    return ranked[0][3] if ranked and ranked[0][0] <= allowed else None
