// task: quicksort
// expect: timeout
// layers: any
// attacks: sorts rightly after a detour that doubles with every step
#include <cstdio>
#include <utility>

long detour(long n) { return n < 2 ? n : detour(n - 1) + detour(n - 2); }
volatile long start = 60;
volatile long spent = detour(start);
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
