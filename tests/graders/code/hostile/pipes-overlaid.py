# task: corr2d
# expect: error
# layers: any
# attacks: lays standard output over every other descriptor
import os

for number in range(3, 64):
    os.dup2(1, number)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
