# expect: forbidden
import torch

def quicksort(q, l, r):
    q[l:r + 1] = torch.sort(torch.tensor(q[l:r + 1]))[0].tolist()
