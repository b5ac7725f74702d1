"""Where logs go: to standard error, as key=value lines or as JSON, without the text of any message."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

from bot.settings import LogFormat

TOO_LOUD = ("aiormq", "aio_pika")
"""They tell of each lost connection with a traceback, for which we have a line of our own."""


def configure_logs(log_format: LogFormat = "logfmt") -> None:
    """Log what happens; what libraries say is logged from warnings on, in the same form."""
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    common: list[Processor] = [structlog.processors.add_log_level, stamp, structlog.processors.format_exc_info]
    structlog.configure(processors=[*common, _renderer(log_format)], logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(log_format)],
            foreign_pre_chain=[*common, structlog.stdlib.add_logger_name],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in TOO_LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def silence_logs() -> None:
    """Log nothing: the command itself says what there is to say."""
    logging.basicConfig(handlers=[logging.NullHandler()])
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def _renderer(log_format: LogFormat) -> Processor:
    if log_format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False)
