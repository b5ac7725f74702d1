"""What the synthetic learners of the load harness send, and what is to come of it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.conversation import Attempt, Event, Interviewer, Remember, Session, step
from bot.conversation.events import Answer
from bot.locales import load_phrases
from graders.answers import AnswerGrader
from knowledge.bank import Bank, load_bank

SUBMITTED = Path(__file__).parents[1] / "tests/graders/code/submissions"
TASKS = ("conv2d-full", "layer-norm", "attention", "quicksort", "knapsack-min-items", "sgd-weight-decay")
_EXPECTATION = re.compile(r"^# expect: *(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Message:
    """One message, in a conversation of its own. `attempts`: how many are kept of it; `verdict`: what its code gets."""

    key: str
    scope: str
    item_id: str
    text: str = ""
    file: str = ""
    attempts: int = 0
    verdict: str = ""

    @property
    def is_code(self) -> bool:
        """Return whether a report is to follow."""
        return bool(self.file)

    def data(self, learner: str) -> dict[str, Any]:
        """Return the message for a replica."""
        said = {"file": self.file} if self.file else {"text": self.text}
        return {"key": self.key, "learner": learner, "scope": self.scope, "item": self.item_id, **said}


def script(learners: int, submissions: int, answers: int, seed: int) -> Mapping[str, Sequence[Message]]:
    """Return what each learner sends: code and answers, mixed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    known, programs = _answers(load_bank()), _programs()
    sent: dict[str, list[Message]] = {f"learner{number}": [] for number in range(learners)}
    order = [True] * submissions + [False] * answers
    chance.shuffle(order)
    for number, is_code in enumerate(order):
        name = f"learner{number % learners}"
        key = f"{name}-{number}"
        if is_code:
            task_id, file, verdict = chance.choice(programs)
            is_solved = verdict == "pass"
            sent[name].append(Message(key, f"task:{task_id}", task_id, file=file, attempts=int(is_solved), verdict=verdict))
        else:
            item_id, text, attempts = chance.choice(known)
            sent[name].append(Message(key, f"daily:{number}", item_id, text=text, attempts=attempts))
    return sent


def expected_attempts(messages: Sequence[Message]) -> Mapping[str, int]:
    """Return how many attempts are to be kept in each conversation of a learner."""
    counted: Counter[str] = Counter()
    for message in messages:
        counted[message.scope] += message.attempts
    return counted


def _answers(bank: Bank) -> list[tuple[str, str, int]]:
    """Return answers to questions, whole and half, and how many attempts the conversation keeps of each."""
    interviewer = Interviewer(bank, AnswerGrader(bank), load_phrases())
    found = []
    for question in bank.questions.values():
        whole = question.model_answer.en
        for text in (whole, whole[: len(whole) // 2], "I am not sure, something with gradients?"):
            turn = step(interviewer, Session("en"), Event(Answer(question.id, text)))
            kept = [effect.attempt for effect in turn.effects if isinstance(effect, Remember)]
            assert all(isinstance(attempt, Attempt) for attempt in kept)
            found.append((question.id, text, len(kept)))
    return found


def _programs() -> list[tuple[str, str, str]]:
    """Return programs that pass or fail: task, file, verdict."""
    found = []
    for task_id in TASKS:
        for path in sorted((SUBMITTED / task_id).glob("*.py")):
            expected = _EXPECTATION.search(path.read_text("utf-8"))
            if expected and expected[1] in ("pass", "fail"):
                found.append((task_id, str(path), expected[1]))
    return found
