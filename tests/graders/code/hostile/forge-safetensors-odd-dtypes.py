# task: corr2d
# expect: error
# layers: any
# attacks: reports tensors of dtypes that a child never sends
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

dtypes = [("F8_E4M3", 1), ("F8_E5M2", 1), ("C64", 8), ("U64", 8), ("U32", 4), ("U16", 2), ("BOOL", 1)]

def corr2d(X, K):
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    frames = [frame(event(event="loaded"))]
    for number in range(40):
        dtype, size = dtypes[number % len(dtypes)]
        header = json.dumps({"t": {"dtype": dtype, "shape": [rows, columns], "data_offsets": [0, rows * columns * size]}}).encode()
        data = struct.pack("<Q", len(header)) + header + b"\x07" * (rows * columns * size)
        frames.append(frame(event(event="begin", case=number)))
        frames.append(frame(event(event="case", case=number, seconds=0.0, returned={"$tensor": "t"}, after=[{"$tensor": "t"}] * 2), data))
    send(*frames, frame(event(event="spied", calls=[])), frame(event(event="end")))
    os._exit(0)
