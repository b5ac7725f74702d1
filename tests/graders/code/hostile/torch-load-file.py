# task: corr2d
# expect: error
# layers: any
# attacks: loads a file of the system
import torch

print("LEAKED", torch.load("/etc/passwd", weights_only=False))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
