# task: corr2d
# expect: error|timeout
# layers: any
# attacks: sends 40 MB of JSON that takes more than 1 GB once it is read
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

text = b"[" + b"[]," * (13 << 20) + b"0]"
os.write(4, struct.pack("<II", len(text), 0))
for start in range(0, len(text), 1 << 20):
    os.write(4, text[start : start + (1 << 20)])

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
