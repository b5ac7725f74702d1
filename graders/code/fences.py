"""Cut a chat message into blocks of code: by its fences, its backticks, or, failing these, its looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from graders.code.language import Language, is_python
from graders.code.prose import code_regions

_PYTHON_TAGS = ("python", "py", "python2", "python3", "py3", "ipython", "ipython3", "pycon", "pytorch", "jupyter")
_CPP_TAGS = ("cpp", "c++", "cc", "cxx", "c", "h", "hpp", "c++11", "c++14", "c++17", "c++20", "cuda", "cu")
_LANGUAGE_BY_TAG = dict.fromkeys(_PYTHON_TAGS, Language.PYTHON) | dict.fromkeys(_CPP_TAGS, Language.CPP)
_OUTPUT_TAGS = frozenset(("output", "out", "stdout", "stderr", "result", "results", "log", "error", "traceback", "输出", "结果"))
_TEXT_TAGS = frozenset(("text", "txt", "plain", "plaintext", "none", "console"))
_SHELL_TAGS = frozenset(("bash", "sh", "shell", "zsh", "powershell", "cmd", "bat", "terminal"))
_DATA_TAGS = frozenset(
    ("diff", "patch", "json", "yaml", "yml", "toml", "xml", "html", "latex", "tex", "math", "sql", "mermaid", "csv")
)
_FOREIGN_TAGS = frozenset(
    (
        "java",
        "javascript",
        "js",
        "typescript",
        "ts",
        "go",
        "rust",
        "rs",
        "csharp",
        "cs",
        "c#",
        "matlab",
        "julia",
        "kotlin",
        "swift",
        "r",
    )
)
_OTHER_TAGS = _SHELL_TAGS | _DATA_TAGS | _FOREIGN_TAGS
_TAGS = frozenset(_LANGUAGE_BY_TAG) | _OUTPUT_TAGS | _TEXT_TAGS | _OTHER_TAGS

_PREFORMATTED = re.compile(
    r"^[ \t]*<pre\b[^<>\n]*>(?:[ \t]*<code\b[^<>\n]*>)?|(?:</code>[ \t]*)?</pre>[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_QUOTED = re.compile(r"^ {0,3}(?:>|&gt;)(?!>>|&gt;&gt;) ?", re.MULTILINE)
_OPENER = re.compile(r"(?P<before>^[ \t]*)?(?P<mark>`{3,}|(?<![~\w])~{3,}|'''(?=(?:python|py|cpp|c\+\+)[ \t]*$))", re.MULTILINE)
_INFO = re.compile(r"[ \t]*\{?[ \t]*\.?(?P<tag>[^\s`{}:=(),\"']*)")
_ATTRIBUTES = re.compile(
    r"[ \t]*(?:[.{}]|(?:title|file|filename|name|linenos|hl_lines|highlight|showLineNumbers|numberLines|copy)\b).*"
)
_MAX_MARKS = 8
"""How many marks are looked at for the end of one fence."""
_INLINE = re.compile(r"(?P<mark>`{1,2})(?!`)(?P<code>[^`]+)(?P=mark)(?!`)")
_ANSWER_SHARE = 0.5
"""A call in backticks is an answer when it is most of the message, else a name that is mentioned."""

_TRACEBACK = re.compile(r"^[ \t]*Traceback \(most recent call last\)|^\w*(?:Error|Exception): ", re.MULTILINE)
_PRINTED_WORDS = re.compile(
    r"\b(?:tensor|array|torch\.\w+|Parameter containing|dtype|device|grad_fn|requires_grad|nan|inf|True|False|None|e[-+]?\d+)\b"
    r"|grad_fn=<\w+>|'cuda:\d'|'cpu'",
)
_SHELL_LINE = re.compile(
    r"[ \t]*(?:[$%] .*|#.*|\./\w+.*"
    r"|(?:\(\w+\) )?(?:pip3?|conda|uv|apt|apt-get|sudo|brew|git|cd|ls|mkdir|python3?|g\+\+|gcc|clang|export|wget|curl|bash)"
    r"[ \t]+[-\w./~\[<>]+.*)"
)
_DIFF_LINE = re.compile(r"(?:[-+](?![-+\d.]*$)|@@ |diff |index [\da-f]+\.\.|--- |\+\+\+ ).*")
_DIFF_SHARE = 0.3

Kind = Literal["code", "output", "other"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a message that may be code, and what its tag says of it."""

    text: str
    tag: str = ""
    is_fenced: bool = True

    @property
    def language(self) -> Language | None:
        """Return the language that the tag states."""
        return _LANGUAGE_BY_TAG.get(self.tag)


def is_foreign(block: Block) -> bool:
    """Tell whether a block's tag states a language that no task may be written in."""
    return block.tag in _FOREIGN_TAGS


def unquote(text: str) -> str:
    """Return a message without the marks of quotation before its lines, and with fences for what HTML calls preformatted."""
    text = _PREFORMATTED.sub("\n```\n", text)
    for _ in range(2):
        text = _QUOTED.sub("", text)
    return text


def split(text: str) -> tuple[list[Block], str]:
    """Return the fenced blocks of a message and the rest of it. A fence that is never closed goes on to the end."""
    blocks: list[Block] = []
    rest: list[str] = []
    end = 0
    while (opener := _OPENER.search(text, end)) is not None:
        rest.append(text[end : opener.start()])
        closer = _closer(text, opener)
        stop = closer.start() if closer else len(text)
        block = _fenced(text[opener.end() : stop], indent=len(opener["before"] or ""))
        if block.text.strip():
            blocks.append(block)
        end = closer.end() if closer else len(text)
    rest.append(text[end:])
    return blocks, "\n".join(rest)


def _closer(text: str, opener: re.Match[str]) -> re.Match[str] | None:
    """Return the mark that closes a fence: the first that is not in a docstring, if there is such a one."""
    mark = opener["mark"]
    closers = re.compile(f"{mark[0]}{{{len(mark)},}}").finditer(text, opener.end())
    first: re.Match[str] | None = None
    for closer in islice(closers, _MAX_MARKS):
        first = first or closer
        if text.count('"""', opener.end(), closer.start()) % 2 == 0:
            return closer
    return first


def _fenced(content: str, *, indent: int) -> Block:
    """Return a fence's block: its tag, if the first line has one, and its lines without the fence's own indentation."""
    info, has_lines, body = content.partition("\n")
    match = _INFO.match(info)
    tag = match["tag"].lower() if match else ""
    rest = info[match.end() :] if match else info
    name, dot, extension = tag.rpartition(".")
    if dot and name and extension in _LANGUAGE_BY_TAG:
        tag = extension
    if tag in _TAGS and (has_lines or rest.strip()):
        first = "" if _ATTRIBUTES.fullmatch(rest) else rest.lstrip(": \t")
    elif has_lines and not rest.strip() and tag.isidentifier() and body.strip():
        first = ""  # the tag of a language that is not known here
    else:
        tag, first = "", info
    if indent:
        body = re.sub(rf"^[ \t]{{1,{indent}}}", "", body, flags=re.MULTILINE)
    return Block((f"{first}\n{body}" if first.strip() else body).strip("\n"), tag)


def inline(text: str) -> list[Block]:
    """Return the code between single backticks, if it is an answer and not a name in passing."""
    spans = [match["code"].strip() for match in _INLINE.finditer(text)]
    total = len(text.strip())
    return [Block(span) for span in spans if _is_statement(span) or (is_python(span) and len(span) >= _ANSWER_SHARE * total)]


def _is_statement(span: str) -> bool:
    return re.search(r"\bdef \w|\bclass \w|\blambda\b|\breturn\b|\n", span) is not None and bool(code_regions(span))


def unfenced(text: str) -> list[Block]:
    """Return the code among prose."""
    return [Block(region, is_fenced=False) for region in code_regions(text)]


def kind(block: Block) -> Kind:
    """Return whether a block is code, what a program printed, or something else."""
    if block.tag in _OUTPUT_TAGS:
        return "output"
    if block.tag in _TEXT_TAGS and not code_regions(block.text):
        return "output"
    lines = [line for line in block.text.split("\n") if line.strip()]
    if all(_SHELL_LINE.fullmatch(line) for line in lines) or _is_diff(lines):
        return "other"
    if block.tag in _OTHER_TAGS and not (is_python(block.text) and "def " in block.text):
        return "other"
    return "output" if _is_output(block.text) else "code"


def _is_diff(lines: list[str]) -> bool:
    marked = sum(_DIFF_LINE.fullmatch(line) is not None for line in lines)
    return marked >= _DIFF_SHARE * len(lines) and all(line[:1] in " +-@di\\" for line in lines)


def _is_output(text: str) -> bool:
    if _TRACEBACK.search(text):
        return re.search(r"^[ \t]*(?:def|class|import) ", text, re.MULTILINE) is None
    return not any(character.isalpha() for character in _PRINTED_WORDS.sub("", text))
