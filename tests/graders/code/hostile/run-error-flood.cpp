// task: quicksort
// expect: pass|error
// layers: any
// attacks: prints 100 MB to standard error, then sorts
#include <cstdio>
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
static int printed = [] { for (int i = 0; i < 2000000; i++) std::fputs("LOUD LOUD LOUD LOUD LOUD LOUD LOUD LOUD LOUD LOUD\n", stderr); return 0; }();
