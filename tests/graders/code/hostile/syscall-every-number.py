# task: corr2d
# expect: error
# layers: any
# attacks: makes the first 110 system calls with zeros, ptrace among them
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
would_wait_or_end = {0, 15, 23, 34, 60}
for number in range(110):
    if number not in would_wait_or_end:
        libc.syscall(number, 0, 0, 0, 0, 0, 0)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
