# task: corr2d
# expect: error
# layers: any
# attacks: reports the first case with fields of every wrong type
import json, os, struct

def frame(text, tensors=b""):
    text = text if isinstance(text, bytes) else json.dumps(text).encode()
    return struct.pack("<II", len(text), len(tensors)) + text + tensors

def event(**fields):
    return {"$dict": [[key, value] for key, value in fields.items()]}

def send(*frames):
    for number in range(3, 64):
        try:
            os.write(number, b"".join(frames))
        except OSError:
            pass

for odd in (5, "x", [], [[[]]], {"$tuple": [1]}, event(a=1), {"$int": "0xff"}, {"$other": 7}, True, None):
    for field in ("event", "case", "seconds", "after", "gradients", "gradient_error", "parameters", "error", "returned"):
        fields = {**dict(event="case", case=0, seconds=0.0, returned=1.0, after=[]), field: odd}
        send(frame(event(event="loaded")), frame(event(event="begin", case=0)), frame(event(**fields)))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
