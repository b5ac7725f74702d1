// task: quicksort
// expect: pass
// layers: namespaces
// attacks: asks which files exist, and compiles into an answer
#include <cstdio>
#include <utility>
#if __has_include("/etc/passwd") || __has_include("/proc/self/environ") || __has_include("/root/.bashrc")
const bool found = true;
#else
const bool found = false;
#endif
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
static int shown = found ? std::puts("LEAKED that a file exists") : 0;
