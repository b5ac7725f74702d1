# expect: fail input-changed
import math
import torch
import torch.nn.functional as F


def attention(q, k, v, mask=None):
    d = q.shape[-1]
    q /= math.sqrt(d)
    scores = q @ k.transpose(-2, -1)
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    weights = F.softmax(scores, dim=-1)
    return weights @ v
