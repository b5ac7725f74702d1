# task: corr2d
# expect: pass
# layers: any
# attacks: raises ten thousand different warnings
import warnings

warnings.simplefilter("always")
for number in range(10_000):
    warnings.warn(f"warning {number}")

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
