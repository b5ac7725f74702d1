"""Why a source does not parse, guessed from Python's message and the learner's line."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadSyntax:
    """A source that does not parse: the line's number (from 1) and text, Python's message, and a guess at the cause.

    `guess` names a text `syntax-error/<guess>` of static.yaml; `what` is the character, bracket or word it is about.
    """

    line: int
    text: str
    message: str
    guess: str = "other"
    what: str = ""


def explain(source: str, error: SyntaxError) -> BadSyntax:
    """Return where and why parsing failed."""
    lines = source.splitlines()
    number = min(max(error.lineno or 1, 1), max(len(lines), 1))
    text = lines[number - 1].strip() if lines else ""
    message = error.msg or ""
    guess, what = _guess(source, text, message, type(error).__name__)
    return BadSyntax(number, text, message, guess, what)


_CPP = re.compile(
    r"^\s*(#include\b|using\s+namespace\b|template\s*<|class\s+\w+\s*(:\s*public[^{]*)?\{|public:\s*$"
    r"|(void|int|bool|long long|double|float|auto|(std::)?vector\s*<.*>)\s*&?\s+\w+\s*\([^)]*\)\s*(const)?\s*\{?\s*$)",
    re.MULTILINE,
)
_BY_MESSAGE = (
    (r"Missing parentheses in call to '(\w+)'", "print"),
    (r"expected ':'", "colon"),
    (r"'(.)' was never closed", "never-closed"),
    (r"closing parenthesis '(.)' does not match", "wrong-bracket"),
    (r"unmatched '(.)'", "unmatched"),
    (r"instead of '='", "equals"),
    (r"inconsistent use of tabs", "tabs"),
    (r"unindent does not match", "dedent"),
    (r"unexpected indent", "indent"),
    (r"expected an indented block after (.+?) on line", "no-block"),
    (r"unterminated (?:triple-quoted |f-)?string", "quote"),
    (r"invalid (?:non-printable )?character (?:'.' \()?U\+([0-9A-F]+)", "character"),
    (r"forgot a comma", "comma"),
    (r"f-string", "f-string"),
)
_BY_LINE = (
    (r"\belse\s+if\b", "else-if"),
    (r"(&&|\|\|)", "logic"),
    (r"(?:^|[^!=<>])(!)\s*[\w(]", "logic"),
    (r"(\+\+|--)\s*;?\s*$", "increment"),
    (r"^(?:if|elif|while|for|def|class|else|try|with)\b[^:]*$", "colon"),
    (r"^(?:if|elif|while)\b.*[^=!<>:]=[^=]", "equals"),
    (r"^(?:function|func|fn|void|int|bool|const|let|var)\s+\w+", "other-language"),
)


def _guess(source: str, text: str, message: str, kind: str) -> tuple[str, str]:
    if _CPP.search(source):
        return "cpp", ""
    if kind == "TabError":
        return "tabs", ""
    sure = _first(_BY_MESSAGE[:1], message)
    by_line = _first(_BY_LINE, text) if message.startswith(("invalid syntax", "expected ':'")) else None
    if by_line is not None and "instead of '='" not in message:
        return by_line
    return sure or _first(_BY_MESSAGE, message) or ("other", "")


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> tuple[str, str] | None:
    for pattern, guess in patterns:
        found = re.search(pattern, text)
        if found is not None:
            what = found[1] if found.re.groups else ""
            return guess, _character(what) if guess == "character" else what
    return None


def _character(code: str) -> str:
    """Return the character of a hexadecimal code, or `U+...` for one that cannot be seen."""
    character = chr(int(code, 16))
    return character if character.isprintable() and not character.isspace() else f"U+{code}"
