"""What was on the screen before a restart works after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import button_of, running_bot, text_of, thread_of


@pytest.mark.asyncio
async def test_buttons_and_forms_work_after_a_restart(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    ann = fake.add_user("ann")
    async with running_bot(fake, monkeypatch, url):
        await fake.slash(ann, fake.channel, "quiz", {"topic": "rnn", "count": 1})
        thread = await thread_of(fake)
        (question,) = await fake.bot_messages(thread, 1)
        form = await fake.press(ann, question, button_of(question, "answer"))
    async with running_bot(fake, monkeypatch, url):
        answered = await fake.submit_modal(ann, form, {"text": "forget"})
        assert answered.original is not None
        assert "“forget”" in text_of(answered.original)
        hinted = await fake.press(ann, question, button_of(question, "hint"))
        assert hinted.responses[0].is_ephemeral
