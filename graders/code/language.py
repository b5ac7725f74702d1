"""Python or C++? What both look like, and where their literals are. Sources are parsed, never run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache


class Language(StrEnum):
    """What a submission is written in."""

    PYTHON = "python"
    CPP = "cpp"


# A string or a comment that is never closed ends with its line (or the text): otherwise each quote in a long line would be
# searched to the line's end, which takes quadratic time.
_STRINGS = r'"(?:\\.|[^"\\\n])*"?' + r"|'(?:\\.|[^'\\\n])*'?"
_TRIPLE = r'"""(?:\\[\s\S]|[^\\])*?"""' + r"|'''(?:\\[\s\S]|[^\\])*?'''"
LITERALS = {
    Language.PYTHON: re.compile(rf"{_TRIPLE}|{_STRINGS}|#[^\n]*"),
    Language.CPP: re.compile(rf"(?<=include)[ \t]*<[\w./+]+>|//[^\n]*|/\*(?:[\s\S]*?\*/|[\s\S]*)|{_STRINGS}"),
}
"""Comments count as literals: what stands in them is no code either."""

_CPP_LINE = re.compile(
    r"^[ \t]*(?:#[ \t]*(?:include|define|pragma)\b|using\s+namespace\b|template[ \t]*<|(?:public|private|protected)[ \t]*:"
    r"|(?:(?:const|static|inline|unsigned|std::)[ \t]*)*"
    r"(?:void|int|bool|long|double|float|char|auto|size_t|string|(?:std::)?vector[ \t]*<)[^\n=(;:]*[=(;{:]"
    r"|struct\s+\w+|[{}][ \t;]*$|.*[;{][ \t]*(?://[^\n]*)?$|//)",
    re.MULTILINE,
)
_PYTHON_LINE = re.compile(
    r"^[ \t]*(?:(?:async[ \t]+)?def\s+\w+\s*[(（]|class\s+\w+[^\n{;]*[:：][ \t]*$|(?:import|from)\s+[\w.]+|@\w"
    r"|(?:elif|except|lambda)\b|(?:if|else|for|while|with|try)\b[^\n{;]*[:：]|return\b[^\n;]*$"
    r"|\w[\w., \t\[\]]*[-+*/@]?=[^\n;]*$)",
    re.MULTILINE,
)
_CALLED = re.compile(r"(?!O\()[A-Za-z_][\w.]*\(")


@lru_cache(maxsize=8)
def parse(source: str) -> ast.Module | None:
    """Return a Python source's syntax tree, or None when it has none: nothing is raised, whatever the source."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes and the like: Python's to say, when it runs the code
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # null bytes and surrogates, deep nesting
        return None


def is_python(source: str) -> bool:
    """Tell whether a source parses as Python and does something: `ok` and `not sure` parse too, but are words."""
    tree = parse(source)
    return tree is not None and any(_does_something(statement, source) for statement in tree.body)


def _does_something(statement: ast.stmt, source: str) -> bool:
    match statement:
        case ast.Expr(value=value):
            start = _CALLED.search(source) if isinstance(value, ast.Call | ast.Subscript | ast.Lambda) else None
            return start is not None or isinstance(value, ast.ListComp | ast.Subscript | ast.Lambda)
        case ast.AnnAssign():
            return statement.value is not None  # `Note: yes` is an annotation
        case ast.Pass() | ast.Break() | ast.Continue() | ast.Global() | ast.Nonlocal() | ast.Delete() | ast.Raise() | ast.Assert():
            return False
    return True


def detect(source: str, stated: Language | None = None) -> Language:
    """Return the language of a source; `stated` is believed unless the source contradicts it."""
    if is_python(source):
        return Language.PYTHON
    cpp, python = len(_CPP_LINE.findall(source)), len(_PYTHON_LINE.findall(source))
    if stated is Language.CPP:
        return Language.PYTHON if python > 0 and cpp == 0 else Language.CPP
    if stated is Language.PYTHON:
        return Language.CPP if cpp > 2 * python else Language.PYTHON
    return Language.CPP if cpp > python else Language.PYTHON


def outside_literals(source: str, language: Language, pattern: str, new: str | Callable[[re.Match[str]], str]) -> str:
    """Replace a pattern everywhere but in strings and comments."""

    def replace(match: re.Match[str]) -> str:
        if match["literal"] is None:
            return match.expand(new) if isinstance(new, str) else new(match)
        unclosed = match["literal"][0] in "\"'" and (len(match["literal"]) == 1 or match["literal"][-1] != match["literal"][0])
        # After an opening quote that nothing closes, as in `"hello”`, there is no telling what is a string.
        return re.sub(pattern, new, match["literal"]) if unclosed else match["literal"]

    return re.sub(rf"(?P<literal>{LITERALS[language].pattern})|{pattern}", replace, source)
