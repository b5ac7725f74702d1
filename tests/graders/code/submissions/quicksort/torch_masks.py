# expect: pass
import torch

def quicksort(q):
    def rec(t):
        if t.numel() <= 1:
            return t
        p = t[t.numel() // 2]
        return torch.cat([rec(t[t < p]), t[t == p], rec(t[t > p])])
    return rec(torch.tensor(q, dtype=torch.long)).tolist()
