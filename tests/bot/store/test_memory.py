from __future__ import annotations

from bot.conversation import Attempt, Outcome, Remember, Session
from bot.store.memory import DictionaryMemory


def attempt(step_id: str) -> Attempt:
    return Attempt(step_id, Outcome.ANSWERED, ("forget",), (), (), hints=0, follow_ups=0, score=1.0)


def test_learners_do_not_see_each_other() -> None:
    memory = DictionaryMemory()
    memory.keep("ann", Session("en"), [Remember(attempt("lstm-gates"))])
    memory.keep("bo", Session("zh"), [])
    assert memory.session_of("ann") == Session("en")
    assert memory.session_of("bo") == Session("zh")
    assert memory.attempts_of("bo") == ()


def test_somebody_new_has_no_session() -> None:
    assert DictionaryMemory().session_of("nobody") is None


def test_attempts_come_back_in_order() -> None:
    memory = DictionaryMemory()
    for step_id in ("a", "b", "a"):
        memory.keep("ann", Session("en"), [Remember(attempt(step_id))])
    assert [kept.step_id for kept in memory.attempts_of("ann")] == ["a", "b", "a"]
