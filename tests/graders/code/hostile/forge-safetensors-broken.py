# task: corr2d
# expect: error
# layers: any
# attacks: sends tensors with lying headers: lengths, offsets and shapes
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

def tensors(header, data=b""):
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data

def tensor(shape, start, end, dtype="F64"):
    return {"t0": {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}}

for bad in (b"\xff" * 64, struct.pack("<Q", 1 << 62), tensors({}, b"x"), tensors(tensor([2**40], 0, 8), bytes(8)), tensors([1]),
            tensors(tensor([-1], 0, 8), bytes(8)), tensors(tensor([2**33, 2**33], 0, 0)), tensors(tensor([1], 8, 16), bytes(8))):
    send(frame({"$tensor": "t0"}, bad))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
