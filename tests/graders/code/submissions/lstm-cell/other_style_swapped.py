# expect: fail forget-and-input-gate-swapped
import torch
from torch.nn.functional import linear

def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    H = h.shape[-1]
    s = linear(x, W_ih, b_ih) + linear(h, W_hh, b_hh)
    forget = torch.sigmoid(s[:, 0:H])
    inp = torch.sigmoid(s[:, H:2 * H])
    cand = torch.tanh(s[:, 2 * H:3 * H])
    out = torch.sigmoid(s[:, 3 * H:4 * H])
    c = forget * c + inp * cand
    return out * torch.tanh(c), c
