# task: corr2d
# expect: pass
# layers: any
# attacks: looks for services on this machine
import socket

for port in (5432, 6379, 5672, 22, 80, 8000, 8080, *range(1024, 1200)):
    for host in ("127.0.0.1", "::1"):
        try:
            with socket.create_connection((host, port), timeout=0.2) as connection:
                print("LEAKED a connection to", port)
        except (OSError, LookupError):
            pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
