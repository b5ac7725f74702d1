# task: corr2d
# expect: pass
# layers: any
# attacks: leaves marks that a later submission would find
import builtins, os, sys
import torch

for place in (builtins, torch, torch.Tensor, sys.modules.get("graders.code.sandbox.driver"), sys.modules.get("graders.code.sandbox.child")):
    if place is not None:
        if hasattr(place, "hostile_mark"):
            print("LEAKED a mark of an earlier run")
        place.hostile_mark = True

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
