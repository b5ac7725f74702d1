# task: corr2d
# expect: error|no-code|fail
# layers: any
# attacks: no entry, but objects that raise or lie when asked where they come from
class Raising:
    __module__ = property(lambda self: 1 // 0)

class Equal:
    class Anything:
        def __eq__(self, other):
            raise SystemExit

    __module__ = Anything()

first, second = Raising(), Equal()
