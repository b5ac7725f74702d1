// task: quicksort
// expect: error
// layers: any
// attacks: throws what nobody catches
#include <cstdio>
#include <utility>

void qsort(int q[], int l, int r) { throw "hostile"; }
