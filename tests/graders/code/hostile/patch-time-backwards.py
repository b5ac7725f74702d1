# task: corr2d
# expect: pass|error
# layers: any
# attacks: replaces every clock by one that runs backwards in giant steps
import itertools, time

ticks = itertools.count(0, -10**400)
time.time = time.perf_counter = time.monotonic = lambda: next(ticks)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
