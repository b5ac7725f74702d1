// task: quicksort
// expect: fail|error|pass
// layers: any
// attacks: registers what writes after the harness has finished
#include <cstdio>
#include <cstdlib>
#include <utility>

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
static int registered = std::atexit([] { std::puts("PASS"); std::fflush(stdout); for (;;) { break; } });
