"""Read C++ just far enough: what is defined where, and which calls of the standard library there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_UNREAD = re.compile(
    r'//(?:[^\\\n]|\\.|\\\n)*|/\*.*?(?:\*/|\Z)|R"(?P<mark>[^ ()\\\t\n]{0,16})\(.*?\)(?P=mark)"'
    r"""|"(?:\\.|[^"\\\n])*"|(?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])+'""",
    re.DOTALL,
)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.MULTILINE)
_HEAD_NAME = re.compile(r"(?P<name>[A-Za-z_]\w*(?:\s*::\s*[A-Za-z_]\w*)*)\s*\(")
_LAMBDA = re.compile(r"\b(?P<name>[A-Za-z_]\w*)\s*=\s*\[[^\[\]]*\]\s*\([^;{}]*$")
_CLASS = re.compile(r"\b(?:class|struct)\s+(?P<name>[A-Za-z_]\w*)\s*(?:final\s*)?(?::[^:].*)?$", re.DOTALL)
_NAMESPACE = re.compile(r"\bnamespace\s+(?P<name>[A-Za-z_]\w*)\s*$")
_NO_FUNCTIONS = frozenset({"if", "for", "while", "switch", "catch", "return", "do", "else", "sizeof", "decltype", "noexcept"})
_LIBRARY = re.compile(
    r"(?P<scope>(?:[A-Za-z_]\w*\s*::\s*)*)\b(?P<name>(?:stable_|partial_)?sort(?:_copy|_heap)?|nth_element|qsort|make_heap"
    r"|(?:multi)?set|priority_queue)\b(?P<next>\s*[(<{])"
)
Kind = Literal["function", "class", "namespace", "other"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A function that is defined: `scope` are the namespaces and classes around it, `is_method` whether the last is a class."""

    name: str
    scope: tuple[str, ...]
    is_method: bool
    line: int
    start: int
    end: int


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def blanked(source: str) -> str:
    """Return the source with comments and literals turned into spaces, lines kept."""
    return _UNREAD.sub(_spaces, source)


def definitions(source: str) -> tuple[Definition, ...]:
    """Return the functions that a source defines, in its order."""
    text = _DIRECTIVE.sub(_spaces, blanked(source))
    return tuple(sorted(_walk(text), key=lambda found: found.start))


def _walk(text: str) -> Iterator[Definition]:
    """Yield what opens at each brace; what stands between the last `;`, `{` or `}` and the brace is its head."""
    around: list[tuple[Kind, str, int]] = []
    head_start = 0
    for match in re.finditer(r"[;{}]", text):
        place = match.start()
        if match.group() == "{":
            head = text[head_start:place]
            kind, name = _kind_of(head)
            around.append((kind, name, head_start + len(head) - len(head.lstrip())))
        elif match.group() == "}" and around:
            kind, name, start = around.pop()
            if kind == "function" and all(outer[0] in {"class", "namespace"} for outer in around):
                yield _definition(text, name, start, place, around)
        head_start = match.end()
    for depth, (kind, name, start) in enumerate(around):
        if kind == "function":
            # Never closed; the compiler will say so.
            yield _definition(text, name, start, len(text), around[:depth])
            return


def _definition(text: str, name: str, start: int, end: int, around: Sequence[tuple[Kind, str, int]]) -> Definition:
    scope = tuple(outer[1] for outer in around if outer[1])
    *own, last = re.split(r"\s*::\s*", name)
    is_method = bool(own) or bool(around and around[-1][0] == "class")
    return Definition(last, (*scope, *own), is_method, text.count("\n", 0, start) + 1, start, end)


def _kind_of(head: str) -> tuple[Kind, str]:
    namespace = _NAMESPACE.search(head)
    if namespace:
        return "namespace", namespace["name"]
    if head.rstrip().endswith("namespace"):
        return "namespace", ""
    held = _LAMBDA.search(head)
    if held:
        return "function", held["name"]
    named = _HEAD_NAME.search(re.sub(r"\b(?:__attribute__|alignas)\s*\(\(?[^()]*\)?\)", " ", head))
    if named and named["name"] not in _NO_FUNCTIONS and "=" not in head[: named.start()]:
        return "function", named["name"]
    is_class = _CLASS.search(head)
    return ("class", is_class["name"]) if is_class else ("other", "")


def entry_of(found: Sequence[Definition], names: Sequence[str]) -> Definition | None:
    """Return the definition of one of the names, whatever its case and underscores: functions first, then exact names."""
    wanted = {_plain(name) for name in names}
    fitting = [definition for definition in found if _plain(definition.name) in wanted]
    ranked = sorted(fitting, key=lambda definition: (definition.is_method, definition.name not in names))
    return ranked[0] if ranked else None


def call_of(entry: Definition) -> str:
    """Return how to call an entry from outside."""
    if not entry.is_method:
        return "::" + "::".join((*entry.scope, entry.name))
    return "::".join(("", *entry.scope)) + f"().{entry.name}"


def library_calls(source: str) -> tuple[str, ...]:
    """Return the sorting aids of the library that are used outside `main`: `std::sort`, `std::qsort`, `std::multiset`, ..."""
    text = blanked(source)
    found = definitions(source)
    own = {definition.name for definition in found}
    demos = [(definition.start, definition.end) for definition in found if definition.name == "main"]
    return tuple(dict.fromkeys(_library_calls(text, own, demos)))


def _library_calls(text: str, own: set[str], demos: Sequence[tuple[int, int]]) -> Iterator[str]:
    for match in _LIBRARY.finditer(text):
        name, scope = match["name"], re.sub(r"\s|::$", "", match["scope"])
        is_called = match["next"].strip() == "("
        is_type = name in {"set", "multiset", "priority_queue"}
        if any(start <= match.start() < end for start, end in demos) or (is_type and match["next"].strip() != "<"):
            continue
        if text[: match.start()].rstrip().endswith((".", "->")) or not (is_called or is_type):
            continue
        if name == "qsort":
            # With four arguments it is the library's, whatever is called so here.
            if _arguments(text, match.end()) == 4 and not _is_definition(text, match.end()):
                yield "std::qsort"
        elif "std" in scope.split("::") or (name not in own and not scope):
            yield "std::" + ("ranges::" if "ranges" in scope else "") + name


def _closing(text: str, start: int) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def _arguments(text: str, start: int) -> int:
    """Return how many arguments stand between the bracket opened before `start` and its closing one."""
    depth, commas = 0, 0
    inside = text[start : _closing(text, start)]
    for letter in inside:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(letter, 0)
        commas += letter == "," and depth == 0
    return commas + 1 if inside.strip() else 0


def _is_definition(text: str, start: int) -> bool:
    return text[_closing(text, start) + 1 :].lstrip().startswith("{")


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()
