# task: corr2d
# expect: error
# layers: any
# attacks: reports exceptions whose parts have every wrong type
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

for odd in (5, None, [], "{0.__class__}", event(a=1), -3, 10**12):
    error = event(type=odd, message=odd, line=odd, memory=odd)
    send(frame(event(event="begin", case=0)), frame(event(event="case", case=0, seconds=0.0, error=error, gradient_error=error)))
    send(frame(event(event="spied", calls=odd)), frame(event(event=odd)), frame(event(event="load-error", error=error)))
