# task: corr2d
# expect: error
# layers: any
# attacks: says that everything has run
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

send(frame(event(event="loaded")), frame(event(event="spied", calls=[])), frame(event(event="end")))
os._exit(0)
