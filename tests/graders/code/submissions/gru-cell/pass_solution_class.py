# expect: pass
class Solution:
    def __init__(self):
        self.act = torch.sigmoid

    def gru_cell(self, x: torch.Tensor, h: torch.Tensor, W_ih, W_hh, b_ih, b_hh) -> torch.Tensor:
        gx = torch.einsum("bi,oi->bo", x, W_ih) + b_ih
        gh = torch.einsum("bi,oi->bo", h, W_hh) + b_hh
        xr, xz, xn = gx.split(h.shape[1], 1)
        hr, hz, hn = gh.split(h.shape[1], 1)
        return torch.lerp(torch.tanh(xn + self.act(xr + hr) * hn), h, self.act(xz + hz))
