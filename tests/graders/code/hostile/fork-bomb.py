# task: corr2d
# expect: error
# layers: any
# attacks: forks a thousand processes; the first fork is refused
import os

for _ in range(10):
    os.fork()
print("LEAKED a thousand processes")

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
