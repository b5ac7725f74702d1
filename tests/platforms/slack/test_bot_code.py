"""Code reaches the bot in every form that Slack has for it, and is graded again when it is put right."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.platforms.slack.fake_slack import FakeSlack
from tests.platforms.slack.fake_world import Json
from tests.platforms.slack.running import Running, ephemeral, from_bot, one_view, running_bot, text_of, texts_of

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]
DM = "DU1"
RIGHT = "def quicksort(q, l, r):\n    right = q[l] < q[r] && 1"


@pytest_asyncio.fixture
async def bot(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    async with running_bot(fake, monkeypatch) as bot:
        yield bot


@pytest_asyncio.fixture
async def task(fake: FakeSlack, bot: Running) -> Running:
    """A task is open in the direct message."""
    fake.direct_message("U1")
    await fake.slash("U1", DM, "/code", "quicksort")
    await from_bot(fake, DM)
    return bot


async def report_in(fake: FakeSlack, says: str, channel: str = DM) -> Json:
    """Return the bot's message in which that is said."""
    found = await fake.until(lambda: [m for m in fake.messages(channel) if "bot_id" in m and says in text_of(m)])
    return found[0]


def rich_text(code: str) -> list[Json]:
    elements = [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": code}]}]
    return [{"type": "rich_text", "elements": elements}]


@pytest.mark.parametrize("form", ["backticks", "rich text", "file", "snippet", "plain"])
async def test_code_for_the_open_task_is_graded_and_the_first_reply_becomes_the_report(
    fake: FakeSlack, task: Running, form: str
) -> None:
    match form:
        case "backticks":
            await fake.message("U1", DM, f"here:\n```{RIGHT}```")
        case "rich text":
            await fake.message("U1", DM, "flattened", rich_text(RIGHT))
        case "file":
            await fake.message("U1", DM, "", files=[("mine.py", RIGHT.encode())])
        case "snippet":
            described = {**fake.upload("U1", "untitled", RIGHT.encode()), "filetype": "python"}
            said: Json = {"user": "U1", "text": "", "subtype": "file_share", "files": [described]}
            event = {**fake.world.post(fake.world.channels[DM], said), "channel_type": "im"}
            await fake.deliver_event(event)
        case _:
            await fake.message("U1", DM, RIGHT)
    report = await report_in(fake, "Right!")
    assert "edited" in report
    (upload,) = task.judge.uploads
    source = upload.text if upload.text is not None else upload.content.decode()
    assert RIGHT in source
    assert upload.name == {"file": "mine.py", "snippet": "untitled.py"}.get(form, "")


async def test_grading_is_announced_within_a_second(fake: FakeSlack, task: Running) -> None:
    await fake.message("U1", DM, "```downwards```")
    await report_in(fake, "Not right yet")
    calls = [call for call in fake.calls if call.method in {"chat.postMessage", "chat.update"}]
    assert [call.method for call in calls[-2:]] == ["chat.postMessage", "chat.update"]
    assert "Grading your code" in json.dumps(calls[-2].arguments)
    assert len(task.judge.uploads) == 1


async def test_other_files_are_explained(fake: FakeSlack, task: Running) -> None:
    await fake.message("U1", DM, "", files=[("photo.png", b"\x89PNG")])
    await report_in(fake, "I can read code in .py")
    await fake.message("U1", DM, "", files=[("huge.py", b"x" * ((1 << 20) + 1))])
    await report_in(fake, "too large")
    assert task.judge.uploads == []


async def test_the_token_goes_nowhere_but_to_slack(fake: FakeSlack, task: Running) -> None:
    described = {**fake.upload("U1", "mine.py", b"right"), "url_private_download": "https://files.example.com/mine.py"}
    said: Json = {"user": "U1", "text": "", "subtype": "file_share", "files": [described]}
    await fake.deliver_event({**fake.world.post(fake.world.channels[DM], said), "channel_type": "im"})
    await report_in(fake, "cannot read that file where it is")
    assert task.judge.uploads == []


async def test_code_nobody_asked_for_asks_which_task_and_a_button_grades_it_once(fake: FakeSlack, bot: Running) -> None:
    fake.direct_message("U1")
    await fake.message("U1", DM, "def quicksort(q, l, r):\n    downwards")
    asked = await report_in(fake, "Which task is this for?")
    await fake.press("U1", asked, "submit")
    await fake.press("U1", asked, "submit")
    await report_in(fake, "sort downwards")
    assert [upload.text for upload in bot.judge.uploads] == ["def quicksort(q, l, r):\n    downwards"]


async def test_code_in_a_thread_is_found_again_and_a_deleted_message_is_not(fake: FakeSlack, bot: Running) -> None:
    fake.direct_message("U1")
    first = await fake.message("U1", DM, "hello")
    await from_bot(fake, DM)
    code = await fake.message("U1", DM, "def quicksort(q, l, r):\n    right", thread_ts=first["ts"])
    asked = await report_in(fake, "Which task is this for?")
    assert asked["thread_ts"] == first["ts"]
    fake.world.channels[DM].messages.remove(code)
    await fake.press("U1", asked, "submit")
    await report_in(fake, "The message with the code is gone")
    code = await fake.message("U1", DM, "def quicksort(q, l, r):\n    right # 2", thread_ts=first["ts"])
    *_, asked = await from_bot(fake, DM, 4)
    await fake.press("U1", asked, "submit")
    await report_in(fake, "Right!")
    assert len(bot.judge.uploads) == 1


async def test_edited_code_is_graded_again_but_not_twice_nor_late(fake: FakeSlack, task: Running) -> None:
    sent = await fake.message("U1", DM, "```downwards```")
    await report_in(fake, "Not right yet")
    edited = await fake.edit_message("U1", sent, "```right```", duplicate=True)
    await report_in(fake, "Right!")
    # Slack changes a message too, to show what a link in it leads to.
    unfurled = {"subtype": "message_changed", "message": {**edited, "attachments": []}, "previous_message": edited}
    await fake.deliver_event({"type": "message", "channel": DM, "channel_type": "im", "ts": "1", **unfurled})
    late = {**edited, "text": "right", "edited": {"user": "U1", "ts": "1700001000.000001"}}
    changed = {"subtype": "message_changed", "message": late, "previous_message": edited}
    await fake.deliver_event({"type": "message", "channel": DM, "channel_type": "im", "ts": "2", **changed})
    await fake.slash("U1", DM, "/link")
    await report_in(fake, "one-time code")
    assert len(task.judge.uploads) == 2


async def test_submit_opens_a_form_for_typed_code_or_a_file(fake: FakeSlack, bot: Running) -> None:
    await fake.slash("U1", "C1", "/submit", "quicksort")
    view = await one_view(fake)
    refused = await fake.submit_view("U1", view, {"text": {"text": " "}})
    assert refused is not None
    assert "There is no code yet" in refused["errors"]["text"]
    await fake.submit_view("U1", view, {"text": {"text": "downwards"}})
    await fake.until(lambda: "sort downwards" in texts_of(fake.ephemerals("C1", "U1")))
    await fake.slash("U1", "C1", "/submit")
    view = await one_view(fake)
    assert [option["value"] for option in await fake.options("U1", view, "task", "sort")] == ["quicksort"]
    values: dict[str, Json] = {"task": {"task": "quicksort"}, "file": {"file": [fake.upload("U1", "b.py", b"right")]}}
    await fake.submit_view("U1", view, values)
    await fake.until(lambda: "Right!" in texts_of(fake.ephemerals("C1", "U1")))
    assert [upload.name for upload in bot.judge.uploads] == ["", "b.py"]
    assert fake.messages("C1") == []


async def test_code_without_a_task_asks_for_one(fake: FakeSlack, bot: Running) -> None:
    await fake.slash("U1", "C1", "/code")
    await fake.submit_view("U1", await one_view(fake), {"task": {"task": "quicksort"}})
    shown = await ephemeral(fake, "C1", "U1")
    assert "Sort q" in text_of(shown)
    await fake.press("U1", shown, "submit")
    await fake.submit_view("U1", await one_view(fake), {"text": {"text": "right"}})
    await fake.until(lambda: "Right!" in texts_of(fake.ephemerals("C1", "U1")))
    assert len(bot.judge.uploads) == 1


@pytest.mark.parametrize("is_file", [False, True])
@pytest.mark.parametrize("is_member", [True, False])
async def test_the_shortcut_grades_any_message(fake: FakeSlack, bot: Running, is_file: bool, is_member: bool) -> None:
    fake.add_channel("C1", bot_is_member=is_member)
    said: Json = {"user": "U2", "text": "```downwards```", "files": [fake.upload("U2", "a.py", b"downwards")] if is_file else []}
    message = fake.world.post(fake.world.channels["C1"], said)
    await fake.shortcut("U1", "grade_code", message)
    view = await one_view(fake)
    await fake.submit_view("U1", view, {"task": {"task": "quicksort"}})
    await fake.until(lambda: "sort downwards" in texts_of(fake.ephemerals("C1", "U1")))
    assert [upload.name for upload in bot.judge.uploads] == ["a.py" if is_file else ""]


async def test_the_shortcut_says_what_it_cannot_grade(fake: FakeSlack) -> None:
    fake.add_channel("C1")
    channel = fake.world.channels["C1"]
    for number, (text, says) in enumerate((("", "no code yet"), ("x" * 3001, "holds 3000 characters")), start=1):
        await fake.shortcut("U1", "grade_code", fake.world.post(channel, {"user": "U2", "text": text}))
        assert says in text_of(await ephemeral(fake, "C1", "U1", number))
