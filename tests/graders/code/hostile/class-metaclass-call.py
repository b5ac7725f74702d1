# task: corr2d
# expect: error|no-code|fail
# layers: any
# attacks: the entry is a class whose metaclass attacks when it is called
import os

class Attack(type):
    def __call__(cls, *args, **options):
        os._exit(0)

class corr2d(metaclass=Attack):
    pass
