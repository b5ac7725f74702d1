# task: corr2d
# expect: error
# layers: any
# attacks: asks the project for the task
import graders.code.tasks

def corr2d(X, K):
    return graders.code.tasks.load_task("corr2d").reference(X, K)
