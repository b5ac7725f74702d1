"""The commands about what is remembered, as a learner types them."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation import Mode
from bot.conversation.origin import Identity, Origin, Place
from knowledge.models import Language
from tests.bot.fake_chat import FakeChat
from tests.bot.small_bank import ScriptedGrader, SmallBank

_numbers = itertools.count(1)


def new_chat(
    language: Language = "en", *, workspace: str = "", user: str = "lin", channel: str = "", manages: bool = True
) -> FakeChat:
    """Somebody in a place that no other test is in: privately, or in a channel."""
    number = next(_numbers)
    workspace = workspace or f"workspace-{number}"
    place = Place("fake", workspace, channel or f"dm-{user}", is_private=not channel)
    origin = Origin(Identity("fake", workspace, user), place, language, user.title(), may_manage=manages)
    return FakeChat(SmallBank(), ScriptedGrader(), language, seed=10**9 + number, origin=origin)


@pytest.fixture
def chat() -> FakeChat:
    return new_chat()


@pytest.fixture
def channel() -> FakeChat:
    return new_chat(channel="general")


def solve(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    chat.types("forget, input, output")


def fail(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    chat.types("the forget gate and the reset gate")
    chat.types("/show")


# /progress


def test_progress_of_nobody_says_how_to_begin(chat: FakeChat) -> None:
    assert "/quiz" in chat.types("/progress")


def test_progress_shows_mastery_streak_due_and_the_mistakes_behind(chat: FakeChat) -> None:
    solve(chat)
    chat.clock.advance(days=1)
    fail(chat)
    said = chat.types("/progress")
    assert "2 days of practice in a row (UTC)." in said
    assert "Nothing is due today." in said
    assert "Recurrent networks: 0% (1 of 1 seen)" in said
    assert "Normalization" not in said
    assert "Which gates does an LSTM cell have?" in said
    assert "the input gate, the output gate" in said
    assert "counting the reset gate among an LSTM's gates" in said
    assert "The reset gate belongs to the GRU." in said


def test_a_mistake_that_was_put_right_is_not_listed_any_more(chat: FakeChat) -> None:
    fail(chat)
    chat.clock.advance(days=1)
    solve(chat)
    said = chat.types("/progress")
    assert "Recent mistakes" not in said
    assert "reset gate" not in said
    assert "Recurrent networks: 100% (1 of 1 seen)" in said


def test_what_is_due_is_counted_as_time_goes_by(chat: FakeChat) -> None:
    solve(chat)
    assert "Nothing is due today." in chat.types("/progress")
    chat.clock.advance(days=60)
    said = chat.types("/progress")
    assert "1 question is due" in said
    assert "0 days of practice in a row" in said


def test_a_day_is_a_day_of_the_learners_own_zone(chat: FakeChat) -> None:
    chat.types("/zone Asia/Shanghai")
    chat.clock.advance(hours=6)  # 23:00 in Shanghai
    solve(chat)
    chat.clock.advance(hours=2)  # 01:00 on the next day
    solve(chat)
    assert "2 days of practice in a row (Asia/Shanghai)." in chat.types("/progress")
    chat.types("/zone UTC")
    assert "1 day of practice in a row (UTC)." in chat.types("/progress")


def test_who_speaks_chinese_is_taken_to_live_in_china() -> None:
    assert "Asia/Shanghai" in new_chat("zh").types("/zone")


# /zone


@pytest.mark.parametrize(("typed", "zone"), [("北京", "Asia/Shanghai"), ("shanghai", "Asia/Shanghai"), ("UTC+8", "Etc/GMT-8")])
def test_a_zone_is_set_by_the_names_people_use(chat: FakeChat, typed: str, zone: str) -> None:
    said = chat.types(f"/zone {typed}")
    assert f"{zone} now; there it is 17:00" in said
    assert zone in chat.types("/zone")


def test_a_zone_that_does_not_exist_gets_the_nearest_and_changes_nothing(chat: FakeChat) -> None:
    assert "Did you mean Asia/Shanghai?" in chat.types("/zone Asia/Shanghia")
    assert "Your time zone is UTC" in chat.types("/zone")


# /review


def test_review_asks_what_is_due(chat: FakeChat) -> None:
    assert "nothing to review yet" in chat.types("/review")
    solve(chat)
    chat.clock.advance(days=60)
    said = chat.types("/review")
    assert "1 question is due." in said
    assert "Which gates does an LSTM cell have?" in said
    assert chat.session.mode is Mode.QUIZ


def test_review_asks_the_weakest_where_nothing_is_due(chat: FakeChat) -> None:
    solve(chat)
    chat.types("/quiz normalization")
    chat.types("/show")
    said = chat.types("/review")
    assert "Nothing is due today; let us take what is weakest." in said
    assert "How does layer normalization differ" in said


def test_review_wrong_asks_only_what_was_wrong_last_time(chat: FakeChat) -> None:
    assert "Nothing was wrong" in chat.types("/review wrong")
    solve(chat)
    chat.types("/quiz normalization")
    chat.types("/show")
    assert "How does layer normalization differ" in chat.types("/review wrong")
    assert chat.session.total == 1
    chat.types("batch axis, features")
    assert "Nothing was wrong" in chat.types("/review 错题")


def test_review_takes_a_topic_and_a_number(chat: FakeChat) -> None:
    solve(chat)
    chat.types("/code quicksort")
    chat.types("/show")
    assert "Sort q[l..r] in place." in chat.types("/review 1")
    assert "Which gates" in chat.types("/review rnn 1")
    assert "/quiz" in chat.types("/review normalization")


def test_code_that_was_shown_comes_back_in_a_review(chat: FakeChat) -> None:
    chat.types("/code quicksort")
    chat.types("/show")
    chat.clock.advance(days=2)
    assert "Sort q[l..r] in place." in chat.types("/review wrong")


def test_a_quiz_prefers_what_is_new_to_what_was_just_asked(chat: FakeChat) -> None:
    solve(chat)
    assert "How does layer normalization differ" in chat.types("/quiz 2")


# /export


def test_attempts_are_exported_as_csv_in_the_learners_zone(chat: FakeChat) -> None:
    chat.types("/zone Asia/Shanghai")
    fail(chat)
    (card,) = chat.receives("/export csv")
    assert card.files[0].name == "mianjing-attempts.csv"
    (row,) = csv.DictReader(io.StringIO(card.files[0].content))
    assert row["time"] == "2026-11-02T17:00:00+08:00"
    assert (row["id"], row["topic"], row["outcome"]) == ("lstm-gates", "Recurrent networks", "shown")
    assert (row["earned"], row["missed"], row["misconceptions"]) == ("forget", "input output", "gru-gates")
    assert row["follow_ups"] == "1"


def test_what_was_wrong_is_exported_as_anki_notes(chat: FakeChat) -> None:
    assert "Nothing was wrong" in chat.types("/export anki")
    fail(chat)
    (card,) = chat.receives("/export anki")
    separator, is_html, tags, note = card.files[0].content.splitlines()
    assert (separator, is_html, tags) == ("#separator:tab", "#html:true", "#tags column:3")
    front, back, tag = note.split("\t")
    assert front == "Which gates does an LSTM cell have?"
    assert back == "A forget gate, an input gate and an output gate."
    assert tag == "mianjing rnn"


def test_an_export_before_anything_was_done_says_so(chat: FakeChat) -> None:
    assert "Nothing is recorded yet" in chat.types("/export")
    assert "/export csv or /export anki" in chat.types("/export pdf")


# /report, /link, /privacy, /leaderboard


def test_a_report_needs_to_know_the_question(chat: FakeChat) -> None:
    assert "Which question is it about?" in chat.types("/report it is wrong")
    chat.types("/quiz rnn")
    assert "lstm-gates" in chat.types("/report it is wrong")
    assert chat.session.current is not None


def test_a_link_joins_two_chats() -> None:
    here, there = new_chat(), new_chat(user="u123")
    solve(here)
    match = re.search(r"code is (\w{8})\.", here.types("/link"))
    assert match is not None
    assert "your own code" in here.types(f"/link {match[1]}")
    assert "Done" in there.types(f"/link {match[1]}")
    assert "Recurrent networks: 100%" in there.types("/progress")
    assert "not valid" in there.types("/link 00000000")


def test_privacy_says_what_is_kept_and_what_can_be_done(chat: FakeChat) -> None:
    said = chat.types("/privacy")
    assert "two years" in said
    assert "/privacy export" in said
    assert "/privacy delete" in said
    assert "/privacy, /privacy export or" in chat.types("/privacy please")


def test_privacy_export_hands_over_what_is_kept(chat: FakeChat) -> None:
    solve(chat)
    (card,) = chat.receives("/privacy export")
    found = json.loads(card.files[0].content)
    assert found["attempts"][0]["item_id"] == "lstm-gates"
    assert found["identities"][0]["name"] == "Lin"


def test_privacy_delete_forgets_once_it_is_confirmed(chat: FakeChat) -> None:
    solve(chat)
    chat.types("/quiz rnn")
    assert "cannot be undone" in chat.types("/privacy delete")
    assert "Recurrent networks" in chat.types("/progress")
    assert "deleted" in chat.types("/privacy delete everything")
    assert "Nothing is recorded yet" in chat.types("/progress")
    assert chat.session.mode is Mode.IDLE


def test_a_leaderboard_has_a_period_and_a_way_out(chat: FakeChat) -> None:
    assert "Nobody has practised here yet" in chat.types("/leaderboard")
    solve(chat)
    assert "last 7 days" in (said := chat.types("/leaderboard"))
    assert "1. Lin: 1 solved of 1 tried (you)" in said
    chat.clock.time += timedelta(days=8)
    assert "Nobody has practised" in chat.types("/leaderboard week")
    assert "last 30 days" in chat.types("/leaderboard 本月")
    assert "/leaderboard week" in chat.types("/leaderboard yesterday-ish")
    chat.types("/leaderboard off")
    assert "Nobody has practised" in chat.types("/leaderboard all")


# /daily


def test_daily_is_set_shown_and_switched_off(channel: FakeChat) -> None:
    assert "No daily question" in channel.types("/daily")
    said = channel.types("/daily set 09:30 shanghai rnn zh")
    assert "09:30 (Asia/Shanghai), on Recurrent networks; the first on 2026-11-03" in said
    assert "the next on 2026-11-03" in channel.types("/daily status")
    assert "switched off" in channel.types("/daily off")
    assert "No daily question" in channel.types("/daily off")


def test_anybody_may_ask_how_daily_stands(channel: FakeChat) -> None:
    channel.types("/daily set 09:30 UTC")
    channel.origin = replace(channel.origin, may_manage=False)
    assert "09:30 (UTC)" in channel.types("/daily status")


@pytest.mark.parametrize("arguments", ["9.30 UTC", "９：３０ ＵＴＣ", "09:30 rnn UTC", "09:30 UTC en rnn", "9:30"])
def test_daily_is_set_in_whatever_order_and_width(channel: FakeChat, arguments: str) -> None:
    assert "every day at 09:30 (UTC)" in channel.types(f"/daily set {arguments}")


def test_a_time_that_the_clocks_leave_out_is_announced(channel: FakeChat) -> None:
    said = channel.types("/daily set 02:30 America/New_York")
    assert "on 2027-03-14, 02:30 does not exist there" in said


@pytest.mark.parametrize(
    ("language", "line", "words"),
    [
        ("en", "/daily set 25:00 Asia/Shanghai", "“25:00” is no time of day"),
        ("zh", "/daily set 25:00 Asia/Shanghai", "“25:00”不是一个时间"),
        ("en", "/daily set 09:60 Asia/Shanghai", "“09:60” is no time of day"),
        ("zh", "/daily set noon Asia/Shanghai", "“noon”不是一个时间"),
        ("en", "/daily set 09:00 Asia/Shanghia", "Did you mean Asia/Shanghai?"),
        ("zh", "/daily set 09:00 Asia/Shanghia", "你是想说 Asia/Shanghai 吗？"),
        ("en", "/daily set 09:00 Mars/Olympus", "There is no time zone “Mars/Olympus”"),
        ("zh", "/daily set 09:00 Mars/Olympus", "没有“Mars/Olympus”这个时区"),
        ("en", "/daily set 09:00 UTC normalisation-x", "normalization"),
        ("en", "/daily set", "/daily set 09:00 Asia/Shanghai"),
        ("zh", "/daily set", "/daily set 09:00 Asia/Shanghai"),
        ("en", "/daily often", "/daily off, /daily now or /daily status"),
        ("zh", "/daily often", "/daily off、/daily now 或 /daily status"),
        ("en", "/daily now", "Set the daily question first"),
        ("zh", "/daily now", "请先用 /daily set"),
    ],
)
def test_what_cannot_be_set_is_said_in_one_sentence_and_changes_nothing(language: Language, line: str, words: str) -> None:
    channel = new_chat(language, channel="general")
    assert words in channel.types(line)
    assert {"en": "No daily question", "zh": "没有设置每日一题"}[language] in channel.types("/daily status")


@pytest.mark.parametrize(("language", "words"), [("en", "Only people who manage this channel"), ("zh", "只有管理本频道的人")])
@pytest.mark.parametrize("line", ["/daily set 09:00 UTC", "/daily off", "/daily now"])
def test_only_who_manages_the_channel_may_change_it(language: Language, words: str, line: str) -> None:
    channel = new_chat(language, channel="general", manages=False)
    assert words in channel.types(line)


@pytest.mark.parametrize(("language", "words"), [("en", "for a channel of a group"), ("zh", "给群组频道用的")])
@pytest.mark.parametrize("line", ["/daily set 09:00 UTC", "/daily", "/daily now"])
def test_there_is_no_daily_question_in_private(language: Language, words: str, line: str) -> None:
    assert words in new_chat(language).types(line)
