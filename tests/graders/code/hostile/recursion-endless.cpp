// task: quicksort
// expect: error
// layers: any
// attacks: recursion without end
#include <cstdio>
#include <utility>

int depth(volatile int *p, int n) { volatile int local[1000]; local[n % 1000] = n; return depth(local, n + 1) + local[0] + *p; }
void qsort(int q[], int l, int r) { q[l] = depth(q, r); }
