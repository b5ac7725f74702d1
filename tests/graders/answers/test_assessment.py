from __future__ import annotations

import pytest

from graders.answers import Kind, score_of
from tests.graders.answers.small_rubric import GRADER


@pytest.mark.parametrize(
    ("awarded", "needed", "misconceptions", "score"),
    [(3, 3, 0, 1.0), (4, 3, 0, 1.0), (1, 4, 0, 0.25), (2, 2, 1, 0.75), (0, 3, 1, 0.0), (1, 4, 2, 0.0)],
)
def test_score_is_the_share_of_points_less_a_quarter_per_misconception(
    awarded: int, needed: int, misconceptions: int, score: float
) -> None:
    assert score_of(awarded, needed, misconceptions) == pytest.approx(score)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("", Kind.EMPTY),
        ("  \n\t ", Kind.EMPTY),
        ("😂🎉👍", Kind.EMPTY),
        ("?!...", Kind.EMPTY),
        ("\u200b\u202e\x00", Kind.EMPTY),
        ("idk", Kind.GIVE_UP),
        ("sorry, I don't know this one", Kind.GIVE_UP),
        ("不会", Kind.GIVE_UP),
        ("这个真的忘了，跳过吧", Kind.GIVE_UP),
        ("Which gates does an LSTM cell have?", Kind.ECHO),
        ("LSTM 有哪几个门", Kind.ECHO),
        ("I had noodles for lunch and they were great", Kind.OFF_TOPIC),
        ("今天天气很好我们出去走走", Kind.OFF_TOPIC),
        ("the LSTM has a gate of some sort somewhere", Kind.ANSWER),
        ("I don't know the others, but there is a forget gate", Kind.ANSWER),
        ("reset gate", Kind.ANSWER),
    ],
)
def test_kind_of_text(answer: str, kind: Kind) -> None:
    assert GRADER.assess("gates", answer).kind is kind


@pytest.mark.parametrize(
    ("answer", "quote"),
    [
        ("It has the Forget  Gate, I think.", "Forget  Gate"),
        ("有遺忘門", "遺忘門"),
        ("~~input~~ ＦＯＲＧＥＴ　ｇａｔｅ!", "ＦＯＲＧＥＴ　ｇａｔｅ"),
        ("for\u200bget gate", "for\u200bget gate"),
    ],
)
def test_evidence_is_the_learners_own_words(answer: str, quote: str) -> None:
    (finding,) = GRADER.assess("gates", answer).awarded
    evidence = finding.evidence
    assert evidence.quote == quote
    assert answer[evidence.start : evidence.end] == quote


def test_missed_and_awarded_are_all_points_in_order() -> None:
    assessment = GRADER.assess("gates", "output gate")
    assert assessment.awarded_ids == ("output",)
    assert assessment.missed == ("forget", "input")


def test_a_near_match_is_asked_about_and_earns_nothing_yet() -> None:
    assessment = GRADER.assess("gradients", "the gardeints vanish")
    assert assessment.awarded_ids == ()
    (near,) = assessment.unsure
    assert (near.point_id, near.evidence.quote, near.suggestion) == ("vanishing", "gardeints", "gradient")
    assert GRADER.assess("gradients", "the gradient vanish").awarded_ids == ("vanishing",)


def test_a_slip_as_close_to_a_sibling_is_nobodys() -> None:
    assert GRADER.assess("gates", "inoutput gate").awarded_ids == ()


def test_the_same_text_always_gets_the_same_grade() -> None:
    answer = "遗忘门 and the inptu gate, no output gate"
    assert GRADER.assess("gates", answer) == GRADER.assess("gates", answer)


def test_only_the_beginning_of_a_huge_text_is_read() -> None:
    assert GRADER.assess("gates", "forget gate " + "x " * 50_000 + "input gate").awarded_ids == ("forget",)
