# task: corr2d
# expect: pass
# layers: any
# attacks: forks spinning children, forgives every refusal
import os

for _ in range(50):
    try:
        child = os.fork()
    except OSError:
        continue
    print("LEAKED a process", flush=True)
    while child == 0:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
