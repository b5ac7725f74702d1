// task: quicksort
// expect: error
// layers: any
// attacks: traces its parent
#include <cstdio>
#include <utility>
#include <unistd.h>
#include <sys/ptrace.h>

void qsort(int q[], int l, int r) {
    if (l >= r) return;
    int i = l - 1, j = r + 1, x = q[(l + r) / 2];
    while (i < j) {
        do i++; while (q[i] < x);
        do j--; while (q[j] > x);
        if (i < j) std::swap(q[i], q[j]);
    }
    qsort(q, l, j), qsort(q, j + 1, r);
}
static int traced = [] {
    if (ptrace(PTRACE_SEIZE, getppid(), 0, 0) != -1) std::fprintf(stderr, "LEAKED a trace\n");
    return 0;
}();
