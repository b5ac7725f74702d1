# expect: pass
import torch
torch.manual_seed(0)
print(torch.__version__)

def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    h_dim = W_hh.shape[1]
    gates = torch.mm(x, W_ih.transpose(0, 1)) + torch.mm(h, W_hh.transpose(0, 1)) + b_ih[None] + b_hh[None]
    sl = [slice(k * h_dim, (k + 1) * h_dim) for k in range(4)]
    c = torch.sigmoid(gates[:, sl[1]]) * c + torch.sigmoid(gates[:, sl[0]]) * torch.tanh(gates[:, sl[2]])
    h = torch.sigmoid(gates[:, sl[3]]) * torch.tanh(c)
    return h, c

x = torch.randn(2, 3)
h, c = lstm_cell(x, torch.zeros(2, 4), torch.zeros(2, 4), torch.randn(16, 3), torch.randn(16, 4), torch.zeros(16), torch.zeros(16))
print(h.shape, c.shape)
