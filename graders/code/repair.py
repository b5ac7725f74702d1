"""Undo what chats, web pages, terminals and input methods do to code.

A source that parses is left alone. In one that does not, each repair changes only what is wrong in code whatever else may be
wrong with it (a curly quote outside a string, numbers before all lines), so that it does no harm where it does not help.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graders.code.language import Language, is_python, outside_literals, parse

_LABEL = re.compile(
    r"[ \t]*(?:python ?[23]?|py|ipython|pytorch|cpp|c\+\+|c|code|copy|copy ?code|edit|run|plain ?text|[\w-]+\.(?:py|cpp)"
    r"|代码|代码块|运行|复制|复制代码)[ \t]*:?[ \t]*(?:copy ?code|复制(?:代码)?)?[ \t]*",
    re.IGNORECASE,
)
_MAX_LABELS = 3
_ENTITY = r"&(?:amp;)*(?P<entity>(?:lt|gt|amp|quot|apos|nbsp|#39|#34|#x27|#x22);)"
_LINK = (
    r"<(?:https?://|mailto:)(?:[^|<>\s]+\|(?P<shown>[^<>\n]+)|(?P<bare>[^|<>\s]+))>"
    r"|\[(?P<text>[\w.@]+)\]\((?:https?://|mailto:)[^\s()]+\)"
)
_SPACE = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_LINE_END = "[\u0085\u2028\u2029]"
_INVISIBLE = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]"
_TRIPLE_QUOTES = r"(?P<triple>[“”„＂]{3}|[‘’‚＇]{3})"
_DOUBLE_QUOTED = r"[“”„＂](?P<double>[^“”„＂\"\n]*)[“”„＂\"]"
_SINGLE_QUOTED = r"[‘’‚＇](?P<single>[^‘’‚＇'\n]*)[‘’‚＇']"
_LONE_QUOTE = r"(?P<lone>[“”„‘’‚＂＇])"
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict(
    zip("、。【】〔〕《》−–—…∗", (*",.[][]<>---", "...", "*"), strict=True)
)
_NUMBERED = re.compile(r"[ \t]*(\d{1,4})(?:[ \t]*[|:│┃.)](?!\d)|(?=[ \t])|$)")
_NUMBERED_SHARE = 0.9
_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.)(?: |$)|[ \t]*(?:In ?\[[\d* ]*\] ?:|\.\.\.:) ?")
_OUTPUT_MARK = re.compile(r"[ \t]*Out ?\[[\d ]*\] ?:")
_MAGIC = re.compile(r"[ \t]*(?:%%?[a-z]\w*(?:\s.*)?|![a-z./].*|\?\w+|\w[\w.]*\?{1,2}|\$ .*|(?:pip3?|conda) install .*)")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A source after repair, and the ids of the repairs."""

    source: str
    repairs: tuple[str, ...] = ()


_Step = tuple[str, Callable[[str, Language], str]]


def repair(source: str, language: Language) -> Repaired:
    """Return the source with what came in by copying and typing put right, as far as it takes to make it parse."""
    made: list[str] = []
    for name, step in _STEPS:
        # C++ has no parser here: all that is evident is repaired. So are labels and `&lt;`, with which Python may parse.
        if name not in {"html-escapes", "labels"} and language is Language.PYTHON and parse(source) is not None:
            break
        changed = step(source, language)
        # What did not parse cannot be broken.
        if changed != source and (language is Language.CPP or parse(source) is None or parse(changed) is not None):
            made.append(name)
            if name == "prompts" and changed.count("\n") < source.count("\n"):
                made.append("output-ignored")
            source = changed
    return Repaired(source, tuple(made))


def drop_labels(source: str, _: Language) -> str:
    """Drop what web pages write above code: its language, a button's text."""
    lines = source.split("\n")
    first = 0
    while first < min(len(lines) - 1, _MAX_LABELS) and (not lines[first].strip() or _LABEL.fullmatch(lines[first])):
        first += 1
    has_label = any(line.strip() for line in lines[:first])
    return "\n".join(lines[first:]) if has_label and "\n".join(lines[first:]).strip() else source


def is_label(line: str) -> bool:
    """Tell whether a line is what web pages write above code."""
    return _LABEL.fullmatch(line) is not None


def _unescape_html(source: str, language: Language) -> str:
    # `&amp;lt;` was escaped twice: the pattern takes all of it.
    return outside_literals(source, language, _ENTITY, lambda match: html.unescape("&" + match["entity"]).replace("\u00a0", " "))


def _unlink(source: str, language: Language) -> str:
    def shown(match: re.Match[str]) -> str:
        return str(match["text"] or match["shown"] or match["bare"])

    return outside_literals(source, language, _LINK, shown)


def _see_spaces(source: str, language: Language) -> str:
    source = outside_literals(source, language, _SPACE, " ")
    source = outside_literals(source, language, _LINE_END, "\n")
    return outside_literals(source, language, _INVISIBLE, "")


def _straighten_quotes(source: str, language: Language) -> str:
    def straight(match: re.Match[str]) -> str:
        groups = match.groupdict()
        if groups["double"] is not None:
            return '"' + groups["double"] + '"'
        if groups["single"] is not None:
            return "'" + groups["single"] + "'"
        return "".join('"' if quote in "“”„＂" else "'" for quote in groups["triple"] or groups["lone"])

    return outside_literals(source, language, f"{_TRIPLE_QUOTES}|{_DOUBLE_QUOTED}|{_SINGLE_QUOTED}|{_LONE_QUOTE}", straight)


def _narrow(source: str, language: Language) -> str:
    return outside_literals(source, language, f"[{re.escape(''.join(_FULL_WIDTH))}]", lambda match: _FULL_WIDTH[match[0]])


def _unescape_markdown(source: str, language: Language) -> str:
    return outside_literals(source, language, r"\\(?P<mark>[_*~`|<>\[\](){}#+.!=-])", r"\g<mark>")


def _drop_line_numbers(source: str, language: Language) -> str:
    lines = source.split("\n")
    matches = [_NUMBERED.match(line) for line in lines]
    filled = sum(bool(line.strip()) for line in lines)
    numbers = [int(match[1]) for match in matches if match]
    if len(numbers) < 2 or any(after <= before for before, after in pairwise(numbers)):
        return source
    if not any(line[match.end() :].strip() for line, match in zip(lines, matches, strict=True) if match):
        return _without(lines, matches)  # the numbers came in lines of their own
    if len(numbers) < _NUMBERED_SHARE * filled:
        return source
    pairs = list(zip(lines, matches, strict=True))
    cut = textwrap.dedent("\n".join(line[match.end() :] if match else line for line, match in pairs))
    if language is Language.CPP or parse(cut) is not None:
        return cut
    # `9   x` above `10  y`: the columns line up, not what follows the numbers.
    aligned = textwrap.dedent("\n".join(" " * match.end() + line[match.end() :] if match else line for line, match in pairs))
    return aligned if parse(aligned) is not None else cut


def _without(lines: Sequence[str], matches: Sequence[object]) -> str:
    return "\n".join(line for line, match in zip(lines, matches, strict=True) if match is None)


def _drop_prompts(source: str, language: Language) -> str:
    if language is Language.CPP:
        return source
    lines = source.split("\n")
    first = next((at for at, line in enumerate(lines) if _PROMPT.match(line)), None)
    if first is None:
        return source
    strict, lenient = (
        "\n".join([*lines[:first], *_typed(lines[first:], keeps_unmarked=keeps_unmarked)]) for keeps_unmarked in (False, True)
    )
    # A notebook marks a cell's first line only; a terminal marks every line.
    marks_cells = "In [" in source or "In[" in source
    return lenient if marks_cells and is_python(lenient) else strict


def _typed(lines: Sequence[str], *, keeps_unmarked: bool) -> list[str]:
    """Return what was typed at the prompts, without what was printed."""
    typed: list[str] = []
    is_output = False
    has_continuation = any(line.lstrip().startswith("...") for line in lines)
    for line in lines:
        prompt = _PROMPT.match(line)
        if prompt:
            is_output = False
            typed.append(line[prompt.end() :])
        elif _OUTPUT_MARK.match(line):
            is_output = True
        elif not is_output and (keeps_unmarked or _continues(line, typed, has_continuation=has_continuation)):
            typed.append(line)
    return typed


def _continues(line: str, typed: Sequence[str], *, has_continuation: bool) -> bool:
    """Tell whether a line without a prompt belongs to a block that was pasted at one."""
    last = typed[-1] if typed else ""
    return not has_continuation and line.startswith((" ", "\t")) and (last.rstrip().endswith(":") or last.startswith((" ", "\t")))


def _drop_magics(source: str, language: Language) -> str:
    if language is Language.CPP:
        return source
    lines = source.split("\n")
    return _without(lines, [_MAGIC.fullmatch(line) for line in lines])


def _expand_tabs(source: str, language: Language) -> str:
    if language is Language.CPP or "\t" not in source:
        return source
    for size in (4, 8):
        expanded = outside_literals(
            source,
            language,
            r"(?m:^)(?P<indent>[ \t]+)",
            lambda match, size=size: match["indent"].expandtabs(size),  # type: ignore[misc]
        )
        if parse(expanded) is not None or parse(textwrap.dedent(expanded)) is not None:
            return expanded
    return source


def _dedent(source: str, language: Language) -> str:
    if language is Language.CPP:
        return source
    dedented = textwrap.dedent(source)
    if dedented != source:
        return dedented
    # Copied from the first line's first letter on: only the other lines are indented.
    first, _, rest = source.strip("\n").partition("\n")
    shifted = f"{first.strip()}\n{textwrap.dedent(rest)}"
    return shifted if parse(shifted) is not None else source


_STEPS: tuple[_Step, ...] = (
    ("html-escapes", _unescape_html),
    ("labels", drop_labels),
    ("spaces", _see_spaces),
    ("links", _unlink),
    ("line-numbers", _drop_line_numbers),
    ("prompts", _drop_prompts),
    ("magics", _drop_magics),
    ("smart-quotes", _straighten_quotes),
    ("full-width", _narrow),
    ("markdown-escapes", _unescape_markdown),
    ("tabs", _expand_tabs),
    ("dedent", _dedent),
)
