# task: corr2d
# expect: pass
# layers: any
# attacks: prints bytes that are no text, null bytes, escape codes and mentions of everyone
import os

os.write(1, b"\xff\xfe\x00\x1b[2J\x1b]0;title\x07\x1b[8m@everyone <@123> \r\n\xed\xa0\x80")
os.write(2, "\u202e\u2028\ufeff\U000e0001 [x](javascript:alert(1)) <script>".encode())

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
