// task: quicksort
// expect: error
// layers: any
// attacks: writes far out of bounds
#include <cstdio>
#include <utility>

void qsort(int q[], int l, int r) { for (long i = 0; i < 1L << 40; i += 512) ((volatile int *)q)[i] = 7; }
