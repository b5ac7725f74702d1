"""The words of the findings that every task has in common, from `findings.yaml`."""

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


_FILE = Path(__file__).parent / "findings.yaml"


@cache
def _texts() -> Mapping[str, Text]:
    return {key: Text.model_validate(value) for key, value in yaml.safe_load(_FILE.read_text("utf-8")).items()}


def finding(finding_id: str, **values: object) -> Finding:
    """Return the finding of that id with {names} filled in; a Phrase or a Text is put in by language. Raises KeyError."""
    text = _texts()[finding_id]
    filled = {
        language: getattr(text, language).format(
            **{name: getattr(value, language) if isinstance(value, (Phrase, Text)) else value for name, value in values.items()}
        )
        for language in ("en", "zh")
    }
    return Finding(finding_id, Text(**filled))
