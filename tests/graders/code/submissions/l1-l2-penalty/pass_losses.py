# expect: pass
import torch.nn.functional as F

def penalty(w, l1, l2):
    zero = w.detach() * 0
    return l1 * F.l1_loss(w, zero, reduction='sum') + l2 * F.mse_loss(w, zero, reduction='sum')
