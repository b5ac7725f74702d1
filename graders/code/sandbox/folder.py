"""The temporary folder of a sandbox: its own as long as its judge lives, and swept away by the next one if that was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PREFIX = "mianjing-"
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """A new folder, and the lock that tells others that its owner lives: the kernel lets go of it with the process."""

    path: Path
    lock: IO[bytes]

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.lock.close()


def own_folder() -> OwnFolder:
    """Make a folder, after removing those of judges that were killed."""
    _sweep(Path(tempfile.gettempdir()))
    path = Path(tempfile.mkdtemp(prefix=_PREFIX))
    lock = os.fdopen(os.open(path / "locking", os.O_CREAT | os.O_RDWR, 0o600), "r+b")
    fcntl.flock(lock, fcntl.LOCK_EX)
    # Under this name it is looked for: nobody sees it unlocked while its owner lives.
    (path / "locking").rename(path / _LOCK)
    return OwnFolder(path, lock)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError), left.open("r+b") as lock:  # somebody else's, or still locked
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left.parent, ignore_errors=True)
