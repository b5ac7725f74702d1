# task: corr2d
# expect: fail
# layers: any
# attacks: fills the inputs with zeros, so that zeros would be right
import sys

frame = sys._getframe()
while frame is not None:
    job = frame.f_locals.get("job")
    if isinstance(job, dict):
        for case in job["cases"]:
            for tensor in case["args"]:
                tensor.zero_()
    frame = frame.f_back

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
