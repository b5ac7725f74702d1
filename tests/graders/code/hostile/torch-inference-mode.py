# task: corr2d
# expect: fail|error
# layers: any
# attacks: enters inference mode and never leaves it
import torch

mode = torch.inference_mode()
mode.__enter__()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
