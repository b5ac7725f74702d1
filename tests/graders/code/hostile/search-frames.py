# task: corr2d
# expect: pass
# layers: any
# attacks: walks the callers' local variables for expected values
import sys

def corr2d(X, K):
    frame = sys._getframe(1)
    while frame is not None:
        for place in (frame.f_locals, frame.f_globals, *(v for v in list(frame.f_locals.values()) if isinstance(v, dict))):
            for key in list(place):
                if isinstance(key, str) and key.lower() in ("expected", "reference", "answer", "answers", "oracle", "mistakes", "solution_code"):
                    print("LEAKED", key)
        frame = frame.f_back
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
