# task: corr2d
# expect: pass
# layers: any
# attacks: talks to services by their unix sockets, also abstract ones
import socket

for path in ("/var/run/postgresql/.s.PGSQL.5432", "/run/docker.sock", "/run/systemd/private", "/run/dbus/system_bus_socket",
             "/tmp/.X11-unix/X0", "\0/tmp/.X11-unix/X0", "\0mianjing", "\0hostile"):
    try:
        connection = socket.socket(socket.AF_UNIX)
        print("LEAKED a socket")
        connection.connect(path)
        print("LEAKED a connection to", path)
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
