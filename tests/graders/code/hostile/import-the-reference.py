# task: corr2d
# expect: error
# layers: any
# attacks: imports the reference under its own name
from graders.code.tasks.corr2d import reference as corr2d
