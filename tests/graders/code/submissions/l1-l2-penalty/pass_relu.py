# expect: pass
import torch
import torch.nn.functional as F

class Solution:
    def absolute(self, w):
        return F.relu(w) + F.relu(-w)

    def penalty(self, w, l1, l2):
        return (l1 * self.absolute(w) + l2 * w.pow(2)).sum()
