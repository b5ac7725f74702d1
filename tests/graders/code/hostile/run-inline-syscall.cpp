// task: quicksort
// expect: error
// layers: any
// attacks: calls the kernel past the C library: unshare
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
    long result = 272;
    asm volatile("syscall" : "+a"(result) : "D"(0x10000000L) : "rcx", "r11", "memory");
    if (result == 0) std::fprintf(stderr, "LEAKED a system call\n");
    return 0;
}();
