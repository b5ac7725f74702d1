# expect: pass
import torch
# 先手写 GRU
def gru_cell(x, h_prev, W_ih, W_hh, b_ih, b_hh):
    hidden = h_prev.shape[1]
    Wx = torch.matmul(x, W_ih.permute(1, 0)) + b_ih
    Wh = torch.matmul(h_prev, W_hh.permute(1, 0)) + b_hh
    reset = torch.sigmoid(Wx[:, 0:hidden] + Wh[:, 0:hidden])
    update = torch.sigmoid(Wx[:, hidden:2*hidden] + Wh[:, hidden:2*hidden])
    candidate = torch.tanh(Wx[:, 2*hidden:3*hidden] + reset * Wh[:, 2*hidden:3*hidden])
    h_t = (1 - update) * candidate + update * h_prev
    return h_t

out = gru_cell(torch.randn(5, 3), torch.zeros(5, 2), torch.randn(6, 3), torch.randn(6, 2), torch.zeros(6), torch.zeros(6))
print(out.shape)
