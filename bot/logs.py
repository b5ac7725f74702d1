"""Where logs go: to standard error, as key=value lines, without the text of any message."""

from __future__ import annotations

import logging
import sys

import structlog


def configure_logs() -> None:
    """Log what happens; what libraries say is logged from warnings on."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
