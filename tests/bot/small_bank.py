"""A bank of four questions and a grader that looks for fixed words: enough to hold every kind of conversation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.conversation.pending import Pending
from graders.answers.assessment import Assessment, Evidence, Finding, Kind, NearMatch, score_of
from graders.code.report import Check, Example, Report, Verdict
from graders.code.report import Finding as CodeFinding
from graders.code.upload import Upload
from knowledge.models import (
    ChecklistItem,
    Interview,
    Misconception,
    NamedMistake,
    OpenQuestion,
    Pattern,
    Point,
    Question,
    Starter,
    Task,
    Text,
)

ANYTHING = (Pattern(name=("anything",)),)


def text(en: str, zh: str) -> Text:
    return Text(en=en, zh=zh)


def point(point_id: str, en: str, zh: str) -> Point:
    hint = text(f"What about the {en}, in other words?", f"{zh}呢，换句话怎么说？")
    explain = text(f"The {en} matters because it does its part.", f"{zh}很重要，少了它不行。")
    return Point(id=point_id, text=text(f"the {en}", zh), hint=hint, explain=explain, accept=ANYTHING)


LSTM_GATES = Question(
    id="lstm-gates",
    topic="rnn",
    level=1,
    ask=text("Which gates does an LSTM cell have?", "LSTM 有哪几个门？"),
    points=(
        point("forget", "forget gate", "遗忘门"),
        point("input", "input gate", "输入门"),
        point("output", "output gate", "输出门"),
    ),
    misconceptions=(
        Misconception(
            id="gru-gates",
            text=text("counting the reset gate among an LSTM's gates", "把重置门算成 LSTM 的门"),
            correction=text("The reset gate belongs to the GRU.", "重置门是 GRU 的。"),
            accept=ANYTHING,
        ),
    ),
    model_answer=text("A forget gate, an input gate and an output gate.", "遗忘门、输入门和输出门。"),
    source="test",
    examples=(),
)
BN_VS_LN = Question(
    id="bn-vs-ln",
    topic="normalization",
    level=2,
    ask=text("How does layer normalization differ from batch normalization?", "LN 和 BN 有什么区别？"),
    need=2,
    points=(
        point("bn-axis", "batch axis", "批维度"),
        point("ln-axis", "feature axis", "特征维度"),
        point("usage", "usual place of each", "各自的使用场景"),
    ),
    model_answer=text("BN over the batch, LN over the features.", "BN 跨样本，LN 跨特征。"),
    source="test",
    examples=(),
)
INTRODUCTION = OpenQuestion(
    id="self-introduction",
    topic="about-you",
    ask=text("Please introduce yourself.", "请做一下自我介绍。"),
    points=(
        ChecklistItem(
            id="background",
            text=text("school and year", "学校和年级"),
            advice=text("Say where you study, in one sentence.", "用一句话说说在哪里读书。"),
            accept=ANYTHING,
        ),
        ChecklistItem(
            id="motivation",
            text=text("why this position", "为什么想来"),
            advice=text("End with why you want this job.", "最后说说为什么想来。"),
            accept=ANYTHING,
        ),
    ),
    model_answer=text("I study vision in Wuhan and want to build it here.", "我在武汉读视觉方向，想来这里做落地。"),
    source="test",
)
QUICKSORT = Task(
    id="quicksort",
    level=1,
    title=text("Sort a list in place", "原地快速排序"),
    entry="quicksort(q, l, r)",
    statement=text("Sort q[l..r] in place.", "把 q[l..r] 原地排好序。"),
    starter=Starter(python="def quicksort(q, l, r):\n    ..."),
    hints=(text("Pick a pivot.", "先选一个基准。"), text("Then sort both sides.", "再排两边。")),
    mistakes=(NamedMistake(id="descending", say=text("You sort downwards.", "你排成了降序。")),),
    next_step=text("Next, count the swaps.", "接下来数一数交换次数。"),
    source="test",
)
MOCK = Interview(
    id="acme-round-1",
    title=text("Acme, vision intern, round 1", "某厂视觉实习 一面"),
    steps=("self-introduction", "quicksort", "lstm-gates", "bn-vs-ln"),
    source="test",
)


@dataclass(frozen=True)
class SmallBank:
    questions: Mapping[str, Question] = field(default_factory=lambda: {q.id: q for q in (LSTM_GATES, BN_VS_LN)})
    open_questions: Mapping[str, OpenQuestion] = field(default_factory=lambda: {INTRODUCTION.id: INTRODUCTION})
    tasks: Mapping[str, Task] = field(default_factory=lambda: {QUICKSORT.id: QUICKSORT})
    interviews: Mapping[str, Interview] = field(default_factory=lambda: {MOCK.id: MOCK})
    topics: tuple[str, ...] = ("rnn", "normalization", "about-you")
    topic_names: Mapping[str, Text] = field(
        default_factory=lambda: {
            "rnn": text("Recurrent networks", "循环神经网络"),
            "normalization": text("Normalization", "归一化"),
            "about-you": text("About you", "关于你"),
        }
    )


Words = Mapping[str, tuple[str, ...]]

EARNS: Mapping[str, Words] = {
    "lstm-gates": {"forget": ("forget", "遗忘"), "input": ("input", "输入"), "output": ("output", "输出")},
    # The second way needs both lines of an exchange together.
    "bn-vs-ln": {
        "bn-axis": ("batch axis", "跨样本"),
        "ln-axis": ("features", "on one side\nthe other way"),
        "usage": ("cnn",),
    },
    "self-introduction": {"background": ("i study", "我在"), "motivation": ("because", "因为")},
}
SHOWS: Mapping[str, Words] = {"lstm-gates": {"gru-gates": ("reset", "重置")}}
NEAR = {
    "lstm-gates": {
        "forget": ("froget gaet", "forget gate"),
        "input": ("imput goat", "input gate"),
        "output": ("uotput", "output"),
    }
}
KINDS = {
    Kind.GIVE_UP: ("don't know", "不会"),
    Kind.ECHO: ("which gates", "哪几个门"),
    Kind.OFF_TOPIC: ("pizza", "火锅"),
}


class ScriptedGrader:
    """Awards what `EARNS` says, by plain search."""

    def assess(self, question_id: str, answer: str) -> Assessment:
        lower = answer.casefold()
        awarded = tuple(_findings(EARNS[question_id], lower, answer))
        shown = tuple(_findings(SHOWS.get(question_id, {}), lower, answer))
        got = {found.id for found in awarded}
        near = tuple(
            NearMatch(point_id, _evidence(typo, lower, answer), meant)
            for point_id, (typo, meant) in NEAR.get(question_id, {}).items()
            if typo in lower and point_id not in got
        )
        missed = tuple(p for p in EARNS[question_id] if p not in got)
        score = score_of(len(got), len(EARNS[question_id]), len(shown))
        return Assessment(question_id, _kind(lower, bool(got or shown)), awarded, missed, shown, near, score)

    def review(self, open_question_id: str, answer: str) -> Assessment:
        return self.assess(open_question_id, answer)


def _kind(lower: str, earned: bool) -> Kind:
    if not any(character.isalnum() for character in lower):
        return Kind.EMPTY
    if earned:
        return Kind.ANSWER
    return next((kind for kind, words in KINDS.items() if any(word in lower for word in words)), Kind.ANSWER)


def _findings(rules: Words, lower: str, answer: str) -> Iterator[Finding]:
    for found_id, words in rules.items():
        word = next((word for word in words if word in lower), None)
        if word is not None:
            yield Finding(found_id, _evidence(word, lower, answer))


def _evidence(word: str, lower: str, answer: str) -> Evidence:
    start = lower.index(word)
    return Evidence(start, start + len(word), answer[start : start + len(word)])


class ScriptedJudge:
    """Passes code that says so, finds it sorted downwards when it says that, and finds no code in anything else."""

    def __init__(self) -> None:
        self.uploads: list[Upload] = []

    async def grade(self, pending: Pending) -> Report:
        upload = pending.upload
        self.uploads.append(upload)
        source = upload.text if upload.text is not None else upload.content.decode()
        checks = (Check("runs", passed=True), Check("values", passed="right" in source))
        if "right" in source:
            told = (CodeFinding("next-step", QUICKSORT.next_step),)
            return Report(upload.task_id, Verdict.PASS, checks, remarks=told)
        if "downwards" in source:
            found = (CodeFinding("descending", QUICKSORT.mistake("descending").say),)
            example = Example("quicksort([2, 1])", "[1, 2]", "[2, 1]", "[0]")
            return Report(upload.task_id, Verdict.FAIL, checks, found, example=example, output="sorting", taken=source)
        return Report(upload.task_id, Verdict.NO_CODE)
