// task: quicksort
// expect: fail
// layers: any
// attacks: sorts nothing
#include <cstdio>
#include <utility>

void qsort(int q[], int l, int r) {}
