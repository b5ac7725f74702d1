# expect: pass
import torch
import torch.nn.functional as F

def lstm_cell(input, hx, cx, weight_ih, weight_hh, bias_ih, bias_hh):
    H = hx.size(1)
    z = F.linear(input, weight_ih, bias_ih) + F.linear(hx, weight_hh, bias_hh)
    ingate = torch.sigmoid(z[:, :H])
    forgetgate = torch.sigmoid(z[:, H:2*H])
    cellgate = torch.tanh(z[:, 2*H:3*H])
    outgate = torch.sigmoid(z[:, 3*H:])
    cy = (forgetgate * cx) + (ingate * cellgate)
    hy = outgate * torch.tanh(cy)
    return hy, cy
