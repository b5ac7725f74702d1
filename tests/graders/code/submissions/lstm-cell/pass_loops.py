# expect: pass
import torch

def sig(v):
    return 1 / (1 + torch.exp(-v))

def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    N, H = h.shape
    hs, cs = [], []
    for n in range(N):
        a = W_ih.mv(x[n]) + b_ih + W_hh.mv(h[n]) + b_hh
        hrow, crow = [], []
        for j in range(H):
            i, f, g, o = sig(a[j]), sig(a[H + j]), torch.tanh(a[2 * H + j]), sig(a[3 * H + j])
            cc = f * c[n, j] + i * g
            crow.append(cc)
            hrow.append(o * cc.tanh())
        hs.append(torch.stack(hrow))
        cs.append(torch.stack(crow))
    return torch.stack(hs), torch.stack(cs)
