"""The question bank: read from YAML files, validated, and looked up by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from knowledge.explain import ID_ADVICE, explain
from knowledge.models import Concept, Entry, Id, Interview, OpenQuestion, Question, Task, Text
from knowledge.problems import BankError, Path, Problem, did_you_mean
from knowledge.references import check_references
from knowledge.source import Source

SHIPPED = FilePath(__file__).parent
"""Folder of the bank that comes with the program."""
_FOLDERS = ("lexicon", "questions", "tasks", "interviews")
_SECTIONS: Mapping[str, type[Entry]] = {
    "questions": Question,
    "open_questions": OpenQuestion,
    "tasks": Task,
    "interviews": Interview,
    "concepts": Concept,
    "topics": Text,
}
_E = TypeVar("_E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Bank:
    """Everything that can be asked, in the order of the files. `places` says where each id was read: file and path.

    `is_whole` is false when something that stands in the files could not be read, and is therefore not here.
    """

    questions: Mapping[str, Question]
    open_questions: Mapping[str, OpenQuestion]
    tasks: Mapping[str, Task]
    interviews: Mapping[str, Interview]
    lexicon: Mapping[str, Concept]
    topic_names: Mapping[str, Text]
    places: Mapping[tuple[str, str], tuple[Source, Path]]
    is_whole: bool

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the ids of the topics, in the order in which to list them."""
        return tuple(self.topic_names)

    def declares(self, section: str, entry_id: str) -> bool:
        """Return whether the files have such an entry, be it a broken one."""
        return (section, entry_id) in self.places

    def problem(self, section: str, entry_id: str, path: Path, message: str, todo: str) -> Problem:
        """Return a problem with a field of an entry."""
        source, place = self.places[section, entry_id]
        return source.problem((*place, *path), message, todo)


def load_bank(folder: FilePath = SHIPPED) -> Bank:
    """Read and validate all files of a bank. Raises BankError with every problem found."""
    bank, problems = read_bank(folder)
    if problems:
        raise BankError(problems)
    return bank


def read_bank(folder: FilePath = SHIPPED) -> tuple[Bank, list[Problem]]:
    """Return what can be read of a bank, and every problem with the rest and with what refers to what."""
    sources = list(sources_of(folder))
    reader = _Reader()
    for source in sources:
        reader.read(source)
    unreadable = [problem for source in sources for problem in source.problems]
    if not sources:
        unreadable.append(Problem(folder.as_posix(), 1, "", "no bank stands here", f"give a folder with {', '.join(_FOLDERS)}"))
    bank = reader.bank(is_whole=not unreadable and not reader.problems)
    # A file that cannot be read hides what it declares: to call that unknown would only mislead.
    references = [] if unreadable else list(check_references(bank))
    return bank, [*unreadable, *reader.problems, *references]


def sources_of(folder: FilePath = SHIPPED) -> Iterator[Source]:
    """Yield the files of a bank."""
    for name in _FOLDERS:
        for path in sorted((folder / name).glob("*.y*ml")):
            yield Source(folder, path)


class _Reader:
    """Collects the entries of all files, and what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._entries: dict[str, dict[str, Entry]] = {section: {} for section in _SECTIONS}
        self._places: dict[tuple[str, str], tuple[Source, Path]] = {}
        self._taken: dict[tuple[str, str], tuple[Source, Path]] = {}

    def read(self, source: Source) -> None:
        """Read the sections of one file."""
        for section, content in source.data.items():
            if section not in _SECTIONS:
                todo = did_you_mean(str(section), _SECTIONS, f"use one of {', '.join(_SECTIONS)}")
                source.problems.append(source.problem((str(section),), f"unknown section {section!r}", todo))
            elif isinstance(content, dict) and section in ("concepts", "topics"):
                for key, raw in content.items():
                    path = (section, str(key))
                    if not _is_id(key):
                        advice = ID_ADVICE if isinstance(key, str) else "quote it"
                        self.problems.append(source.problem(path, f"{key!r} is no id", advice))
                    self._take(source, section, path, str(key), raw)
            elif isinstance(content, list) and section not in ("concepts", "topics"):
                for place, raw in enumerate(content):
                    entry_id = raw.get("id") if isinstance(raw, dict) else None
                    self._take(source, section, (section, place), entry_id, raw)
            else:
                shape = "a mapping of ids" if section in ("concepts", "topics") else "a list"
                source.problems.append(
                    source.problem((section,), f"{section} is not {shape}", f"write {shape}, as the other files do")
                )

    def bank(self, *, is_whole: bool) -> Bank:
        """Return all that could be read."""
        return Bank(
            questions=self._section("questions", Question),
            open_questions=self._section("open_questions", OpenQuestion),
            tasks=self._section("tasks", Task),
            interviews=self._section("interviews", Interview),
            lexicon=self._section("concepts", Concept),
            topic_names=self._section("topics", Text),
            places=MappingProxyType(self._places),
            is_whole=is_whole,
        )

    def _section(self, section: str, kind: type[_E]) -> Mapping[str, _E]:
        return MappingProxyType({key: entry for key, entry in self._entries[section].items() if isinstance(entry, kind)})

    def _take(self, source: Source, section: str, path: Path, entry_id: object, raw: object) -> None:
        # An entry without an id, or with something else in its place, is told by its validation.
        if isinstance(entry_id, str) and not self._is_new(source, section, path, entry_id):
            return
        try:
            entry = _ADAPTERS[section].validate_python(raw)
        except ValidationError as error:
            self.problems += explain(error, source, path, _SECTIONS[section])
        else:
            self._entries[section][str(entry_id)] = entry

    def _is_new(self, source: Source, section: str, path: Path, entry_id: str) -> bool:
        # Questions, open questions and tasks are steps of interviews, so they share one space of ids.
        space = "step" if section in ("questions", "open_questions", "tasks") else section
        if (space, entry_id) in self._taken:
            other, place = self._taken[space, entry_id]
            where = f"{other.name}:{other.line(place)}"
            self.problems.append(source.problem(path, f"the id {entry_id!r} is taken (see {where})", "choose another id"))
            return False
        self._taken[space, entry_id] = self._places[section, entry_id] = (source, path)
        return True


_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {section: TypeAdapter(kind) for section, kind in _SECTIONS.items()}
_ID: TypeAdapter[str] = TypeAdapter(Id)


def _is_id(key: object) -> bool:
    try:
        _ID.validate_python(key)
    except ValidationError:
        return False
    return True
