// task: quicksort
// expect: error|fail
// layers: any
// attacks: overwrites the return addresses of its callers
#include <cstdio>
#include <utility>

void qsort(int q[], int l, int r) { volatile long local[1]; for (int i = 0; i < 300; i++) ((volatile long *)local)[i] = 0x4141414141414141; }
