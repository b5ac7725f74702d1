# expect: pass
import numpy as np
import torch
import torch.nn.functional as F

def attention(q, k, v, mask=None):
    attn = q.matmul(k.transpose(-2, -1)).div(np.sqrt(q.shape[-1]))
    if mask is not None:
        attn.masked_fill_(~mask, -1e9)
    attn = F.softmax(attn, dim=-1)
    attn = F.dropout(attn, p=0.1, training=False)
    return attn.matmul(v)

if __name__ == "__main__":
    q, k, v = torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6)
    print((attention(q, k, v) - F.scaled_dot_product_attention(q, k, v)).abs().max())
