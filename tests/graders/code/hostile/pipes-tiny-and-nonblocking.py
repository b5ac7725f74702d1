# task: corr2d
# expect: pass|error
# layers: any
# attacks: makes the result pipe small and has it refuse what does not fit
import fcntl, os

for number in (1, 2, 4):
    fcntl.fcntl(number, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(number, False)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
