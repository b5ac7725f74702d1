"""What is kept about a learner can be handed over, can be deleted, and is dropped in time; wrong questions are reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.pending import Pending
from bot.conversation.personal import LONGEST_REASON
from bot.store.database import Database
from bot.store.memory import KEEP_ATTEMPTS, KEEP_EVENTS, KEEP_SUBMISSIONS, SqlMemory
from bot.store.schema import attempts, channels, events, metadata, reports, review_cards, submissions
from graders.code.report import Report
from tests.bot.fake_chat import Clock
from tests.bot.small_bank import ScriptedJudge
from tests.bot.store.learners import RIGHT_CODE, Person, chat_on, rows

pytestmark = pytest.mark.asyncio

OF_LEARNER = [table for table in metadata.sorted_tables if "learner_id" in table.columns]


async def leaves_a_trace_everywhere(person: Person) -> None:
    await person.types("/zone Asia/Kathmandu")
    await person.fails_rnn()
    await person.types("/code quicksort", key=f"{person.origin.name}-1")
    await person.types(RIGHT_CODE, key=f"{person.origin.name}-2")
    await person.types("/report lstm-gates the fourth gate is missing")
    await person.types("/quiz normalization")
    await person.types("across the batch axis")
    await person.types("/link")


async def test_an_export_holds_the_rows_of_every_table(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await leaves_a_trace_everywhere(lin)
    found = await lin.data()
    # A one-time code is a secret for some minutes, not something known about somebody.
    expected = {table.name for table in OF_LEARNER} - {"links"} | {"learner"}
    assert {name for name, kept in found.items() if kept} == expected
    assert found["learner"][0]["zone"] == "Asia/Kathmandu"
    assert found["identities"][0]["user"] == "lin"
    assert found["attempts"][0]["item_id"] == "lstm-gates"
    assert found["reports"][0]["reason"] == "the fourth gate is missing"
    assert found["submissions"][0]["report"]["verdict"] == "pass"
    assert found["sessions"][0]["state"]["current"]["said"] == ["across the batch axis"]


async def test_an_export_holds_the_channels_whose_daily_question_one_has_set(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    place = replace(lin.origin.place, channel="general", is_private=False)
    there = Person(lin.chat, origin=replace(lin.origin, place=place, may_manage=True))
    await there.types("/daily set 09:00 UTC")
    (channel,) = (await lin.data())["channels"]
    assert (channel["channel"], channel["at"]) == ("general", "09:00")


async def test_an_export_holds_nothing_of_others(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin, mei = Person(chat, "lin"), Person(chat, "mei")
    await leaves_a_trace_everywhere(mei)
    await lin.types("/help")
    assert {name for name, kept in (await lin.data()).items() if kept} == {"learner", "identities", "sessions"}


async def test_to_delete_everything_has_to_be_confirmed(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.solves_rnn()
    assert "/privacy delete everything" in await lin.types("/privacy delete")
    assert len(await rows(database, attempts)) == 1


@pytest.mark.parametrize("confirmed", ["delete everything", "Delete  Everything", "删除全部", "删除 全部"])
async def test_deleting_leaves_no_row_of_that_learner(database: Database, clock: Clock, confirmed: str) -> None:
    lin = Person(chat_on(database, clock))
    await leaves_a_trace_everywhere(lin)
    assert all([await rows(database, table) for table in OF_LEARNER])
    assert "deleted" in await lin.types(f"/privacy {confirmed}", key="last")
    assert [table.name for table in (*OF_LEARNER, metadata.tables["learners"]) if await rows(database, table)] == []


async def test_deleting_leaves_what_others_have(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin, mei = Person(chat, "lin"), Person(chat, "mei")
    for person in (lin, mei):
        await leaves_a_trace_everywhere(person)
    before = {table.name: len(await rows(database, table)) for table in OF_LEARNER}
    await lin.types("/privacy delete everything")
    after = {table.name: len(await rows(database, table)) for table in OF_LEARNER}
    assert after == {name: number // 2 for name, number in before.items()}
    assert "Lin" not in await mei.types("/leaderboard all")
    assert "Mei" in await mei.types("/leaderboard all")


async def test_whoever_writes_again_begins_anew(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.solves_rnn()
    await lin.types("/privacy delete everything")
    assert "Nothing is recorded yet" in await lin.types("/progress")


async def test_a_channel_keeps_its_daily_question_when_who_set_it_is_deleted(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin = Person(chat)
    place = replace(lin.origin.place, channel="general", is_private=False)
    await Person(chat, origin=replace(lin.origin, place=place, may_manage=True)).types("/daily set 09:00 UTC")
    await lin.types("/privacy delete everything")
    (channel,) = await rows(database, channels)
    assert channel["set_by"] is None
    assert channel["next_due"] is not None


class LeavingJudge(ScriptedJudge):
    """Grades code while its author deletes everything."""

    leaver: Person | None = None

    async def grade(self, pending: Pending) -> Report:
        assert self.leaver is not None
        await self.leaver.types("/privacy delete everything")
        return await super().grade(pending)


async def test_a_report_that_comes_after_the_deletion_brings_nothing_back(database: Database, clock: Clock) -> None:
    judge = LeavingJudge()
    lin = Person(chat_on(database, clock, judge))
    judge.leaver = lin
    await lin.types("/code quicksort", key="1")
    await lin.types(RIGHT_CODE, key="2")
    assert [table.name for table in (*OF_LEARNER, metadata.tables["learners"]) if await rows(database, table)] == []


DAY = timedelta(days=1)
A_WHILE = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("table", "kept_for"),
    [
        ("attempts", timedelta(days=730)),
        ("submissions", timedelta(days=90)),
        ("sessions", timedelta(days=30)),
        ("events", timedelta(days=7)),
        ("rounds", timedelta(days=7)),
        ("links", timedelta(minutes=10)),
    ],
)
async def test_what_is_kept_is_dropped_in_time_and_not_before(
    database: Database, clock: Clock, table: str, kept_for: timedelta
) -> None:
    chat = chat_on(database, clock)
    lin = Person(chat)
    await leaves_a_trace_everywhere(lin)
    place = replace(lin.origin.place, channel="general", is_private=False)
    await Person(chat, origin=replace(lin.origin, place=place)).types("/quiz")
    memory = SqlMemory(database)
    await memory.prune(clock() + kept_for)
    assert await rows(database, metadata.tables[table]) != []
    await memory.prune(clock() + kept_for + A_WHILE)
    assert await rows(database, metadata.tables[table]) == []


async def test_what_was_learnt_outlasts_the_attempts(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.solves_rnn()
    await SqlMemory(database).prune(clock() + max(KEEP_ATTEMPTS, KEEP_EVENTS, KEEP_SUBMISSIONS) + DAY)
    assert await rows(database, attempts) == []
    assert len(await rows(database, review_cards)) == 1


@pytest.mark.parametrize(
    ("before", "line", "item_id", "reason"),
    [
        ("/help", "/report bn-vs-ln the axis is wrong", "bn-vs-ln", "the axis is wrong"),
        ("/quiz rnn", "/report there are four gates", "lstm-gates", "there are four gates"),
        ("/quiz rnn", "/report bn-vs-ln", "bn-vs-ln", ""),
        ("/quiz rnn", "/report", "lstm-gates", ""),
        ("/help", "/report quicksort " + "x" * 1000, "quicksort", "x" * LONGEST_REASON),
    ],
)
async def test_a_report_of_a_wrong_question_is_kept(
    database: Database, clock: Clock, before: str, line: str, item_id: str, reason: str
) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types(before)
    assert item_id in await lin.types(line)
    (report,) = await rows(database, reports)
    assert (report["item_id"], report["reason"], report["at"]) == (item_id, reason, clock())


async def test_whoever_looks_after_the_bank_sees_the_newest_report_first(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    for item_id in ("lstm-gates", "bn-vs-ln"):
        await lin.types(f"/report {item_id} wrong")
        clock.advance(hours=1)
    filed = await SqlMemory(database).filed_reports()
    assert [(report.item_id, report.reason) for report in filed] == [("bn-vs-ln", "wrong"), ("lstm-gates", "wrong")]


async def test_code_is_dropped_once_it_is_graded_and_words_once_they_are_answered(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/code quicksort", key="1")
    await lin.types(f"{RIGHT_CODE}  # zanzibar", key="2")
    await lin.types("/quiz rnn", key="3")
    await lin.types("forget, input, output, zanzibar", key="4")
    for table in metadata.sorted_tables:
        assert "zanzibar" not in str(await rows(database, table)), table.name
    assert all(event["cards"] is None for event in await rows(database, events))
    assert [submission["upload"] for submission in await rows(database, submissions)] == [None]
