# task: corr2d
# expect: pass
# layers: any
# attacks: prints 100 MB, then answers
for _ in range(100):
    print("x" * (1 << 20))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
