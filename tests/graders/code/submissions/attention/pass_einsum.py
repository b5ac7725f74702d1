# expect: pass
import torch
def attention(q, k, v, mask=None):
    s = torch.einsum('...id,...jd->...ij', q, k) * q.size(-1) ** -0.5
    if mask is not None:
        s = torch.where(mask, s, torch.full_like(s, -torch.inf))
    return torch.einsum('...ij,...jd->...id', torch.softmax(s, -1), v)
