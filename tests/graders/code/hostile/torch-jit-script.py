# task: corr2d
# expect: pass|error|fail
# layers: any
# attacks: scripts the function from its source
import torch

@torch.jit.script
def corr2d(X, K):
    return (X.unfold(0, K.size(0), 1).unfold(1, K.size(1), 1) * K).sum([2, 3])
