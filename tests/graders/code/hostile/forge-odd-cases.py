# task: corr2d
# expect: error|pass|fail
# layers: any
# attacks: reports cases that do not exist under numbers that are none
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

for number in (10**9, -1, 2**70, 1.5, True, None, "0", [], float("nan"), float("inf")):
    send(frame(event(event="begin", case=number)), frame(event(event="case", case=number, seconds=number, returned=number, after=number, gradients=number, error=number)))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
