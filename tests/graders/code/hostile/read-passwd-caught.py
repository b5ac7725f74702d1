# task: corr2d
# expect: pass
# layers: any
# attacks: reads files of the system in every way Python has
import io, os, pathlib, linecache
import numpy as np
import torch

ways = (lambda p: open(p, "rb").read(), lambda p: os.read(os.open(p, os.O_RDONLY), 99), lambda p: io.FileIO(p).read(),
        lambda p: pathlib.Path(p).read_text(), lambda p: np.fromfile(p, dtype="u1")[:99], lambda p: np.memmap(p, mode="r")[:99],
        lambda p: torch.from_file(p, size=9, dtype=torch.uint8), linecache.getlines, os.listdir, lambda p: list(os.scandir(p)))
for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/etc", "/", "/root", "/home", "/proc", "/proc/1/cmdline", "/sys/kernel"):
    for way in ways:
        try:
            got = way(path)
            if len(got):
                print("LEAKED", path, got)
        except (OSError, RuntimeError, ValueError):
            pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
