# expect: pass
import torch
import torch.nn.functional as F

def gru_cell(inp, hidden, w1, w2, b1, b2):
    H = hidden.size(-1)
    a, b = F.linear(inp, w1, b1), F.linear(hidden, w2, b2)
    rz = torch.sigmoid(a[..., :2 * H] + b[..., :2 * H])
    reset, update = rz[..., :H], rz[..., H:]
    new = torch.tanh(a[..., 2 * H:] + reset * b[..., 2 * H:])
    return new + update * (hidden - new)
