"""What an interviewer brings to the table: the questions, a grader, and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.conversation.session import Session
from bot.locales import Phrases
from graders.answers.assessment import Assessment
from knowledge.models import ChecklistItem, Interview, Language, OpenQuestion, Point, Question, Task, Text

Item = Question | OpenQuestion | Task


class QuestionBank(Protocol):
    """What the conversation needs of a bank."""

    @property
    def questions(self) -> Mapping[str, Question]:
        """Questions by id."""

    @property
    def open_questions(self) -> Mapping[str, OpenQuestion]:
        """Open questions by id."""

    @property
    def tasks(self) -> Mapping[str, Task]:
        """Coding tasks by id."""

    @property
    def interviews(self) -> Mapping[str, Interview]:
        """Mock interviews by id."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Ids of the topics, in the order in which to list them."""

    @property
    def topic_names(self) -> Mapping[str, Text]:
        """What the topics are called."""


class Grader(Protocol):
    """Grades answers. The same text always gets the same grade."""

    def assess(self, question_id: str, text: str) -> Assessment:
        """Grade an answer to a question."""

    def review(self, open_question_id: str, text: str) -> Assessment:
        """Hold an answer to an open question against its checklist."""


@dataclass(frozen=True, slots=True)
class Interviewer:
    """Everything `step` needs that does not change from one message to the next."""

    bank: QuestionBank
    grader: Grader
    phrases: Mapping[Language, Phrases]

    def words(self, state: Session) -> Phrases:
        """Return the bot's words in the learner's language."""
        return self.phrases[state.language]

    def item(self, step_id: str) -> Item:
        """Return the question, open question or coding task of that id. Raises KeyError."""
        bank = self.bank
        return bank.questions.get(step_id) or bank.open_questions.get(step_id) or bank.tasks[step_id]

    def knows(self, step_id: str) -> bool:
        """Return whether there is a question, open question or coding task of that id (still)."""
        bank = self.bank
        return step_id in bank.questions or step_id in bank.open_questions or step_id in bank.tasks

    def assess(self, item: Question | OpenQuestion, text: str) -> Assessment:
        """Grade a text against the item's rubric or checklist."""
        if isinstance(item, Question):
            return self.grader.assess(item.id, text)
        return self.grader.review(item.id, text)

    def topic_name(self, topic: str, language: Language) -> str:
        """Return what a topic is called."""
        name = self.bank.topic_names.get(topic)
        return name.in_language(language) if name else topic


def hint_of(point: Point | ChecklistItem) -> Text:
    """Return what helps somebody who misses the point."""
    return point.hint if isinstance(point, Point) else point.advice


def explanation_of(point: Point | ChecklistItem) -> Text:
    """Return what to tell somebody who missed the point."""
    return point.explain if isinstance(point, Point) else point.advice
