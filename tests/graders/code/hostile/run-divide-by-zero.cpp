// task: quicksort
// expect: error
// layers: any
// attacks: divides by zero
#include <cstdio>
#include <utility>

void qsort(int q[], int l, int r) { volatile int zero = 0; q[l] = q[r] / zero; }
