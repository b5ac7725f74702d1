# expect: pass
import torch

def attention(Q, K, V, mask=None):
    if Q.dim() > 2:
        if mask is not None:
            mask = mask.expand(*Q.shape[:-1], K.shape[-2])
        outs = [attention(Q[b], K[b], V[b], None if mask is None else mask[b]) for b in range(Q.shape[0])]
        return torch.stack(outs)
    rows = []
    for i in range(Q.shape[0]):
        w = []
        for j in range(K.shape[0]):
            if mask is None or bool(mask[i, j]):
                w.append((j, (Q[i] * K[j]).sum() / Q.shape[1] ** 0.5))
        p = torch.softmax(torch.stack([s for _, s in w]), 0)
        rows.append(sum(p[t] * V[j] for t, (j, _) in enumerate(w)))
    return torch.stack(rows)
