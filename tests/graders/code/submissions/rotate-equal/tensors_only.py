# expect: pass
import torch

def rotate_equal(A: torch.Tensor, B: torch.Tensor) -> bool:
    if A.shape != B.shape:
        return False
    for _ in range(4):
        if torch.equal(A, B):
            return True
        A = A.t().flip(1)
    return False
