"""The practice chat in a terminal, and through a pipe: lines in, cards out."""

from __future__ import annotations

import os
import secrets
import select
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from bot.conversation.chat import Chat
from bot.conversation.events import Attachment, Command, Content, Verb, read_message
from bot.conversation.interviewer import Grader, Interviewer, Judge, QuestionBank
from bot.conversation.wording import cleaned, shortened
from bot.locales import load_phrases
from bot.platforms.interrupts import heeding_interrupts
from bot.platforms.terminal_cards import CardPrinter
from bot.store.memory import DictionaryMemory
from knowledge.models import LANGUAGES, Language

PROMPT = "> "
LONGEST_ECHO = 300
"""Characters of a piped line that are repeated in the transcript."""
CODE_PROMPT = ". "
END_MARK = "/done"
"""Ends pasted code."""
MOST_FILE_BYTES = 1 << 20
"""What is read of a file; the judge takes less, and says so."""
_FENCE = "```"
_CODE_SUFFIXES = (".py", ".cpp", ".cc", ".md", ".txt")
_SOMEBODY = "terminal"


def run_terminal(
    bank: QuestionBank,
    grader: Grader,
    judge: Judge,
    *,
    language: str | None,
    name: str | None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    draw_seed: Callable[[], int] = lambda: secrets.randbits(32),
) -> int:
    """Hold the practice chat until the input ends, and return the exit status."""
    stdin, stdout = _tolerant(stdin or sys.stdin, "surrogateescape"), _tolerant(stdout or sys.stdout, "replace")
    chat = Chat(Interviewer(bank, grader, load_phrases()), DictionaryMemory(), judge, draw_seed)
    learner = name or _SOMEBODY
    spoken = _language(language, os.environ)
    printer = CardPrinter(stdout)

    def take(content: Content) -> None:
        for card in chat.handle(learner, content, spoken):
            printer.show(card)

    try:
        try:
            with heeding_interrupts():
                take(Command(Verb.START, name or ""))
                for message in Messages(stdin, stdout, lambda: chat.awaits_code(learner)):
                    take(_content(message, is_code=chat.awaits_code(learner)))
        except KeyboardInterrupt:
            pass
        if stdin.isatty():
            print(file=stdout)  # The cursor still stands behind the prompt.
        if chat.is_busy(learner):
            take(Command(Verb.STOP))
        stdout.flush()
    except KeyboardInterrupt:
        pass  # A second Ctrl-C, while the summary was printed.
    except BrokenPipeError:
        # Whoever read us has left. Python flushes once more at exit: that must not fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
    return 0


def _content(message: str, *, is_code: bool) -> Content:
    """Return what was typed: a command, the file that is named, or words."""
    name = message.strip()
    if is_code and "\n" not in name and name.endswith(_CODE_SUFFIXES):
        with suppress(OSError), Path(name).expanduser().open("rb") as file:
            return Attachment(Path(name).name, file.read(MOST_FILE_BYTES))
    return read_message(message)


class Messages:
    """What the learner types, one message at a time.

    On a terminal, lines that are pasted together, or end with a backslash, are one message; in a pipe each line is one. Code goes
    on until its end mark, to the end of the fence it began with, or to a command.
    """

    def __init__(self, stdin: TextIO, stdout: TextIO, awaits_code: Callable[[], bool]) -> None:
        self._awaits_code = awaits_code
        self._stdin = stdin
        self._stdout = stdout
        self._is_terminal = stdin.isatty()
        self._has_line_editing = self._is_terminal and stdin is sys.stdin and stdout is sys.stdout
        if self._has_line_editing:
            _load_line_editing()
        self._held: str | None = None

    def __iter__(self) -> Iterator[str]:
        while (line := self._next_line(PROMPT)) is not None:
            if self._awaits_code() and not self._is_whole(line):
                yield self._code(line)
            elif self._is_terminal:
                yield self._with_continuation(line)
            else:
                print(f"\n{PROMPT}{shortened(cleaned(line), LONGEST_ECHO)}", file=self._stdout)
                yield line

    def _is_whole(self, line: str) -> bool:
        """Return whether a line is a message of its own where code is expected: a command, a file's name, nothing."""
        return not line.strip() or isinstance(read_message(line), Command) or line.strip().endswith(_CODE_SUFFIXES)

    def _code(self, first: str) -> str:
        lines = [first]
        is_fenced = first.lstrip().startswith(_FENCE)
        while (line := self._next_line(CODE_PROMPT)) is not None:
            if line.strip() == END_MARK:
                break
            if isinstance(command := read_message(line), Command) and command.verb in set(Verb):
                self._held = line
                break
            lines.append(line)
            if is_fenced and line.strip() == _FENCE:
                break
        if not self._is_terminal:
            print(f"\n{PROMPT}{len(lines)} lines of code", file=self._stdout)
        return "\n".join(lines)

    def _with_continuation(self, line: str) -> str:
        lines = [line]
        while isinstance(read_message(lines[0]), str):
            if lines[-1].endswith("\\"):
                lines[-1] = lines[-1][:-1]
            elif not self._has_more():
                break
            following = self._next_line("")
            if following is None:
                break
            if isinstance(read_message(following), Command):
                self._held = following
                break
            lines.append(following)
        return "\n".join(lines)

    def _has_more(self) -> bool:
        return bool(select.select([self._stdin], [], [], 0)[0])

    def _next_line(self, prompt: str) -> str | None:
        if self._held is not None:
            line, self._held = self._held, None
            return line
        if self._has_line_editing:
            try:
                return input(prompt)
            except EOFError:
                return None
        if self._is_terminal:
            print(prompt, end="", file=self._stdout, flush=True)
        read = self._stdin.readline()
        return read.rstrip("\r\n") if read else None


def _load_line_editing() -> None:
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  # Its import is what gives input() history and editing.


def _tolerant(stream: TextIO, errors: str) -> TextIO:
    """Let a stream carry any bytes instead of raising in the middle of an interview."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=errors)
    return stream


def _language(asked: str | None, environment: Mapping[str, str]) -> Language:
    """Return the language that was asked for, or else the system's, or else English."""
    system = (environment.get(variable, "") for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = asked or next(filter(None, system), "")
    return next((language for language in LANGUAGES if wanted.casefold().startswith(language)), "en")
