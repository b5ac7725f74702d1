# expect: fail scale-missing
import torch

def attention(q, k, v, mask=None):
    scores = torch.matmul(q, k.transpose(-1, -2))
    if mask is not None:
        scores = scores.masked_fill(mask, -1e9)
    return torch.matmul(torch.softmax(scores, dim=-1), v)
