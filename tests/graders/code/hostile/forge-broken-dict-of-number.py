# task: corr2d
# expect: error
# layers: any
# attacks: sends a frame that is not quite one
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

send(frame(b'{"$dict": 7}'))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
