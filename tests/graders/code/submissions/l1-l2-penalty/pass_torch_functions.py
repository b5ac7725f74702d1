# expect: pass
import torch

def penalty(w, l1, l2):
    return torch.add(l1 * torch.sum(torch.abs(w)), l2 * torch.sum(torch.square(w)))
