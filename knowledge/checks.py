"""What a good bank has, beyond being readable: both languages, examples, hints that give nothing away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path as FilePath

from pydantic import BaseModel

from knowledge.bank import SHIPPED, Bank, sources_of
from knowledge.models import LANGUAGES, Concept, Entry, Language, OpenQuestion, Question, Text
from knowledge.problems import Path, Problem
from knowledge.references import concepts_of, included, patterns_of

EXAMPLES_OF_EACH_SORT = 3
"""In each language: answers that earn, and answers that must not."""
_CHINESE = re.compile(r"[㐀-鿿]")


def check_bank(bank: Bank, folder: FilePath = SHIPPED) -> Iterator[Problem]:
    """Yield what is missing or unwise in as much of a bank as can be read."""
    for source in sources_of(folder):
        yield from source.duplicate_keys()
    sections = {
        "questions": bank.questions,
        "open_questions": bank.open_questions,
        "tasks": bank.tasks,
        "interviews": bank.interviews,
        "topics": bank.topic_names,
    }
    for section, entries in sections.items():
        for entry_id, entry in entries.items():
            yield from _languages(bank, section, entry_id, entry)
    for question in bank.questions.values():
        yield from _examples(bank, question)
        yield from _telling_hints(bank, question)
    if bank.is_whole:  # An entry that cannot be read may be the one that uses a concept.
        yield from _unused_concepts(bank)
    yield from _shared_aliases(bank)


def _languages(bank: Bank, section: str, entry_id: str, entry: Entry) -> Iterator[Problem]:
    """Yield the texts that are not in the language they claim to be in."""
    for path, text in _texts((), entry):
        if not _CHINESE.search(text.zh):
            yield bank.problem(section, entry_id, (*path, "zh"), "the Chinese text has no Chinese in it", "translate it")
        if _CHINESE.search(text.en):
            yield bank.problem(section, entry_id, (*path, "en"), "the English text has Chinese in it", "translate it")


def _texts(path: Path, entry: BaseModel) -> Iterator[tuple[Path, Text]]:
    if isinstance(entry, Text):
        yield path, entry
        return
    for name, value in entry:
        for place, item in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(item, BaseModel):
                yield from _texts((*path, name, place) if isinstance(value, tuple) else (*path, name), item)


def _examples(bank: Bank, question: Question) -> Iterator[Problem]:
    for language in LANGUAGES:
        spoken = [example for example in question.examples if example.lang == language]
        earn = sum(bool(example.points) for example in spoken)
        deny = sum(not example.points or bool(example.misconceptions) for example in spoken)
        for count, sort in ((earn, "earn a point"), (deny, "earn nothing or show a misconception")):
            if count < EXAMPLES_OF_EACH_SORT:
                message = f"{count} examples in {language!r} {sort}"
                yield bank.problem("questions", question.id, ("examples",), message, f"write at least {EXAMPLES_OF_EACH_SORT}")


def _telling_hints(bank: Bank, question: Question) -> Iterator[Problem]:
    """Yield the hints that contain the very name that is asked for."""
    for place, point in enumerate(question.points):
        named = {term for pattern in point.accept for term in pattern.name}
        for language in LANGUAGES:
            hint = f" {point.hint.in_language(language).lower()} "
            for alias in _aliases((bank.lexicon[c] for c in included(named, bank.lexicon)), language):
                if _says(hint, alias):
                    path = ("points", place, "hint", language)
                    yield bank.problem("questions", question.id, path, f"the hint gives {alias!r} away", "say it without the name")


def _says(text: str, alias: str) -> bool:
    return alias in text if _CHINESE.search(alias) else re.search(rf"\b{re.escape(alias)}\b", text) is not None


def _aliases(concepts: Iterator[Concept], language: Language) -> set[str]:
    return {alias.lower() for concept in concepts for alias in (concept.en if language == "en" else concept.zh)}


def _unused_concepts(bank: Bank) -> Iterator[Problem]:
    rubrics: list[Question | OpenQuestion] = [*bank.questions.values(), *bank.open_questions.values()]
    used = {concept for question in rubrics for _, pattern in patterns_of(question) for _, concept in concepts_of(pattern)}
    used.update(subject for question in bank.questions.values() for subject in question.subjects)
    used = included(used, bank.lexicon)
    used |= {sibling for concept in used for sibling in bank.lexicon[concept].siblings}
    for unused in bank.lexicon.keys() - used:
        yield bank.problem("concepts", unused, (), f"no rubric uses {unused!r}", "use it or remove it")


def _shared_aliases(bank: Bank) -> Iterator[Problem]:
    """Yield the words that are claimed by two concepts which are confused with each other."""
    claimed: dict[str, set[str]] = defaultdict(set)
    for concept_id, concept in bank.lexicon.items():
        for alias in (*concept.en, *concept.zh, *concept.abbreviations):
            claimed[alias.lower()].add(concept_id)
    for alias, concepts in claimed.items():
        for concept_id in concepts:
            for sibling in concepts.intersection(bank.lexicon[concept_id].siblings):
                message = f"{alias!r} is also an alias of its sibling {sibling!r}"
                yield bank.problem("concepts", concept_id, (), message, "leave it to one of them")
