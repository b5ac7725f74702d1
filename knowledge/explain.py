"""What pydantic finds wrong with an entry, in the words of this project."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge import models
from knowledge.models import Entry
from knowledge.problems import Path, Problem, did_you_mean
from knowledge.source import Source

ID_ADVICE = "use lower-case letters, digits and single hyphens"


def explain(error: ValidationError, source: Source, path: Path, kind: type[Entry]) -> Iterator[Problem]:
    """Yield what is wrong with the entry at `path`, once for each place."""
    details: dict[Path, ErrorDetails] = {}
    for detail in error.errors():
        details.setdefault((*path, *_steps(detail)), detail)
    for place, detail in details.items():
        # A union complains of each of its members, and a list of broken items that it is empty: the innermost knows best.
        if not any(len(other) > len(place) and other[: len(place)] == place for other in details):
            yield source.problem(place, *_say(detail, str(place[-1]), kind))


def _steps(detail: ErrorDetails) -> Path:
    """Return the location inside the entry, without the union members that pydantic writes between the steps."""
    *around, last = detail["loc"] or ("",)
    is_field = detail["type"] in ("missing", "extra_forbidden")
    steps = [step for step in around if isinstance(step, int) or step.isidentifier()]
    return (*steps, last) if is_field or isinstance(last, int) or last.isidentifier() else tuple(steps)


def _say(detail: ErrorDetails, name: str, kind: type[Entry]) -> tuple[str, str]:
    """Return the message and what to do."""
    given = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return f"{name} is missing", f"add {name}: ..."
        case "extra_forbidden":
            known = _known_fields(kind)
            todo = "move it to where it belongs" if name in known else did_you_mean(name, known, "remove it")
            return f"unknown field {name!r}", todo
        case "string_pattern_mismatch":
            return f"{given!r} is no id", ID_ADVICE
        case "string_type":
            return _not_a_text(given, name)
        case "too_short" | "string_too_short":
            return f"{name} is empty", "fill it in"
        case "tuple_type":
            return f"{given!r} is no list", f"write [{given}]" if isinstance(given, str) else "write [...]"
        case "model_type":
            fields = _required_fields(str(context["class_name"]))
            return f"{given!r} stands where fields belong", f"write its fields: {', '.join(fields)}"
        case "literal_error":
            return f"{name} is {given!r}, not {context['expected']}", "use one of these"
        case "value_error":
            return str(context["error"]), "see docs/rubrics.md"
        case _:
            return f"{name}: {detail['msg'].lower()}", "see the JSON schema in knowledge/schema"


def _not_a_text(given: object, name: str) -> tuple[str, str]:
    match given:
        case None:
            return f"{name} is empty", "fill it in"
        case bool():
            return f"{given!r} is no text", "quote it: YAML reads no, yes, on and off as truth values"
        case int() | float():
            return f"{given!r} is no text", "quote it"
        case dict() if given:
            return f"{given!r} is no text", "quote it: ': ' outside quotes makes a mapping"
        case _:
            return f"{given!r} is no text", "write a text"


def _required_fields(class_name: str) -> list[str]:
    kind: type[BaseModel] = getattr(models, class_name)
    return [name for name, field in kind.model_fields.items() if field.is_required()] or list(kind.model_fields)


def _known_fields(kind: type[Entry]) -> set[str]:
    """Return the field names of an entry and of everything inside it."""
    schema = kind.model_json_schema()
    definitions = [schema, *schema.get("$defs", {}).values()]
    return {field for definition in definitions for field in definition.get("properties", {})}
