# expect: pass
import torch

def gru_cell(x, h, W_ih, W_hh, b_ih, b_hh):
    H = h.shape[1]
    out = torch.zeros_like(h)
    for b in range(h.shape[0]):
        for j in range(H):
            def part(k):
                row = k * H + j
                return (W_ih[row] * x[b]).sum() + b_ih[row], (W_hh[row] * h[b]).sum() + b_hh[row]
            r = torch.sigmoid(sum(part(0)))
            z = torch.sigmoid(sum(part(1)))
            p, q = part(2)
            n = torch.tanh(p + r * q)
            out[b, j] = (1 - z) * n + z * h[b, j]
    return out
