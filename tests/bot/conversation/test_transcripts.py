"""Whole conversations as data: each file is what the learner types (`> `) and exactly what the bot replies.

The first line names the bank (`small` or `real`), the language and the seed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.answers import AnswerGrader
from knowledge.bank import load_bank
from knowledge.models import Language
from tests.bot.fake_chat import FakeChat
from tests.bot.small_bank import ScriptedGrader, SmallBank

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


def started_chat(header: str) -> FakeChat:
    """Read `# bank=small language=en seed=1` and start that chat."""
    settings = dict(part.split("=") for part in header.removeprefix("# ").split())
    language, seed = settings["language"], int(settings["seed"])
    assert language in ("en", "zh")
    spoken: Language = "zh" if language == "zh" else "en"
    if settings["bank"] == "small":
        return FakeChat(SmallBank(), ScriptedGrader(), spoken, seed)
    assert settings["bank"] == "real"
    bank = load_bank()
    return FakeChat(bank, AnswerGrader(bank), spoken, seed)


def replayed(transcript: str) -> str:
    """Type the learner's lines of a transcript and return the transcript that comes of it."""
    header, *lines = transcript.splitlines()
    chat = started_chat(header)
    heard = [header]
    for line in lines:
        if line.startswith("> "):
            heard += ["", line, chat.types(line.removeprefix("> "))]
    return "\n".join(heard) + "\n"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_conversation_goes_as_written(path: Path) -> None:
    transcript = path.read_text(encoding="utf-8")
    assert replayed(transcript) == transcript


def test_there_are_transcripts_in_both_languages() -> None:
    headers = {path.read_text(encoding="utf-8").splitlines()[0].split()[2] for path in TRANSCRIPTS}
    assert headers == {"language=en", "language=zh"}
