// task: quicksort
// expect: timeout
// layers: any
// attacks: sleeps
#include <cstdio>
#include <utility>
#include <unistd.h>

void qsort(int q[], int l, int r) { sleep(100000); }
