// task: quicksort
// expect: pass|error
// layers: any
// attacks: changes the compiler's options from inside
#pragma GCC optimize("O0,plugin=/tmp/hostile.so,wrapper=/bin/sh")
#pragma GCC poison main
#pragma GCC system_header
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
