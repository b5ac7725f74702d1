# task: corr2d
# expect: error
# layers: any
# attacks: fetches a model, and writes it to the home folder
import torch

print("LEAKED", torch.hub.load("pytorch/vision", "resnet18", trust_repo=True))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
