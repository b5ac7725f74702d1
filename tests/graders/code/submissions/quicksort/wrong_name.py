# expect: error
def my_algorithm(a):
    return a
