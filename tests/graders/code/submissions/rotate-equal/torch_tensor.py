# expect: pass
import torch

def rotate_equal(A, B):
    A, B = torch.as_tensor(A), torch.as_tensor(B)
    if A.shape != B.shape:
        return False
    if A.numel() == 0:
        return torch.tensor(True)
    out = torch.tensor(False)
    for k in range(4):
        out = out | (torch.rot90(A, k, (0, 1)) == B).all()
    return out
