"""The `mianjing` command: the composition root, where bank, grader, memory and platform meet.

Heavy modules are imported by the command that needs them, so that each starts as fast as it can.
"""

from __future__ import annotations

import asyncio
import gc
import io
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from graders.answers import AnswerGrader
    from knowledge.bank import Bank
    from knowledge.problems import Problem

FAILED = 1
WRONG_USAGE = 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Interview practice for deep learning, graded by rules.",
)
bank_app = typer.Typer(no_args_is_help=True, help="The question bank.")
app.add_typer(bank_app, name="bank")


class Lang(StrEnum):
    """The languages the bot speaks."""

    EN = "en"
    ZH = "zh"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    # Whatever a message holds, and whatever the terminal can show: to print it must not fail.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    app(args=arguments, prog_name="mianjing")


@app.command()
def run() -> None:
    """Start every platform that has tokens; with none, the practice chat in this terminal."""
    settings = _settings()
    if not settings.platforms:
        _chat(settings, language=None, name=None)
    _serve(settings)


@app.command()
def chat(
    lang: Annotated[Lang | None, typer.Option(help="Language to begin in.")] = None,
    name: Annotated[str | None, typer.Option("--as", help="What to call you.")] = None,
) -> None:
    """Hold the practice chat in this terminal; piped lines are read too."""
    _chat(_settings(), language=lang, name=name)


@app.command()
def answer(
    question_id: Annotated[str | None, typer.Argument(help="Id of a question.")] = None,
    text: Annotated[str | None, typer.Option(help="The answer.")] = None,
    batch: Annotated[Path | None, typer.Option(help='Lines of {"id", "q", "answer"} to grade.', allow_dash=True)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Grade one answer, or a file of answers."""
    from bot import reports

    if batch is not None and question_id is None and text is None:
        _exit_after(reports.grade_batch(batch, _bank(), _say))
    if batch is not None or question_id is None or text is None:
        _stop('Give a question id and --text "...", or --batch FILE.jsonl.')
    bank = _bank()
    if question_id not in bank.questions:
        _stop(reports.no_question(question_id, bank))
    reports.show_grade(_grader(bank).assess(question_id, text), bank.questions[question_id], as_json=as_json)


@app.command()
def submit(
    task_id: Annotated[str | None, typer.Argument(help="Id of a task.")] = None,
    file: Annotated[Path | None, typer.Argument(help="A .py or .cpp file, or a chat message (.md, .txt) with code in it.")] = None,
    batch: Annotated[Path | None, typer.Option(help='Lines of {"file", "task"} to grade.')] = None,
    jobs: Annotated[int, typer.Option(help="Submissions graded at a time.", min=1, max=64)] = 1,
    seed: Annotated[int | None, typer.Option(help="Draw the cases of an earlier report again.", min=1)] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the diagnosis.")] = Lang.EN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Grade code for a task, or a list of files."""
    from bot import submissions

    bank = _bank()
    if batch is not None and task_id is None and file is None:
        _exit_after(submissions.submit_batch(batch, bank, jobs=jobs, language=lang.value, say=_say))
    if batch is not None or task_id is None or file is None:
        _stop("Give a task id and a file, or --batch INDEX.jsonl.")
    if task_id not in bank.tasks:
        _stop(submissions.no_task(task_id, bank))
    _exit_after(submissions.submit_one(task_id, file, seed=seed, language=lang.value, as_json=as_json, say=_say))


@app.command()
def reports() -> None:
    """List what learners reported as wrong, newest first."""
    from bot.composing import printed_reports
    from bot.store.database import StoreError

    try:
        typer.echo(asyncio.run(printed_reports(_settings())))
    except StoreError as error:
        _stop(str(error))


@bank_app.command()
def check() -> None:
    """Validate the bank, and grade every example in it."""
    from graders.answers.examples import check_examples
    from knowledge.bank import read_bank
    from knowledge.checks import check_bank

    bank, problems = read_bank()
    is_usable = not problems
    problems += check_bank(bank)
    if is_usable:
        problems += check_examples(bank, _grader(bank))
    problems = sorted(set(problems))
    for problem in problems:
        typer.echo(problem)
    if problems:
        _say(f"{_counted(problems)}.")
        raise typer.Exit(FAILED)
    examples = sum(len(question.examples) for question in bank.questions.values())
    _say(f"The bank is in order: {len(bank.questions)} questions, {len(bank.lexicon)} concepts, {examples} examples graded.")


@bank_app.command(name="list")
def list_bank(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what can be asked."""
    from bot import reports

    reports.list_bank(_bank(), as_json=as_json)


@bank_app.command()
def show(entry_id: Annotated[str, typer.Argument(metavar="ID", help="Id of a question, a task or an interview.")]) -> None:
    """Show a question with its rubric, a task or an interview, in both languages."""
    from bot import reports

    bank = _bank()
    if not reports.show_entry(entry_id, bank):
        _stop(reports.no_entry(entry_id, bank))


@app.command()
def worker(
    jobs: Annotated[int, typer.Option(help="Submissions graded at a time.", min=1, max=64)] = 1,
) -> None:
    """Grade what learners send to replicas of the bot on other machines: take jobs from the message broker."""
    from bot.broker.errors import BrokerError
    from bot.health import HealthError
    from bot.logs import configure_logs
    from bot.store.database import StoreError
    from bot.working import work
    from graders.code.client import JudgeUnavailableError

    settings = _settings()
    configure_logs(settings.log_format)
    try:
        asyncio.run(work(settings, jobs))
    except (HealthError, BrokerError, StoreError) as error:
        _stop(str(error))
    except JudgeUnavailableError as error:
        _stop(f"Code cannot be graded here: {error}.")
    _exit_after(0)


@app.command()
def doctor() -> None:
    """Tell what is configured and what is not."""
    from bot.doctor import examine, show
    from bot.logs import silence_logs

    settings, bank = _settings(), _bank()
    silence_logs()
    show(asyncio.run(examine(settings, bank)))


def _chat(settings: Settings, *, language: str | None, name: str | None) -> NoReturn:
    from bot.composing import opened_chat
    from bot.platforms.terminal import run_terminal
    from bot.store.database import StoreError

    bank = _bank()
    try:
        status = run_terminal(opened_chat(settings, bank, _grader(bank)), language=language or settings.lang, name=name)
    except StoreError as error:
        _stop(str(error))
    _exit_after(status)


def _serve(settings: Settings) -> NoReturn:
    from bot.broker.errors import BrokerError
    from bot.health import HealthError
    from bot.logs import configure_logs
    from bot.platforms.errors import PlatformError
    from bot.serving import serve
    from bot.store.database import StoreError

    configure_logs(settings.log_format)
    bank = _bank()
    try:
        asyncio.run(serve(settings, bank, _grader(bank)))
    except (HealthError, StoreError, BrokerError, PlatformError) as error:
        _stop(str(error))
    _exit_after(0)


def _settings() -> Settings:
    from bot.settings import SettingsError, read_settings

    try:
        return read_settings()
    except SettingsError as error:
        _stop(str(error))


def _bank() -> Bank:
    from knowledge.bank import load_bank
    from knowledge.problems import BankError

    gc.disable()  # What is loaded stays: the collector need not walk through it again and again (a tenth of a second).
    try:
        return load_bank()
    except BankError as error:
        for problem in error.problems:
            _say(str(problem))
        _say(f"The bank cannot be used: {_counted(error.problems)}.")
        raise typer.Exit(FAILED) from None
    finally:
        gc.enable()


def _grader(bank: Bank) -> AnswerGrader:
    from graders.answers import AnswerGrader

    return AnswerGrader(bank)


def _counted(problems: Sequence[Problem]) -> str:
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _stop(message: str) -> NoReturn:
    _say(message)
    raise typer.Exit(WRONG_USAGE)


def _exit_after(status: int) -> NoReturn:
    sys.stdout.flush()
    raise typer.Exit(status)
