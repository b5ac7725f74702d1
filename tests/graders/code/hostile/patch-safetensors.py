# task: corr2d
# expect: error|fail|pass
# layers: any
# attacks: replaces safetensors.torch.save
import safetensors.torch

safetensors.torch.save = lambda *args, **options: b'pass'
safetensors.torch._tobytes = lambda *args: b''

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
