# expect: pass
import torch

def softmax(x):
    x = x - x.max(dim=-1, keepdim=True).values
    e = torch.exp(x)
    return e / e.sum(-1, keepdim=True)

def attention(q, k, v, mask=None):
    scale = torch.sqrt(torch.tensor(k.shape[-1], dtype=torch.float32))
    score = torch.matmul(q, k.mT) / scale
    if mask is not None:
        score = score + (~mask).to(score.dtype) * -1e9
    return softmax(score) @ v
