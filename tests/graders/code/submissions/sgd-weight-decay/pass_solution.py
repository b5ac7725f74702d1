# expect: pass
from torch import Tensor


class Solution:
    def sgd_step(self, w: Tensor, grad: Tensor, lr: float, weight_decay: float) -> Tensor:
        return self._descend(w, self._regularized(w, grad, weight_decay), lr)

    def _regularized(self, w: Tensor, grad: Tensor, weight_decay: float) -> Tensor:
        return grad + weight_decay * w

    def _descend(self, w: Tensor, g: Tensor, lr: float) -> Tensor:
        return w - lr * g
