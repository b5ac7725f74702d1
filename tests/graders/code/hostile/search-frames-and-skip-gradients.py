# task: corr2d
# expect: fail|error
# layers: any
# attacks: takes the gradients out of every case
import sys

frame = sys._getframe()
while frame is not None:
    job = frame.f_locals.get("job")
    if isinstance(job, dict):
        for case in job["cases"]:
            case["cotangents"] = None
    frame = frame.f_back

def corr2d(X, K):
    return ((X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))).detach()
