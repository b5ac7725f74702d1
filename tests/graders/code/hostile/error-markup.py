# task: corr2d
# expect: error
# layers: any
# attacks: an exception whose message is markup, a mention and a format string
def corr2d(X, K):
    raise ValueError("`" * 3 + "{case.__class__.__mro__} %(x)s {0!r} @everyone <@&1> <script>alert(1)</script> \x1b[31m\x00\u202e \ud800")
