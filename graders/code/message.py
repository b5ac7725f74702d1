"""Source and language of a submission, out of a chat message or an attached file.

A submission that is clear as it stands is taken as it is. Whatever had to be chosen, joined or repaired is named, so that the
learner can be shown what was graded. Nothing is run and torch is not imported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from graders.code import fences
from graders.code.fences import Block
from graders.code.joining import definers, join
from graders.code.language import Language, detect, is_python, parse
from graders.code.prose import code_regions
from graders.code.repair import Repaired, drop_labels, repair

__all__ = ["MAX_SOURCE_BYTES", "Language", "NoCode", "NoCodeError", "Submission", "from_file", "from_message"]

MAX_SOURCE_BYTES = 64 * 1024
"""An answer is a page or two. Parsing takes some 40 ms for this much."""
MAX_BLOCKS = 16
"""Of a message with more blocks, the last ones are looked at."""
_LANGUAGE_BY_SUFFIX = {
    **dict.fromkeys((".py", ".pyw", ".pyi"), Language.PYTHON),
    **dict.fromkeys((".cpp", ".cc", ".cxx", ".c", ".h", ".hh", ".hpp", ".cu"), Language.CPP),
}
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class NoCode(StrEnum):
    """Why there is nothing to grade."""

    EMPTY = "empty"
    NO_CODE = "no-code"
    BINARY = "binary"
    TOO_LONG = "too-long"
    ENCODING = "encoding"
    WRONG_LANGUAGE = "wrong-language"


class NoCodeError(Exception):
    """Nothing to grade in a message or a file, and why."""

    def __init__(self, reason: NoCode) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Submission:
    r"""What will be graded: its source with "\n" at line ends, its language, and the ids of what was chosen or repaired.

    is_obvious  nothing was; otherwise the learner is shown what was taken
    """

    source: str
    language: Language
    is_obvious: bool
    repairs: tuple[str, ...]


def from_message(text: str, *, entries: Sequence[str], languages: Sequence[Language]) -> Submission:
    """Return the code in a message. Raises NoCodeError."""
    text = _checked(text)
    if is_python(text) and Language.PYTHON in languages:
        return _submission([repair(text, Language.PYTHON)])
    text = fences.unquote(text)
    fenced, rest = fences.split(text)
    blocks = [block for block in fenced if _is_code(block)]
    noticed = ["output-ignored"] if any(fences.kind(block) == "output" for block in fenced) else []
    if not any(definers([block.text], detect(block.text, block.language), entries) for block in blocks):
        loose = _loose(rest)
        noticed += _what_was_cut(text, [block.text for block in loose if not block.is_fenced])
        blocks = [*loose, *blocks]
    if not blocks:
        raise NoCodeError(NoCode.WRONG_LANGUAGE if any(map(fences.is_foreign, fenced)) else NoCode.NO_CODE)
    return _from_blocks(blocks[-MAX_BLOCKS:], noticed, entries, languages)


def from_file(name: str, content: bytes, *, entries: Sequence[str], languages: Sequence[Language]) -> Submission:
    """Return the code in an attached file: all of a source file, what a message would give of any other. Raises NoCodeError."""
    if len(content) > MAX_SOURCE_BYTES:
        raise NoCodeError(NoCode.TOO_LONG)
    decoded, made = _decode(content)
    text = _checked(decoded)
    stated = _LANGUAGE_BY_SUFFIX.get(PurePath(name).suffix.lower())
    is_source = _is_code(Block(text)) and ("```" not in text or parse(text) is not None)
    if stated is None or not (is_source or parse(text)):
        found = from_message(text, entries=entries, languages=languages)
        return _submission([Repaired(found.source, (*made, *found.repairs))], found.language)
    if not is_source:
        raise NoCodeError(NoCode.NO_CODE)
    language = detect(text, stated)
    if language not in languages:
        raise NoCodeError(NoCode.WRONG_LANGUAGE)
    repaired = _repaired(text, language)
    return _submission([Repaired(repaired.source, (*made, *repaired.repairs))], language)


def _checked(text: str) -> str:
    r"""Return the text with "\n" line ends if it can be looked at."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_SOURCE_BYTES:
        raise NoCodeError(NoCode.TOO_LONG)
    if "\0" in text:
        raise NoCodeError(NoCode.BINARY)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NoCodeError(NoCode.EMPTY)
    return text


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a file's text: UTF-8, UTF-16 with its mark, or GB 18030, which Chinese Windows writes."""
    if content.startswith(_UTF_16_MARKS):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise NoCodeError(NoCode.BINARY)
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            raise NoCodeError(NoCode.BINARY)
        return text, () if encoding == "utf-8-sig" else ("encoding",)
    raise NoCodeError(NoCode.BINARY if _CONTROL.search(content.decode("latin-1")) else NoCode.ENCODING)


def _is_code(block: Block) -> bool:
    return fences.kind(block) == "code" and (is_python(block.text) or bool(code_regions(block.text)) or _is_stated(block))


def _is_stated(block: Block) -> bool:
    """Tell whether a block that looks like nothing is called code by its tag, and has signs of it."""
    return block.language is not None and not set("()=:[]").isdisjoint(block.text)


def _loose(text: str) -> list[Block]:
    """Return the code outside fences: what is between single backticks, and what looks like code."""
    quoted = fences.inline(text)
    for block in quoted:
        text = text.replace(block.text, "", 1)
    return [*fences.unfenced(text), *quoted]


def _what_was_cut(text: str, regions: Sequence[str]) -> list[str]:
    if not regions or regions[0].strip() == text.strip():
        return []
    return ["labels" if regions[0].strip() == drop_labels(text, Language.PYTHON).strip() else "unfenced"]


def _from_blocks(blocks: Sequence[Block], noticed: list[str], entries: Sequence[str], languages: Sequence[Language]) -> Submission:
    spoken = [detect(block.text, block.language) for block in blocks]
    language = _choose_language(blocks, spoken, entries, languages)
    own = [block.text for block, its in zip(blocks, spoken, strict=True) if its is language]
    halves = _rejoined(own) if language is Language.PYTHON else own
    noticed += ["chose-block"] if len(own) < len(blocks) else []
    noticed += ["joined-blocks"] if len(halves) < len(own) else []
    repaired = [_repaired(text, language) for text in halves]
    joined = join([each.source for each in repaired], language, entries) if len(repaired) > 1 else None
    if joined is None:
        return _submission([Repaired("", tuple(noticed)), *repaired], language)
    noticed += ["joined-blocks"] if joined.is_joined else []
    noticed += ["chose-block"] if joined.is_chosen else []
    made = (name for each in repaired for name in each.repairs)
    return _submission([Repaired(joined.source, (*noticed, *made))], language)


def _choose_language(
    blocks: Sequence[Block], spoken: Sequence[Language], entries: Sequence[str], languages: Sequence[Language]
) -> Language:
    """Return the language of the last block that defines the entry in a permitted one, or of the last in a permitted one."""
    permitted = [(block.text, language) for block, language in zip(blocks, spoken, strict=True) if language in languages]
    if not permitted:
        raise NoCodeError(NoCode.WRONG_LANGUAGE)
    defining = [language for text, language in permitted if definers([text], language, entries)]
    return (defining or [language for _, language in permitted])[-1]


def _rejoined(texts: Sequence[str]) -> list[str]:
    """Return the blocks with those put together that are two halves of one: a fence that was closed in the middle of a class."""
    whole: list[str] = []
    for text in texts:
        together = f"{whole[-1]}\n{text}" if whole else ""
        if whole and None in {parse(whole[-1]), parse(text)} and parse(together) is not None:
            whole[-1] = together
        else:
            whole.append(text)
    return whole


def _repaired(text: str, language: Language) -> Repaired:
    """Return a block after repair, without prose that got into it if it parses only so."""
    repaired = repair(text, language)
    if language is Language.CPP or parse(repaired.source) is not None:
        return repaired
    # Cut first: then full-width marks in the prose are no repair. What only a repair made visible is cut after it.
    for made, candidate in (((), text), (repaired.repairs, repaired.source)):
        cut = repair("\n".join(code_regions(candidate)), language)
        if is_python(cut.source):
            return Repaired(cut.source, (*made, "prose", *cut.repairs))
    return repaired


def _submission(parts: Sequence[Repaired], language: Language = Language.PYTHON) -> Submission:
    if not parts[-1].source.strip():  # prompts and labels, and nothing else
        raise NoCodeError(NoCode.NO_CODE)
    repairs = tuple(dict.fromkeys(name for part in parts for name in part.repairs))
    return Submission(parts[-1].source, language, not repairs, repairs)
