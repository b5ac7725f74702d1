# task: corr2d
# expect: pass
# layers: any
# attacks: opens the database by its likely names
import glob, os

for pattern in ("/tmp/**/mianjing*", "/work/**/*.db", "/root/**/*.db", "/home/**/*.db", "/var/lib/**/*.db", "*.db", "data/*"):
    for path in glob.glob(pattern, recursive=True):
        print("LEAKED", path)
for path in ("/work/main/mianjing.db", "mianjing.db", "/var/lib/mianjing/mianjing.db", "/tmp/mianjing.db", "/root/mianjing.db"):
    try:
        import sqlite3
        tables = sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("select * from sqlite_master").fetchall()
        print("LEAKED", path, tables)
    except Exception:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
