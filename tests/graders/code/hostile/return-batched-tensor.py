# task: corr2d
# expect: fail|error
# layers: any
# attacks: lets a tensor escape from vmap
import torch

def corr2d(X, K):
    escaped = []
    torch.vmap(lambda row: escaped.append(row) or row)(X)
    return escaped[0]
