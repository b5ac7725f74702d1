"""What must hold for any text whatever. The shipped bank is graded, so that its rubrics are under test too."""

from __future__ import annotations

from functools import lru_cache

import opencc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graders.answers import AnswerGrader, Assessment, Kind
from knowledge.bank import Bank, load_bank

WILD = st.text(
    alphabet=st.one_of(
        st.characters(),  # surrogates and control characters too
        st.sampled_from("门不没的是遗忘输入gatenotLSTMBN,，。.;:()[]{}^_=+-*/\\$~|λσ∑√₂²↑→\n\t \u202e\u200b\ud800"),
    ),
    max_size=400,
)
TO_TRADITIONAL = opencc.OpenCC("s2t")
PLAIN = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@lru_cache(maxsize=1)
def bank() -> Bank:
    return load_bank()


@lru_cache(maxsize=1)
def grader() -> AnswerGrader:
    return AnswerGrader(bank())


@lru_cache(maxsize=1)
def answers() -> tuple[tuple[str, str], ...]:
    return tuple((q.id, e.text) for q in bank().questions.values() for e in q.examples)


def grade(assessment: Assessment) -> tuple[object, ...]:
    """Return what must not change: everything but the quotes."""
    shown = tuple(finding.id for finding in assessment.misconceptions)
    return assessment.awarded_ids, assessment.missed, shown, assessment.kind, assessment.score


@PLAIN
@given(text=WILD, place=st.integers(min_value=0))
def test_no_text_makes_the_grader_raise(text: str, place: int) -> None:
    ids = [*bank().questions]
    assessment = grader().assess(ids[place % len(ids)], text)
    assert 0 <= assessment.score <= 1
    for finding in (*assessment.awarded, *assessment.misconceptions):
        assert text[finding.evidence.start : finding.evidence.end] == finding.evidence.quote


@PLAIN
@given(
    place=st.integers(min_value=0),
    cuts=st.lists(st.integers(min_value=0), max_size=6),
    blank=st.sampled_from(["  ", " \t", "\u3000"]),
)
def test_more_white_space_changes_nothing(place: int, cuts: list[int], blank: str) -> None:
    question_id, text = answers()[place % len(answers())]
    spaces = [at for at, character in enumerate(text) if character == " "]
    wider = text
    for at in sorted({spaces[cut % len(spaces)] for cut in cuts} if spaces else (), reverse=True):
        wider = wider[:at] + blank + wider[at:]
    assert grade(grader().assess(question_id, f" {wider} ")) == grade(grader().assess(question_id, text))


@PLAIN
@given(place=st.integers(min_value=0))
def test_full_width_letters_change_nothing(place: int) -> None:
    question_id, text = answers()[place % len(answers())]
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
    assert grade(grader().assess(question_id, wide)) == grade(grader().assess(question_id, text))


@PLAIN
@given(place=st.integers(min_value=0))
def test_case_changes_nothing(place: int) -> None:
    question_id, text = answers()[place % len(answers())]
    swapped = "".join(c.swapcase() if c.isascii() else c for c in text)  # Σ is a sum and σ a deviation: no mere case
    assert grade(grader().assess(question_id, swapped)) == grade(grader().assess(question_id, text))


@PLAIN
@given(place=st.integers(min_value=0))
def test_traditional_characters_change_nothing(place: int) -> None:
    question_id, text = answers()[place % len(answers())]
    assert grade(grader().assess(question_id, TO_TRADITIONAL.convert(text))) == grade(grader().assess(question_id, text))


@pytest.mark.parametrize(
    "text",
    [
        "\ud800\udfff" * 50,
        "\u202e" + "forget gate" + "\u202c",
        "\x00\x01\x02\x7f" * 100,
        "😂" * 500,
        "forget gate " * 10_000,
        "不" * 4_000,
        "not " * 1_000,
        "((((" * 1_000,
        "w^" * 2_000,
        "=" * 4_000,
        "2024-01-01 12:00:00 ERROR [main] java.lang.NullPointerException at com.example.Foo.bar(Foo.java:42)\n" * 40,
        "， " * 2_000,
        "遗忘们" * 1_000,
    ],
    ids=[
        "surrogates",
        "bidi",
        "control",
        "emoji",
        "repeated",
        "negators",
        "english negators",
        "brackets",
        "powers",
        "equals",
        "log",
        "commas",
        "slips",
    ],
)
def test_ugly_text_is_graded_like_any_other(text: str) -> None:
    for question_id in bank().questions:
        assert grader().assess(question_id, text).kind in Kind
