# task: corr2d
# expect: error
# layers: any
# attacks: removes all cases from the job, so that there is nothing to fail
import sys

frame = sys._getframe()
while frame is not None:
    job = frame.f_locals.get("job")
    if isinstance(job, dict):
        job["cases"].clear()
    frame = frame.f_back

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
