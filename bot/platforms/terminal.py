"""The practice chat in a terminal, and through a pipe: lines in, cards out."""

from __future__ import annotations

import asyncio
import itertools
import os
import select
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.conversation.cards import Card, CardKind, File
from bot.conversation.chat import Chat
from bot.conversation.events import Attachment, Command, Content, Verb, read_message
from bot.conversation.memory import MemoryUnavailableError
from bot.conversation.origin import PRIVATE, Identity, Origin, Place
from bot.conversation.wording import cleaned, shortened
from bot.platforms.interrupts import heeding_interrupts
from bot.platforms.terminal_cards import CardPrinter
from bot.platforms.uploads import MOST_FILE_BYTES, is_code_file
from knowledge.models import LANGUAGES, Language

PROMPT = "> "
LONGEST_ECHO = 300
"""Characters of a piped line that are repeated in the transcript."""
CODE_PROMPT = ". "
END_MARK = "/done"
"""Ends pasted code."""
_FENCE = "```"
_PLATFORM = "terminal"
_SOMEBODY = "you"


def run_terminal(
    opened: AbstractAsyncContextManager[Chat],
    *,
    language: str | None,
    name: str | None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
) -> int:
    """Hold the practice chat until the input ends, and return the exit status."""
    stdin, stdout = _tolerant(stdin or sys.stdin, "surrogateescape"), _tolerant(stdout or sys.stdout, "replace")
    with asyncio.Runner() as runner:
        chat = runner.run(_enter(opened))
        try:
            origin = _origin(name, _language(language, os.environ), is_terminal=stdin.isatty())
            _converse(Talk(runner, chat, origin, CardPrinter(stdout)), name or "", stdin, stdout)
        finally:
            runner.run(_leave(opened))
    return 0


def _converse(talk: Talk, name: str, stdin: TextIO, stdout: TextIO) -> None:
    try:
        try:
            with heeding_interrupts():
                talk.take(Command(Verb.START, name))
                talk.catch_up()
                for message in Messages(stdin, stdout, talk.awaits_code):
                    talk.take(_content(message, is_code=talk.awaits_code()))
        except KeyboardInterrupt:
            pass
        if stdin.isatty():
            print(file=stdout)  # The cursor still stands behind the prompt.
        if talk.is_busy():
            talk.take(Command(Verb.STOP))
        stdout.flush()
    except KeyboardInterrupt:
        pass  # A second Ctrl-C, while the summary was printed.
    except BrokenPipeError:
        # Whoever read us has left. Python flushes once more at exit: that must not fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())


async def _enter(opened: AbstractAsyncContextManager[Chat]) -> Chat:
    return await opened.__aenter__()


async def _leave(opened: AbstractAsyncContextManager[Chat]) -> None:
    await opened.__aexit__(None, None, None)


def _origin(name: str | None, language: Language, *, is_terminal: bool) -> Origin:
    """Return who speaks. What comes through a pipe without a name is a conversation of its own, begun afresh each time."""
    scope = PRIVATE if is_terminal or name else f"pipe:{uuid.uuid4()}"
    who = Identity(_PLATFORM, "", name or _SOMEBODY)
    return Origin(who, Place(_PLATFORM, "", "terminal"), language, cleaned(name or ""), scope)


@dataclass(frozen=True, slots=True)
class Talk:
    """One person's chat: takes what they send, and shows what comes back as it comes."""

    runner: asyncio.Runner
    chat: Chat
    origin: Origin
    printer: CardPrinter

    def take(self, content: Content) -> None:
        """Let the bot answer."""
        self.runner.run(self._take(content))

    async def _take(self, content: Content) -> None:
        try:
            async for cards in self.chat.handle(self.origin, content):
                for card in cards:
                    self._show(card)
        except MemoryUnavailableError:
            words = self.chat.interviewer.phrases[self.origin.language]
            self._show(Card(CardKind.ERROR, body=(words.say("memory.unavailable"),)))

    def catch_up(self) -> None:
        """Show reports on code that was sent before the program was ended."""
        self.runner.run(self._catch_up())

    async def _catch_up(self) -> None:
        with suppress(MemoryUnavailableError):
            async for unsent in self.chat.left_over(_PLATFORM, self._is_ours, at_start=True):
                for card in unsent.cards:
                    self._show(card)

    def awaits_code(self) -> bool:
        """Return whether what is typed next is meant as code."""
        with suppress(MemoryUnavailableError):
            return self.runner.run(self.chat.awaits_code(self.origin))
        return False

    def is_busy(self) -> bool:
        """Return whether a quiz or an interview is going on."""
        with suppress(MemoryUnavailableError):
            return self.runner.run(self.chat.is_busy(self.origin))
        return False

    def _is_ours(self, origin: Origin) -> bool:
        return (origin.identity, origin.scope) == (self.origin.identity, self.origin.scope)

    def _show(self, card: Card) -> None:
        self.printer.show(card)
        words = self.chat.interviewer.phrases[self.origin.language]
        for file in card.files:
            path = _saved(file)
            self.printer.show(Card(CardKind.NOTICE, body=(words.say("terminal.saved", path=path),)))


def _saved(file: File) -> Path:
    """Write a file into the working directory, under a name that is free."""
    wanted = Path(file.name)
    for number in itertools.count(1):
        path = Path.cwd() / (wanted.name if number == 1 else f"{wanted.stem}-{number}{wanted.suffix}")
        with suppress(FileExistsError), path.open("x", encoding="utf-8", newline="") as out:
            out.write(file.content)
            return path
    raise AssertionError("there is always a free name")


def _content(message: str, *, is_code: bool) -> Content:
    """Return what was typed: a command, the file that is named, or words."""
    name = message.strip()
    if is_code and "\n" not in name and is_code_file(name):
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
            if line.strip() == END_MARK:
                continue  # The fence has ended the code already.
            if self._awaits_code() and not self._is_whole(line):
                yield self._code(line)
            elif self._is_terminal:
                yield self._with_continuation(line)
            else:
                print(f"\n{PROMPT}{shortened(cleaned(line), LONGEST_ECHO)}", file=self._stdout)
                yield line

    def _is_whole(self, line: str) -> bool:
        """Return whether a line is a message of its own where code is expected: a command, a file's name, nothing."""
        return not line.strip() or isinstance(read_message(line), Command) or is_code_file(line.strip())

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
