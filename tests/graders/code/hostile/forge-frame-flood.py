# task: corr2d
# expect: error|timeout
# layers: any
# attacks: sends small well-formed frames without end
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

while True:
    os.write(4, frame(event(event="begin", case=0)) * 100)
