"""Whatever is typed, in whatever order: a reply, no exception, and a session that survives a restart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import Command, Event, Interviewer, Mode, Session, Verb, read_message, step
from bot.conversation.answering import MOST_DOUBTS, MOST_FOLLOW_UPS
from tests.bot.fake_chat import PHRASES
from tests.bot.small_bank import ScriptedGrader, SmallBank

INTERVIEWER = Interviewer(SmallBank(), ScriptedGrader(), PHRASES)

ARGUMENTS = st.sampled_from(["", "rnn", "2", "rnn 1", "about-you", "acme-round-1", "zh", "en", "99"]) | st.text()
COMMANDS = st.builds(Command, st.sampled_from([verb.value for verb in Verb]) | st.text(), ARGUMENTS)
TELLING = st.sampled_from(
    [
        "forget",
        "input",
        "output gate",
        "reset",
        "froget gaet",
        "imput goat",
        "uotput",
        "yes",
        "no",
        "是，输出",
        "不会",
        "pizza",
        "batch axis",
        "which gates",
        "I study",
        "because",
        "hm",
        "",
    ]
)
ANYTHING = st.text(alphabet=st.characters(), max_size=60)
EVENTS = st.lists(st.builds(Event, COMMANDS | TELLING | ANYTHING, st.integers()), max_size=40)


@given(EVENTS, st.sampled_from(["en", "zh"]))
def test_any_conversation_is_answered_and_can_be_kept(events: list[Event], language: str) -> None:
    state = Session("zh" if language == "zh" else "en")
    for event in events:
        turn = step(INTERVIEWER, state, event)
        assert turn.replies
        assert all(card.title or card.body for card in turn.replies)
        assert (turn.state.current is None) == (turn.state.mode is Mode.IDLE)
        state = Session.from_json(turn.state.to_json())
        assert state == turn.state


@given(st.lists(TELLING.filter(str.strip) | ANYTHING.filter(lambda text: any(c.isalnum() for c in text)), min_size=9))
def test_no_question_lasts_forever(answers: list[str]) -> None:
    state = step(INTERVIEWER, Session("en"), Event(Command("quiz", "rnn"))).state
    for answer in answers[: 2 + MOST_FOLLOW_UPS + MOST_DOUBTS]:
        if state.mode is not Mode.IDLE:
            state = step(INTERVIEWER, state, Event(answer)).state
    assert state.mode is Mode.IDLE


@given(st.text())
def test_every_line_is_a_command_or_itself(line: str) -> None:
    message = read_message(line)
    assert message == line if isinstance(message, str) else line.strip()[0] in "/／"
