from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.deploy.files import COMPOSE, DOCKERFILE, ENV_EXAMPLE, KUBERNETES, ROOT

FILES = [DOCKERFILE, COMPOSE, ENV_EXAMPLE, *sorted(KUBERNETES.glob("*.yaml")), ROOT / "docs" / "operations.md"]
OURS = re.compile(r"\b(?:MIANJING|DISCORD|SLACK)_[A-Z_]*[A-Z]\b")


def _known() -> set[str]:
    prefix = Settings.model_config["env_prefix"]
    fields = Settings.model_fields.items()
    return {str(field.validation_alias) if field.validation_alias else f"{prefix}{name}".upper() for name, field in fields}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_is_one_that_the_program_reads(path: Path) -> None:
    assert set(OURS.findall(path.read_text("utf-8"))) <= _known()
