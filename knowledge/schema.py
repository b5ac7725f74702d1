"""The JSON schemas that editors check the bank's files with: `python -m knowledge.schema` writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from knowledge.models import Concept, Interview, OpenQuestion, Question, Task, Text

FOLDER = Path(__file__).parent / "schema"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Questions(_File):
    questions: list[Question] = []
    open_questions: list[OpenQuestion] = []


class _Topics(_File):
    topics: dict[str, Text]


class _Tasks(_File):
    tasks: list[Task]


class _Interviews(_File):
    interviews: list[Interview]


class _Lexicon(_File):
    concepts: dict[str, Concept]


_FILES: Mapping[str, type[_File]] = {
    "questions": _Questions,
    "topics": _Topics,
    "tasks": _Tasks,
    "interviews": _Interviews,
    "lexicon": _Lexicon,
}


def schemas() -> dict[str, str]:
    """Return the text of each schema file by its name."""
    return {f"{name}.schema.json": _dump(kind.model_json_schema()) for name, kind in _FILES.items()}


def _dump(schema: Mapping[str, Any]) -> str:
    return json.dumps({**schema, "$schema": "https://json-schema.org/draft/2020-12/schema"}, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
