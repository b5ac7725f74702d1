"""Start the judge's process, `python -m graders.code.start JOBS`: first its zygote, and while that loads torch, the judge itself.

Both take two seconds for that, mostly on a core of their own.
"""

from __future__ import annotations

import sys
from functools import partial

from graders.code.sandbox.spawn import start_zygote


def main() -> None:
    """Serve on standard input and output."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    start = partial(start_zygote, pool=jobs + 1)
    zygote = start()
    try:
        # Not at the top: see there.
        from graders.code import service  # noqa: PLC0415

        service.run(jobs, start, zygote)
    finally:
        zygote.close()


if __name__ == "__main__":
    main()
