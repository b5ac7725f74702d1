# expect: fail reset-before-product-and-update-reversed
import torch

def gru_cell(x, h, W_ih, W_hh, b_ih, b_hh):
    W_ir, W_iz, W_in = W_ih.chunk(3, 0)
    W_hr, W_hz, W_hn = W_hh.chunk(3, 0)
    b_ir, b_iz, b_in = b_ih.chunk(3)
    b_hr, b_hz, b_hn = b_hh.chunk(3)
    r = torch.sigmoid(x @ W_ir.t() + b_ir + h @ W_hr.t() + b_hr)
    z = torch.sigmoid(x @ W_iz.t() + b_iz + h @ W_hz.t() + b_hz)
    n = torch.tanh(x @ W_in.t() + b_in + (r * h) @ W_hn.t() + b_hn)
    h_new = (1 - z) * h + z * n
    return h_new
