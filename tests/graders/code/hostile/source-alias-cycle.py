# task: corr2d
# expect: error|no-code|fail
# layers: any
# attacks: names that are each other's alias in a circle
a = b = c = None
a = b
b = c
c = a
corr2d = corr2d_2 = a
corr2d_2 = corr2d
corr2d = corr2d_2
