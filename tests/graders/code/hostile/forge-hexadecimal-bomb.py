# task: corr2d
# expect: error|fail|pass
# layers: any
# attacks: sends a hexadecimal number that takes quadratic time to print
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

os.write(4, frame(event(event="begin", case=0)))
os.write(4, frame(event(event="case", case=0, seconds=0.0, returned={"$int": "f" * 10_000_000}, after=[], gradients=[])))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
