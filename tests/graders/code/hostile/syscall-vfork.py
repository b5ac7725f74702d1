# task: corr2d
# expect: pass
# layers: any
# attacks: forks without a copy
import ctypes, os

child = ctypes.CDLL(None).syscall(58)
if child != -1:
    print("LEAKED a process", child, flush=True)
if child == 0:
    os._exit(0)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
