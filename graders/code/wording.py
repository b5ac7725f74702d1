"""The words of the findings that every task has in common, from `findings.yaml`, and the names of checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from graders.code.report import Finding
from knowledge.models import Text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence in both languages; may be empty, unlike a Text."""

    en: str = ""
    zh: str = ""


_FOLDER = Path(__file__).parent


@cache
def _texts(file: str) -> Mapping[str, Text]:
    return {key: Text.model_validate(value) for key, value in yaml.safe_load((_FOLDER / file).read_text("utf-8")).items()}


def check_name(name: str) -> Text:
    """Return what learners see for the name of a check. Raises KeyError."""
    return _texts("checks.yaml")[name]


def finding(finding_id: str, **values: object) -> Finding:
    """Return the finding of that id with {names} filled in; a Phrase or a Text is put in by language. Raises KeyError."""
    text = _texts("findings.yaml")[finding_id]
    filled = {
        language: getattr(text, language).format(
            **{name: getattr(value, language) if isinstance(value, (Phrase, Text)) else value for name, value in values.items()}
        )
        for language in ("en", "zh")
    }
    return Finding(finding_id, Text(**filled))
