# expect: forbidden
from torch.nn import GRUCell
def gru_cell(x, h, W_ih, W_hh, b_ih, b_hh):
    m = GRUCell(x.size(1), h.size(1)).double()
    m.weight_ih.data = W_ih; m.weight_hh.data = W_hh; m.bias_ih.data = b_ih; m.bias_hh.data = b_hh
    return m(x, h)
