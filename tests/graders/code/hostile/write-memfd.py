# task: corr2d
# expect: pass
# layers: any
# attacks: keeps a file in memory and runs it
import os

try:
    handle = os.memfd_create("hostile")
    os.write(handle, b"#!/bin/sh\necho LEAKED\n")
    print("LEAKED a memfd")
    os.execve(handle, ["hostile"], {})
except OSError:
    pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
