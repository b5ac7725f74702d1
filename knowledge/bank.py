"""The question bank: read from YAML files, validated, and looked up by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from knowledge.models import Concept, Entry, Interview, OpenQuestion, Question, Task, Text
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
    """Everything that can be asked, in the order of the files. `places` says where each id was read: file and path."""

    questions: Mapping[str, Question]
    open_questions: Mapping[str, OpenQuestion]
    tasks: Mapping[str, Task]
    interviews: Mapping[str, Interview]
    lexicon: Mapping[str, Concept]
    topic_names: Mapping[str, Text]
    places: Mapping[tuple[str, str], tuple[Source, Path]]

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the ids of the topics, in the order in which to list them."""
        return tuple(self.topic_names)

    def problem(self, section: str, entry_id: str, path: Path, message: str, todo: str) -> Problem:
        """Return a problem with a field of an entry."""
        source, place = self.places[section, entry_id]
        return source.problem((*place, *path), message, todo)


def load_bank(folder: FilePath = SHIPPED) -> Bank:
    """Read and validate all files of a bank. Raises BankError with every problem found."""
    sources = [Source(folder, path) for name in _FOLDERS for path in sorted((folder / name).glob("*.yaml"))]
    reader = _Reader()
    for source in sources:
        reader.read(source)
    problems = [*reader.problems, *(problem for source in sources for problem in source.problems)]
    if problems:
        raise BankError(problems)
    bank = reader.bank()
    problems = list(check_references(bank))
    if problems:
        raise BankError(problems)
    return bank


def sources_of(folder: FilePath = SHIPPED) -> Iterator[Source]:
    """Yield the files of a bank."""
    for name in _FOLDERS:
        for path in sorted((folder / name).glob("*.yaml")):
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
                self.problems.append(source.problem((section,), f"unknown section {section!r}", todo))
            elif isinstance(content, dict) and section in ("concepts", "topics"):
                for key, raw in content.items():
                    self._take(source, section, (section, key), str(key), raw)
            elif isinstance(content, list) and section not in ("concepts", "topics"):
                for place, raw in enumerate(content):
                    entry_id = raw.get("id") if isinstance(raw, dict) else None
                    self._take(source, section, (section, place), str(entry_id), raw)
            else:
                shape = "a mapping of ids" if section in ("concepts", "topics") else "a list"
                self.problems.append(
                    source.problem((section,), f"{section} is not {shape}", f"write {shape}, as the other files do")
                )

    def bank(self) -> Bank:
        """Return all that was read. Only for use when there are no problems."""
        return Bank(
            questions=self._section("questions", Question),
            open_questions=self._section("open_questions", OpenQuestion),
            tasks=self._section("tasks", Task),
            interviews=self._section("interviews", Interview),
            lexicon=self._section("concepts", Concept),
            topic_names=self._section("topics", Text),
            places=MappingProxyType(self._places),
        )

    def _section(self, section: str, kind: type[_E]) -> Mapping[str, _E]:
        return MappingProxyType({key: entry for key, entry in self._entries[section].items() if isinstance(entry, kind)})

    def _take(self, source: Source, section: str, path: Path, entry_id: str, raw: object) -> None:
        # Questions, open questions and tasks are steps of interviews, so they share one space of ids.
        space = "step" if section in ("questions", "open_questions", "tasks") else section
        if (space, entry_id) in self._taken:
            other, place = self._taken[space, entry_id]
            where = f"{other.name}:{other.line(place)}"
            self.problems.append(source.problem(path, f"the id {entry_id!r} is taken (see {where})", "choose another id"))
            return
        self._taken[space, entry_id] = self._places[section, entry_id] = (source, path)
        try:
            self._entries[section][entry_id] = _ADAPTERS[section].validate_python(raw)
        except ValidationError as error:
            self.problems += (_explain(source, section, path, detail) for detail in error.errors())


_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {section: TypeAdapter(kind) for section, kind in _SECTIONS.items()}


def _explain(source: Source, section: str, path: Path, detail: ErrorDetails) -> Problem:
    """Return one of pydantic's errors in the words of this project."""
    # Union members and validators appear in pydantic's location, but not in the file.
    place = (*path, *(step for step in detail["loc"] if isinstance(step, int) or step.isidentifier()))
    name = str(place[-1])
    match detail["type"]:
        case "missing":
            return source.problem(place, f"{name} is missing", f"add {name}: ...")
        case "extra_forbidden":
            known = _known_fields(_SECTIONS[section])
            return source.problem(place, f"unknown field {name!r}", did_you_mean(name, known, "remove it"))
        case "string_pattern_mismatch":
            return source.problem(place, f"{detail['input']!r} is no id", "use lower-case letters, digits and single hyphens")
        case "string_type":
            todo = "quote it" if isinstance(detail["input"], bool | int | float) else "write a text"
            return source.problem(place, f"{detail['input']!r} is no text", todo)
        case "too_short" | "string_too_short":
            return source.problem(place, f"{name} is empty", "fill it in")
        case "value_error":
            return source.problem(place, str(detail["ctx"]["error"]), "see docs/rubrics.md")
        case _:
            return source.problem(place, f"{name}: {detail['msg'].lower()}", "see the JSON schema in knowledge/schema")


def _known_fields(kind: type[Entry]) -> set[str]:
    """Return the field names of an entry and of everything inside it."""
    schema = kind.model_json_schema()
    definitions = [schema, *schema.get("$defs", {}).values()]
    return {field for definition in definitions for field in definition.get("properties", {})}
