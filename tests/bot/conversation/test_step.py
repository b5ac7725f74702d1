"""The rules of the interview, one by one, over the pure step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import CardKind, Command, Event, Interviewer, Mode, Outcome, Session, Turn, step
from bot.conversation.answering import MOST_FOLLOW_UPS
from graders.answers import MAX_CHARS
from graders.answers.assessment import Assessment
from tests.bot.fake_chat import PHRASES, FakeChat, drawn
from tests.bot.small_bank import ScriptedGrader, SmallBank

INTERVIEWER = Interviewer(SmallBank(), ScriptedGrader(), PHRASES)


@pytest.fixture
def chat() -> FakeChat:
    return FakeChat(SmallBank(), ScriptedGrader())


def said(turn: Turn) -> str:
    return "\n".join(drawn(card) for card in turn.replies)


def test_same_state_and_event_give_the_same_turn() -> None:
    state, event = Session("en"), Event(Command("quiz", "2"), seed=5)
    assert step(INTERVIEWER, state, event) == step(INTERVIEWER, state, event)


def test_seed_decides_the_order() -> None:
    def first_question(seed: int) -> str:
        exchange = step(INTERVIEWER, Session("en"), Event(Command("quiz"), seed)).state.current
        assert exchange is not None
        return exchange.step_id

    assert {first_question(seed) for seed in range(20)} == {"lstm-gates", "bn-vs-ln"}


def test_quiz_asks_no_question_twice(chat: FakeChat) -> None:
    chat.types("/quiz 20")
    while chat.session.mode is not Mode.IDLE:
        chat.types("/skip")
    ids = [attempt.step_id for attempt in chat.attempts]
    assert sorted(ids) == ["bn-vs-ln", "lstm-gates"]


def test_point_once_earned_stays_and_points_of_follow_ups_are_added(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    chat.types("the forget gate")
    chat.types("input")
    assert "Score: 100%" in chat.types("output")
    assert chat.attempts[0].earned == ("forget", "input", "output")
    assert chat.attempts[0].score == 1.0


def test_reply_may_earn_a_point_together_with_what_was_said_before(chat: FakeChat) -> None:
    chat.types("/quiz normalization")
    assert "Not there yet" in chat.types("on one side")
    assert "Good, that is part of it" in chat.types("the other way")
    chat.types("/stop")
    assert chat.attempts[0].earned == ("ln-axis",)


def test_bot_follows_up_twice_at_most(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    replies = [chat.types("well") for _ in range(MOST_FOLLOW_UPS + 1)]
    assert ["ask further" in reply for reply in replies] == [True] * MOST_FOLLOW_UPS + [False]
    assert chat.session.mode is Mode.IDLE


def test_no_point_is_asked_about_twice(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    first = chat.types("forget, output")
    assert "What about the input gate" in first
    assert "Score: 67%" in chat.types("well")


def test_full_marks_need_only_the_points_needed(chat: FakeChat) -> None:
    chat.types("/quiz normalization")
    reply = chat.types("batch axis against features")
    assert "Score: 100%" in reply
    assert "You could also have said:\n    - the usual place of each" in reply


def test_misconception_costs_once_however_often_it_is_said(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    assert "belongs to the GRU" in chat.types("forget, input and reset")
    assert "Score: 75%" in chat.types("reset again, and output")
    assert chat.attempts[0].misconceptions == ("gru-gates",)


def test_empty_message_changes_nothing(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    before = chat.session
    for nothing in ("", "   ", "🎉🎉", "\x00\x07", "…"):
        assert "Nothing arrived" in chat.types(nothing)
    assert chat.session == before


def test_open_question_gets_a_checklist_without_a_mark(chat: FakeChat) -> None:
    chat.types("/quiz about-you")
    reply = chat.types("I study because I like it")
    assert "Checklist" in reply
    assert "%" not in reply
    assert chat.attempts[0].score is None


def test_giving_up_a_first_time_is_no_zero(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    reply = chat.types("I don't know")
    assert "What about the forget gate" in reply
    assert "%" not in reply
    assert chat.attempts == ()


def test_yes_grades_again_with_the_suggestion(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    assert "Did you mean “forget gate”?" in chat.types("input, output and froget gaet")
    assert "Score: 100%" in chat.types("yes")


@pytest.mark.parametrize(("reply", "follows_up"), [("no", True), ("不是。", True), ("no gradient at all", True)])
def test_no_leaves_the_point_unearned(chat: FakeChat, reply: str, follows_up: bool) -> None:
    chat.types("/quiz rnn")
    chat.types("input, output and froget gaet")
    assert ("What about the forget gate" in chat.types(reply)) is follows_up


def test_answer_in_place_of_yes_or_no_is_graded(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    chat.types("input, output and froget gaet")
    assert "Score: 100%" in chat.types("no, sorry: the forget gate")


def test_bot_does_not_ask_back_about_the_same_words_twice(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    chat.types("froget gaet")
    chat.types("no")
    assert "Did you mean" not in chat.types("froget gaet")


def test_bot_asks_back_twice_at_most(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    replies = [chat.types("froget gaet, imput goat, uotput"), chat.types("no"), chat.types("no")]
    assert ["Did you mean" in reply for reply in replies] == [True, True, False]


def test_reply_earns_its_point_even_if_it_would_not_beside_what_was_said_before() -> None:
    class Contradicted(ScriptedGrader):
        def assess(self, question_id: str, answer: str) -> Assessment:
            return super().assess(question_id, "nothing" if "\n" in answer else answer)

    chat = FakeChat(SmallBank(), Contradicted())
    chat.types("/quiz rnn")
    chat.types("forget and input")
    assert "Score: 100%" in chat.types("output")


def test_words_over_the_limit_are_not_graded_and_the_bot_says_so(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    reply = chat.types("forget, input " + "x" * 100_000 + " output")
    assert f"100021 characters; I read the first {MAX_CHARS}" in reply
    assert "the output gate" not in reply.split("Right:")[1].split("[question]")[0]


def test_language_switches_in_the_middle_without_losing_anything(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    chat.types("forget")
    chat.types("well")
    before = chat.session
    reply = chat.types("/lang 中文")
    assert "LSTM 有哪几个门？" in reply
    assert "输出门呢" in reply
    assert chat.session == replace(before, language="zh")


def test_new_quiz_sums_up_the_one_before(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    chat.types("forget")
    reply = chat.types("/quiz normalization")
    assert "33% on one question" in reply
    assert "layer normalization" in reply
    assert chat.attempts[0].outcome is Outcome.STOPPED


def test_question_nobody_answered_does_not_count(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    assert "before the first answer" in chat.types("/stop")
    assert chat.attempts == ()


def test_each_step_of_an_interview_is_remembered(chat: FakeChat) -> None:
    chat.types("/interview acme-round-1")
    chat.types("I study")
    chat.types("def quicksort(q, l, r): right")
    chat.types("/skip")
    chat.types("/show")
    assert [(a.step_id, a.outcome) for a in chat.attempts] == [
        ("self-introduction", Outcome.ANSWERED),
        ("quicksort", Outcome.SOLVED),
        ("lstm-gates", Outcome.SKIPPED),
        ("bn-vs-ln", Outcome.SHOWN),
    ]


def test_hints_are_given_point_by_point_and_then_run_out(chat: FakeChat) -> None:
    chat.types("/quiz rnn")
    replies = [chat.types("/hint") for _ in range(4)]
    assert [gate in reply for gate, reply in zip(("forget", "input", "output"), replies[:3], strict=True)] == [True] * 3
    assert "my last hint" in replies[3]


@pytest.mark.parametrize("count", ["0", "-3", "21", "９９", "9" * 5000])
def test_count_out_of_range_is_refused(chat: FakeChat, count: str) -> None:
    (card,) = chat.receives(f"/quiz rnn {count}")
    assert card.kind is CardKind.ERROR
    assert "1 to 20" in card.body[0]


@pytest.mark.parametrize("topic", ["rnn", "RNN", "Recurrent networks", "recurrent-networks", "循环神经网络", "ｒｎｎ"])
def test_topic_may_be_typed_loosely(chat: FakeChat, topic: str) -> None:
    assert "Which gates" in chat.types(f"/quiz {topic} 1")


def test_learner_is_quoted_without_control_characters_or_direction_marks() -> None:
    state = step(INTERVIEWER, Session("en"), Event(Command("quiz", "rnn"))).state
    turn = step(INTERVIEWER, state, Event("for\u202eget\x1b[31m \ud800 forget"))
    assert not set("\u202e\x1b\ud800") & set(said(turn))
    assert Session.from_json(turn.state.to_json()) == turn.state
