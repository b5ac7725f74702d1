# expect: pass
import torch
import torch.nn as nn

def lstm_cell(x, h, c, W_ih, W_hh, b_ih, b_hh):
    W_ii, W_if, W_ig, W_io = W_ih.chunk(4)
    W_hi, W_hf, W_hg, W_ho = W_hh.chunk(4)
    b_ii, b_if, b_ig, b_io = b_ih.chunk(4)
    b_hi, b_hf, b_hg, b_ho = b_hh.chunk(4)
    sigmoid, tanh = nn.Sigmoid(), nn.Tanh()
    i = sigmoid(x @ W_ii.T + b_ii + h @ W_hi.T + b_hi)   # 输入门
    f = sigmoid(x @ W_if.T + b_if + h @ W_hf.T + b_hf)   # 遗忘门
    g = tanh(x @ W_ig.T + b_ig + h @ W_hg.T + b_hg)      # 候选
    o = sigmoid(x @ W_io.T + b_io + h @ W_ho.T + b_ho)   # 输出门
    c_next = f * c + i * g
    h_next = o * tanh(c_next)
    return [h_next, c_next]
