from __future__ import annotations

from knowledge.schema import FOLDER, schemas


def test_the_schemas_that_editors_use_are_those_of_the_models() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert committed == schemas(), "run: python -m knowledge.schema"
