"""One YAML file of a bank: its plain data, and the line on which each value stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml.reader import ReaderError

from knowledge.problems import Path, Problem, field_name

# The C loader is an order of magnitude faster; both are safe_load's.
_SafeLoader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A date stays text: pydantic reads it, and can say where a wrong one stands; PyYAML raises a bare ValueError.
_Loader: type[Any] = type(
    "_Loader",
    (_SafeLoader,),
    {
        "yaml_implicit_resolvers": {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
            for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
        }
    },
)


def load_yaml(text: str) -> Any:  # noqa: ANN401 -- whatever the text holds
    """Return the plain data of a YAML text. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 -- a safe loader, see above


class Source:
    """A YAML file below the bank's folder. Reading it never raises: what is wrong with it is in `problems`."""

    def __init__(self, folder: FilePath, path: FilePath) -> None:
        self.name = path.relative_to(folder).as_posix()
        self.problems: list[Problem] = []
        self.data: dict[str, Any] = {}
        self._text = ""
        if path.suffix != ".yaml":
            self.problems.append(Problem(self.name, 1, "", f"files that end in {path.suffix} are not read", "rename it to .yaml"))
            return
        try:
            self._text = path.read_text(encoding="utf-8")
            loaded = load_yaml(self._text)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.problems.append(Problem(self.name, line, "", f"byte {error.start} is not UTF-8", "save the file as UTF-8"))
        except (yaml.YAMLError, ValueError) as error:  # ValueError: a scalar that is not what its explicit tag says
            self.problems.append(self._syntax_problem(error))
        else:
            if isinstance(loaded, dict):
                self.data = loaded
            else:
                self.problems.append(
                    Problem(self.name, 1, "", "the file is no mapping", "begin it with questions:, concepts: or the like")
                )

    def problem(self, path: Path, message: str, todo: str) -> Problem:
        """Return a problem with the value at `path`."""
        return Problem(self.name, self.line(path), field_name(path), message, todo)

    def line(self, path: Path) -> int:
        """Return the line of the value at `path`, or of the nearest thing around it that exists."""
        node = self._root
        line = 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def duplicate_keys(self) -> Iterator[Problem]:
        """Yield the keys that a mapping has twice: YAML keeps the last and says nothing."""
        if self._root is not None:
            yield from self._duplicates(self._root, ())

    @cached_property
    def _root(self) -> yaml.Node | None:
        try:
            return yaml.compose(self._text, Loader=_Loader)
        except yaml.YAMLError:
            return None

    def _duplicates(self, node: yaml.Node, path: Path) -> Iterator[Problem]:
        if isinstance(node, yaml.SequenceNode):
            for place, item in enumerate(node.value):
                yield from self._duplicates(item, (*path, place))
        elif isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, value in node.value:
                line = key.start_mark.line + 1
                if key.value in first:
                    message = f"{key.value!r} stands here twice (first on line {first[key.value]})"
                    yield Problem(self.name, line, field_name((*path, key.value)), message, "remove or rename one of them")
                first.setdefault(key.value, line)
                yield from self._duplicates(value, (*path, key.value))

    def _syntax_problem(self, error: yaml.YAMLError | ValueError) -> Problem:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 1
        if isinstance(error, ReaderError):  # It counts bytes.
            line += self._text.encode("utf-8")[: error.position].count(b"\n")
        lines = self._text.splitlines()
        if line <= len(lines) and "\t" in lines[line - 1]:
            return Problem(self.name, line, "", "a tab; YAML is indented with spaces", "replace the tab by spaces")
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        todo = "quote texts that contain ': ' or begin with a special character, and check the indentation"
        return Problem(self.name, line, "", f"no valid YAML: {what}", todo)


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return None
