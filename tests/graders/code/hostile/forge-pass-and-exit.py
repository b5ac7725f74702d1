# task: corr2d
# expect: error
# layers: any
# attacks: claims a pass in a well-formed frame and leaves
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

send(frame(event(event="verdict", verdict="pass", passed=True)), frame(event(event="end")))
os._exit(0)
