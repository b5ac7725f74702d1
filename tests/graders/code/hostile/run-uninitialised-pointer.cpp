// task: quicksort
// expect: error
// layers: any
// attacks: writes through a null pointer
#include <cstdio>
#include <utility>

void qsort(int q[], int l, int r) { volatile int *volatile nowhere = nullptr; *nowhere = q[l]; }
