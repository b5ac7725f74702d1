// task: quicksort
// expect: error
// layers: any
// attacks: calls the kernel by the 32-bit gate
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
static int called = [] {
    long result = 20;
    asm volatile("int $0x80" : "+a"(result) : : "memory");
    if (result > 0) std::fprintf(stderr, "LEAKED a system call\n");
    return 0;
}();
