// task: quicksort
// expect: fail|error|timeout
// layers: any
// attacks: prints without end
#include <cstdio>
#include <utility>

void qsort(int q[], int l, int r) { for (;;) std::printf("%d LOUD LOUD LOUD LOUD LOUD LOUD LOUD\n", q[l]); }
