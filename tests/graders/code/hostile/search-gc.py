# task: corr2d
# expect: pass
# layers: any
# attacks: looks through all objects (frozen ones as well) for tensors that equal the right answer
import gc
import torch

searched = []

def corr2d(X, K):
    if not searched:
        gc.unfreeze()
        found = [thing for thing in gc.get_objects() if type(thing) is torch.Tensor and thing.dtype == X.dtype]
        searched.append(1)
        Y = (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
        if any(thing.shape == Y.shape and torch.allclose(thing, Y) for thing in found if not thing.is_meta):
            print("LEAKED the expected values")
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
