// task: quicksort
// expect: pass
// layers: any
// attacks: forks, forgives every refusal
#include <cstdio>
#include <utility>
#include <unistd.h>

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
static int forked = [] {
    for (int i = 0; i < 10; i++)
        if (fork() != -1) std::puts("LEAKED a process");
    return 0;
}();
