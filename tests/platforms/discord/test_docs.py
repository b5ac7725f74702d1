"""The invite link in docs/discord.md asks for what it says, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import discord

GUIDE = (Path(__file__).parents[3] / "docs" / "discord.md").read_text(encoding="utf-8")


def test_invite_link_asks_for_the_permissions_that_are_named() -> None:
    match = re.search(r"scope=(\S+)&permissions=(\d+)", GUIDE)
    assert match is not None
    assert match[1] == "bot+applications.commands"
    assert discord.Permissions(int(match[2])) == discord.Permissions(
        view_channel=True,
        send_messages=True,
        embed_links=True,
        attach_files=True,
        read_message_history=True,
        create_public_threads=True,
        send_messages_in_threads=True,
    )
