# task: corr2d
# expect: fail
# layers: any
# attacks: reports a hundred cases by itself, then leaves
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

cases = [frame(event(event=e, case=n, seconds=0.0, returned=None, after=None, gradients=[])) for n in range(100) for e in ("begin", "case")]
send(frame(event(event="loaded")), *cases, frame(event(event="spied", calls=[])), frame(event(event="end")))
os._exit(0)
