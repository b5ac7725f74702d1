# expect: pass
import torch

def LSTM_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    """One step."""
    gates = torch.addmm(b_ih, x, W_ih.t()) + torch.addmm(b_hh, h, W_hh.t())
    i, f, g, o = torch.tensor_split(gates, 4, dim=1)
    c1 = torch.sigmoid(f).mul(c).add(torch.sigmoid(i).mul(torch.tanh(g)))
    h1 = torch.sigmoid(o).mul(torch.tanh(c1))
    return h1, c1

if __name__ == "__main__":
    cell = torch.nn.LSTMCell(3, 5)
    x, h, c = torch.randn(2, 3), torch.randn(2, 5), torch.randn(2, 5)
    want = cell(x, (h, c))
    got = LSTM_cell(x, h, c, cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh)
    print(torch.allclose(want[0], got[0]), torch.allclose(want[1], got[1]))
