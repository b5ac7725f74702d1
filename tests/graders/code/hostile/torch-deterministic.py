# task: corr2d
# expect: pass|error|timeout
# layers: any
# attacks: turns every switch that torch has
import torch

torch.use_deterministic_algorithms(True)
torch.set_flush_denormal(True)
torch.set_float32_matmul_precision("medium")
torch.backends.mkldnn.enabled = False
torch.set_printoptions(precision=1, sci_mode=True, profile="full")
torch.manual_seed(0)
torch.autograd.set_detect_anomaly(True)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
