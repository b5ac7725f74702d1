"""The bot on Discord, as its users have it: real discord.py, our own Discord on loopback."""

from __future__ import annotations

import re

import pytest

from bot.platforms.discord import client as client_module
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import Running, button_of, text_of, thread_of

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]
ACKNOWLEDGED_WITHIN_S = 1.0


async def test_quiz_in_a_direct_message_is_answered_by_typing(fake: FakeDiscord) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    asked = await fake.slash(ann, private, "quiz", {"topic": "rnn", "count": 1})
    assert asked.acknowledged_after_s is not None
    assert asked.acknowledged_after_s < ACKNOWLEDGED_WITHIN_S
    assert "Which gates does an LSTM cell have?" in text_of(fake.messages(private)[-1])
    await fake.direct_message(ann, "forget, input and output")
    replies = await fake.bot_messages(private, 2)
    assert "Score: 100%" in text_of(replies[-1])


async def test_quiz_in_a_channel_runs_in_a_thread_and_is_answered_privately(fake: FakeDiscord) -> None:
    ann, bo = fake.add_user("ann"), fake.add_user("bo")
    await fake.slash(ann, fake.channel, "quiz", {"topic": "rnn", "count": 1})
    thread = await thread_of(fake)
    (question,) = await fake.bot_messages(thread, 1)
    assert "Which gates" in text_of(question)
    for person, words in ((bo, "I do not think so: reset"), (ann, "forget, input and output")):
        form = await fake.press(person, question, button_of(question, "answer"))
        answered = await fake.submit_modal(person, form, {"text": words})
        assert all(response.is_ephemeral for response in answered.responses)
    public = await fake.bot_messages(thread, 2)
    assert "ann has solved it" in text_of(public[-1])
    assert len(fake.messages(thread)) == 2


async def test_next_goes_on_once_and_the_last_sums_up(fake: FakeDiscord) -> None:
    ann = fake.add_user("ann")
    await fake.slash(ann, fake.channel, "quiz", {"count": 2})
    thread = await thread_of(fake)
    (first,) = await fake.bot_messages(thread, 1)
    await fake.press(ann, first, button_of(first, "next"))
    again = await fake.press(ann, first, button_of(first, "next"))
    assert again.responses[0].is_ephemeral
    _, second = await fake.bot_messages(thread, 2)
    await fake.press(ann, second, button_of(second, "next"))
    *_, summary = await fake.bot_messages(thread, 3)
    assert "The quiz is over" in text_of(summary)


async def test_quiz_stays_in_the_channel_where_the_bot_may_not_open_threads(fake: FakeDiscord) -> None:
    failure = fake.fail_next("POST", r"/channels/\d+/messages/\d+/threads", 403, {"code": 50013, "message": "Missing Permissions"})
    await fake.slash(fake.add_user("ann"), fake.channel, "quiz", {"topic": "rnn", "count": 1})
    await fake.bot_messages(fake.channel, 2)
    assert failure.has_happened
    assert "Which gates" in text_of(fake.messages(fake.channel)[-1])


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("interview", {}, "Mock interviews"),
        ("interview", {"name": "acme-round-1"}, "Welcome"),
        ("code", {}, "Coding tasks"),
        ("code", {"task": "quicksort"}, "Sort q"),
        ("review", {}, "nothing to review yet"),
        ("progress", {}, "Nothing is recorded yet"),
        ("leaderboard", {}, "Nobody has practised here yet"),
        ("report", {}, "Which question is it about"),
        ("lang", {"language": "zh"}, "中文"),
        ("zone", {"name": "Asia/Tokyo"}, "Asia/Tokyo"),
        ("zone", {"name": "Asia/Shanghia"}, "Asia/Shanghai"),
        ("link", {}, "one-time code"),
        ("link", {"code": "AAAAAAAA"}, "not valid"),
        ("export", {}, "Nothing is recorded yet"),
        ("privacy", {}, "What is kept"),
        ("privacy", {"action": "delete"}, "delete everything"),
        ("topics", {}, "Recurrent networks"),
        ("help", {}, "/quiz"),
        ("hint", {}, "no open question"),
        ("quiz", {"topic": "cooking"}, "no topic"),
        ("daily set", {"time": "25:00"}, "no time of day"),
        ("daily set", {"time": "09:00", "zone": "Asia/Shanghai"}, "every day at 09:00"),
        ("daily status", {}, "No daily question"),
        ("daily off", {}, "No daily question"),
    ],
)
async def test_every_command_answers_at_once(fake: FakeDiscord, name: str, options: dict[str, str], says: str) -> None:
    interaction = await fake.slash(fake.add_user("ann"), fake.channel, name, options)
    assert interaction.acknowledged_after_s is not None
    assert interaction.acknowledged_after_s < ACKNOWLEDGED_WITHIN_S
    assert interaction.original is not None
    assert says in text_of(interaction.original).replace("\\", "")


async def test_what_is_private_is_seen_by_nobody_else(fake: FakeDiscord) -> None:
    ann = fake.add_user("ann")
    for name in ("progress", "review", "link", "privacy", "help"):
        interaction = await fake.slash(ann, fake.channel, name)
        assert interaction.responses[0].is_ephemeral, name
    assert fake.messages(fake.channel) == []


async def test_language_is_the_users_own(fake: FakeDiscord) -> None:
    li = fake.add_user("li", locale="zh-CN")
    helped = await fake.slash(li, fake.channel, "help", locale="zh-CN")
    assert helped.original is not None
    assert "使用" in text_of(helped.original) or "命令" in text_of(helped.original)
    names = {command["name"]: command["name_localizations"] for command in fake.commands}
    assert names["quiz"] == {"en-US": "quiz", "zh-CN": "测验", "zh-TW": "測驗"}
    assert all(set(found) == {"en-US", "zh-CN", "zh-TW"} for found in names.values())


async def test_topics_and_tasks_are_suggested(fake: FakeDiscord) -> None:
    ann = fake.add_user("ann")
    topics = await fake.autocomplete(ann, fake.channel, "quiz", {"topic": "recurent"}, focused="topic")
    assert topics[0]["value"] == "rnn"
    tasks = await fake.autocomplete(ann, fake.channel, "code", {"task": ""}, focused="task")
    assert [task["value"] for task in tasks] == ["quicksort"]
    zones = await fake.autocomplete(ann, fake.channel, "zone", {"name": "shangh"}, focused="name")
    assert zones[0]["value"] == "Asia/Shanghai"


async def test_code_for_the_open_task_is_graded_and_the_first_reply_becomes_the_report(fake: FakeDiscord, bot: Running) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    await fake.slash(ann, private, "code", {"task": "quicksort"})
    await fake.direct_message(ann, "```python\ndef quicksort(q, l, r): right\n```")
    _, report = await fake.bot_messages(private, 2)
    await fake.until(lambda: "Right!" in text_of(report))
    assert report.edits == 1
    assert len(bot.judge.uploads) == 1


async def test_code_nobody_asked_for_asks_which_task_and_a_button_grades_it(fake: FakeDiscord, bot: Running) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    await fake.direct_message(ann, "def quicksort(q, l, r):\n    downwards")
    (asked,) = await fake.bot_messages(private, 1)
    assert "Which task is this for?" in text_of(asked)
    pressed = await fake.press(ann, asked, button_of(asked, "submit"))
    await fake.until(lambda: pressed.original is not None and "sort downwards" in text_of(pressed.original))
    assert bot.judge.uploads[0].text == "def quicksort(q, l, r):\n    downwards"


async def test_attached_file_is_graded_and_other_files_are_explained(fake: FakeDiscord, bot: Running) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    await fake.slash(ann, private, "code", {"task": "quicksort"})
    await fake.direct_message(ann, "", [("photo.png", b"\x89PNG")])
    _, explained = await fake.bot_messages(private, 2)
    assert "I can read code in .py" in text_of(explained)
    await fake.direct_message(ann, "", [("mine.py", b"right")])
    *_, report = await fake.bot_messages(private, 3)
    await fake.until(lambda: "Right!" in text_of(report))
    assert bot.judge.uploads[0].name == "mine.py"


async def test_edited_code_is_graded_again(fake: FakeDiscord, bot: Running) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    await fake.slash(ann, private, "code", {"task": "quicksort"})
    sent = await fake.direct_message(ann, "```\ndownwards\n```")
    _, report = await fake.bot_messages(private, 2)
    await fake.until(lambda: "Not right yet" in text_of(report))
    await fake.edit_message(sent, "```\nright\n```")
    *_, second = await fake.bot_messages(private, 3)
    await fake.until(lambda: "Right!" in text_of(second))
    assert len(bot.judge.uploads) == 2


async def test_submit_takes_a_file_or_opens_a_form(fake: FakeDiscord, bot: Running) -> None:
    ann = fake.add_user("ann")
    with_file = await fake.slash(ann, fake.channel, "submit", {"task": "quicksort", "file": ("a.py", b"downwards")})
    await fake.until(lambda: any("sort downwards" in text_of(m) for m in with_file.followups))
    form = await fake.slash(ann, fake.channel, "submit", {"task": "quicksort"})
    typed = await fake.submit_modal(ann, form, {"text": "right"})
    await fake.until(lambda: typed.original is not None and "Right!" in text_of(typed.original))
    form = await fake.slash(ann, fake.channel, "submit", {"task": "quicksort"})
    filed = await fake.submit_modal(ann, form, {"text": ""}, files={"file": [("b.py", b"right")]})
    await fake.until(lambda: filed.original is not None and "Right!" in text_of(filed.original))
    assert [upload.name for upload in bot.judge.uploads] == ["a.py", "", "b.py"]
    assert fake.messages(fake.channel) == []


async def test_words_of_others_call_nobody(fake: FakeDiscord) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    await fake.slash(ann, private, "quiz", {"topic": "rnn", "count": 1})
    await fake.direct_message(ann, "@everyone forget <@1> ```")
    *_, reply = await fake.bot_messages(private, 2)
    assert reply.allowed_mentions == {"parse": [], "replied_user": False}
    assert not re.search(r"@everyone|<@1>", text_of(reply))


@pytest.mark.parametrize(
    ("status", "code"),
    [(500, 0), (403, 50007), (404, 10003), (404, 10062), (429, 0)],
    ids=["500", "50007", "10003", "10062", "429"],
)
async def test_what_discord_refuses_does_not_end_the_bot(fake: FakeDiscord, status: int, code: int) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    if status == 429:
        fake.rate_limit_next("POST", rf"/channels/{private.id}/messages")
    else:
        failure = fake.fail_next("POST", rf"/channels/{private.id}/messages", status, {"code": code, "message": "no"})
    await fake.direct_message(ann, "hello")
    if status not in (429, 500):
        await fake.until(lambda: failure.has_happened)
    await fake.slash(ann, private, "help")
    assert any("/quiz" in text_of(message) for message in await fake.bot_messages(private, 1))


async def test_what_fails_is_told_with_an_incident(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(client_module, "read_message", broken)
    ann = fake.add_user("ann")
    await fake.direct_message(ann, "my secret words")
    (told,) = await fake.bot_messages(fake.direct_channel(ann), 1)
    assert re.search(r"incident [0-9a-f]{8}", text_of(told))


async def test_bot_goes_on_after_a_lost_connection(fake: FakeDiscord) -> None:
    await fake.drop_connection()
    ann = fake.add_user("ann")
    await fake.direct_message(ann, "/help")
    (helped,) = await fake.bot_messages(fake.direct_channel(ann), 1)
    assert "/quiz" in text_of(helped)
