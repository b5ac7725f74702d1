"""What learners are told of C++ that does not compile or that crashes, from `cpp.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graders.code.cpp_source import Definition, blanked
from graders.code.report import Finding
from knowledge.models import LANGUAGES, Text

MAX_ERRORS = 3
_OUT_OF_BOUNDS = frozenset({"outside", "outside-empty", "past-the-end", "before-the-beginning", "bounds", "index"})
_FILE = Path(__file__).parent / "cpp.yaml"
_MAX_CHARS = 120
_ERROR = re.compile(r"^(?:\S*/)?solution\.cpp:(?P<line>\d+):(?:\d+:)? (?:fatal )?error: (?P<message>.*)$", re.MULTILINE)
_REQUIRED = re.compile(r"^(?:\S*/)?solution\.cpp:(?P<line>\d+):\d+:\s+required from", re.MULTILINE)
_ANY_ERROR = re.compile(r"error: (?P<message>.*)$|(?P<undefined>undefined reference to [`'][^`']+')", re.MULTILINE)
_FULL_WIDTH = re.compile("[\u3000-\u3003\u3010\u3011\uff01-\uff5e\u2018-\u201d]")
_OUT_OF_RESOURCES = (
    "Killed",
    "out of memory",
    "virtual memory exhausted",
    "File too large",
    "template instantiation depth",
    "File size limit",
)


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return data


def _filled(words: Mapping[str, str], values: Mapping[str, object]) -> Text:
    """Return the words with {names} filled in; a value that is a Text is put in by language."""
    return Text(
        **{
            language: words[language].format(
                **{name: value.in_language(language) if isinstance(value, Text) else value for name, value in values.items()}
            )
            for language in LANGUAGES
        }
    )


def compiler_finding(finding_id: str, **values: object) -> Finding:
    """Return a finding about compiling, with {names} filled in."""
    return Finding(finding_id, _filled(_data()["compiler"][finding_id], values))


def crash_finding(kind: str, **values: object) -> Finding:
    """Return a finding about a crash of one of the kinds that the harness reports, with {names} filled in."""
    finding_id = "cpp-out-of-bounds" if kind in _OUT_OF_BOUNDS else f"cpp-{kind}"
    return Finding(finding_id, _filled(_data()["crashes"][kind], values))


def has_crash_words(kind: str) -> bool:
    """Return whether there are words for this kind of crash."""
    return kind in _data()["crashes"]


def signature_finding(entry: Definition, form: str) -> Finding:
    """Say which parameters the entry may have."""
    forms = ", ".join(f"`{text.format(name=entry.name)}`" for text in _data()["forms"][form])
    return compiler_finding("cpp-signature", name=entry.name, line=entry.line, forms=forms)


def where(line: int | None, source: str) -> Text:
    """Return a bracketed quotation of a line of the source, to be put into a sentence; of nothing, nothing."""
    lines = source.splitlines()
    if line is None or not 0 < line <= len(lines):
        return Text.model_construct(en="", zh="")
    quoted = quoted_line(line, source)
    # Not validated, which would strip the space.
    return Text.model_construct(en=f" (line {line}: `{quoted}`)", zh=f"（第 {line} 行：`{quoted}`）")


def quoted_line(line: int, source: str) -> str:
    """Return a line of the source, shortened."""
    lines = source.splitlines()
    return lines[line - 1].strip()[:_MAX_CHARS] if 0 < line <= len(lines) else ""


def explain_errors(output: str, source: str, entry: Definition, form: str) -> Finding:
    """Say what is wrong with a source that g++ (or its linker) refused, at most three errors."""
    errors = [(int(match["line"]), match["message"]) for match in _ERROR.finditer(output)]
    text = blanked(source)
    if not errors and text.count("{") > text.count("}"):
        errors = [(len(source.splitlines()), "expected '}' at end of input")]
    if not errors and "MIANJING" in output:
        return signature_finding(entry, form)
    if not errors and any(words in output for words in _OUT_OF_RESOURCES):
        return compiler_finding("compiler-stopped")
    if not errors:
        required, first = _REQUIRED.search(output), _ANY_ERROR.search(output)
        if first is None:
            return compiler_finding("compiler-stopped")
        errors = [(int(required["line"]) if required else 0, first["message"] or first["undefined"])]
    told = [_explained(line, message, source, text) for line, message in _one_a_line(errors)]
    joined = Text(en=" ".join(item.en for item in told), zh="".join(item.zh for item in told))
    return compiler_finding("compile-error", errors=joined)


def _one_a_line(errors: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the first error of each line: others on the same line mostly follow from it."""
    first: dict[int, str] = {}
    for line, message in errors:
        first.setdefault(line, message)
    return list(first.items())[:MAX_ERRORS]


def _explained(line: int, message: str, source: str, text: str) -> Text:
    """Put an error in words; `text` is the source without comments and literals."""
    message = re.sub("[‘’]", "'", message)
    if _FULL_WIDTH.search("".join(text.splitlines()[line - 1 : line])):
        message = "extended character"
    said = _hint(message)
    en, zh = (said.en if said.en.endswith("?") else f"{said.en}."), (said.zh if said.zh.endswith("？") else f"{said.zh}。")
    quoted = quoted_line(line, source)
    if not quoted:
        return Text(en=f"{en[0].upper()}{en[1:]}", zh=zh)
    return Text(en=f"Line {line}, `{quoted}`: {en}", zh=f"第 {line} 行 `{quoted}`：{zh}")


def _hint(message: str) -> Text:
    for known in _data()["errors"]:
        match = re.search(known["match"], message)
        if match:
            groups = [group for group in match.groups() if group is not None]
            return Text(**{language: known[language].format(*groups) for language in LANGUAGES})
    shortened = message[:_MAX_CHARS]
    return Text(en=f"g++ says “{shortened}”", zh=f"g++ 的提示是“{shortened}”")
