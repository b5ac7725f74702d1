# task: corr2d
# expect: error
# layers: any
# attacks: starts processes with torch.multiprocessing
import torch.multiprocessing

torch.multiprocessing.spawn(print, args=("LEAKED a process",), nprocs=4)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
