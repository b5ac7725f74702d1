"""A question of its own for the grader's tests, so that the bank may change without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graders.answers import AnswerGrader
from knowledge.models import Concept, Misconception, OpenQuestion, Pattern, Point, Question, Text

_TEXT = Text(en="words", zh="词语")

LEXICON: Mapping[str, Concept] = {
    "bn": Concept(en=("batch norm", "batch normalization"), zh=("批归一化",), abbreviations=("BN",), siblings=("ln",)),
    "ln": Concept(en=("layer norm", "layer normalization"), zh=("层归一化",), abbreviations=("LN",), siblings=("bn",)),
    "batch-axis": Concept(en=("over the batch", "across the batch", "batch dimension"), zh=("跨批次", "对整个批次")),
    "feature-axis": Concept(en=("over the features", "across the features"), zh=("对所有特征", "单个样本的特征")),
    "normalise": Concept(en=("normalise", "normalize", "average"), zh=("归一化", "求平均", "平均")),
    "batch-size": Concept(en=("batch size",), zh=("批大小",)),
    "depends": Concept(en=("depends on", "care about", "sensitive to"), zh=("依赖", "敏感")),
    "forget-gate": Concept(
        en=("forget gate",), zh=("遗忘门",), abbreviations=("f_t",), bare=("forget", "遗忘"), siblings=("input-gate",)
    ),
    "input-gate": Concept(en=("input gate",), zh=("输入门",), bare=("input", "输入"), siblings=("output-gate", "forget-gate")),
    "output-gate": Concept(en=("output gate",), zh=("输出门",), bare=("output", "输出"), siblings=("input-gate",)),
    "reset-gate": Concept(en=("reset gate",), zh=("重置门",), bare=("reset",)),
    "lstm": Concept(abbreviations=("LSTM",), siblings=("gru",)),
    "gru": Concept(abbreviations=("GRU",), siblings=("lstm",)),
    "gradient": Concept(en=("gradient",), zh=("梯度",)),
    "vanishing": Concept(en=("vanish", "small"), zh=("消失", "变小")),
    "unstable": Concept(en=("unstable",), zh=("不稳定",), siblings=("stable",)),
    "stable": Concept(en=("stable",), zh=("稳定",)),
    "training": Concept(en=("training",), zh=("训练",)),
}


def _point(point_id: str, *accept: Pattern) -> Point:
    return Point(id=point_id, text=_TEXT, hint=_TEXT, explain=_TEXT, accept=accept)


def _question(question_id: str, en: str, zh: str, *points: Point, **more: object) -> Question:
    fields = {"topic": "t", "level": 1, "model_answer": _TEXT, "source": "test", "examples": (), **more}
    return Question.model_validate({"id": question_id, "ask": Text(en=en, zh=zh), "points": points, **fields})


AXES = _question(
    "axes",
    "How does layer normalization differ from batch normalization?",
    "层归一化和批归一化有什么区别？",
    _point("bn-axis", Pattern(all=("normalise", "batch-axis"), about=("bn",))),
    _point("ln-axis", Pattern(all=("normalise", "feature-axis"), about=("ln",))),
    _point(
        "independent",
        Pattern(all=("not depends", ("batch-size",)), about=("ln",)),
        Pattern(all=("not depends", "not batch-size"), about=("ln",)),
    ),
    subjects=("bn", "ln"),
    misconceptions=(
        Misconception(
            id="swapped",
            text=_TEXT,
            correction=_TEXT,
            accept=(
                Pattern(all=("normalise", "batch-axis"), about=("ln",)),
                Pattern(all=("normalise", "feature-axis"), about=("bn",)),
            ),
        ),
    ),
)
GATES = _question(
    "gates",
    "Which gates does an LSTM cell have?",
    "LSTM 有哪几个门？",
    _point("forget", Pattern(name=("forget-gate",))),
    _point("input", Pattern(name=("input-gate",))),
    _point("output", Pattern(name=("output-gate",))),
    subjects=("lstm", "gru"),
    default_subject="lstm",
    misconceptions=(Misconception(id="gru-gates", text=_TEXT, correction=_TEXT, accept=(Pattern(name=("reset-gate",)),)),),
)
GRADIENTS = _question(
    "gradients",
    "Why does it train badly?",
    "为什么训练不好？",
    _point("vanishing", Pattern(all=("gradient", "vanishing"))),
    _point("unstable", Pattern(all=("training", "unstable"))),
    _point("update", Pattern(formula="wnext = (1-eta*lambda)*w - eta*grad")),
    need=2,
)


@dataclass(frozen=True)
class SmallBank:
    """What a grader needs of a bank."""

    questions: Mapping[str, Question] = field(default_factory=lambda: {q.id: q for q in (AXES, GATES, GRADIENTS)})
    open_questions: Mapping[str, OpenQuestion] = field(default_factory=dict)
    lexicon: Mapping[str, Concept] = field(default_factory=lambda: LEXICON)


GRADER = AnswerGrader(SmallBank())
