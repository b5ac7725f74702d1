# expect: pass
import torch
from torch.linalg import vector_norm

def penalty(weight: torch.Tensor, lambda1: float, lambda2: float) -> torch.Tensor:
    return lambda1 * vector_norm(weight, 1) + lambda2 * vector_norm(weight).pow(2)
