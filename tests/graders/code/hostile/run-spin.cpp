// task: quicksort
// expect: timeout
// layers: any
// attacks: an endless loop
#include <cstdio>
#include <utility>

void qsort(int q[], int l, int r) { volatile long n = 0; while (true) n = n + 1; }
