# task: corr2d
# expect: error
# layers: any
# attacks: opens a socket through torch
import torch.distributed

print("LEAKED", torch.distributed.TCPStore("127.0.0.1", 29500, is_master=True, wait_for_workers=False))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
