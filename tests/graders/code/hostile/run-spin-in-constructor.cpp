// task: quicksort
// expect: timeout
// layers: any
// attacks: an endless loop before main, with every signal ignored
#include <csignal>
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
static int spun = [] {
    for (int number = 1; number < 65; number++) std::signal(number, SIG_IGN);
    volatile long n = 0;
    while (true) n = n + 1;
    return 0;
}();
