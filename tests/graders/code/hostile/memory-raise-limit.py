# task: corr2d
# expect: memory
# layers: any
# attacks: raises its own limits before it takes memory
import resource

for limit in (resource.RLIMIT_AS, resource.RLIMIT_DATA, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC):
    for wish in (resource.RLIM_INFINITY, 1 << 40):
        try:
            resource.setrlimit(limit, (wish, wish))
        except (ValueError, OSError):
            pass
hoard = bytearray(1 << 32)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
