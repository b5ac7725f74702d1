# task: corr2d
# expect: pass
# layers: any
# attacks: replaces every clock by one that shows NaN
import time

time.time = time.perf_counter = time.monotonic = time.process_time = lambda: float('nan')

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
