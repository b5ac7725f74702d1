// task: quicksort
// expect: pass
// layers: any
// attacks: prints the environment
#include <cstdio>
#include <cstring>
#include <utility>

extern char **environ;
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
static int shown = [] {
    for (char **entry = environ; *entry; entry++)
        if (std::strstr(*entry, "MIANJING") || std::strstr(*entry, "TOKEN")) std::fprintf(stderr, "LEAKED %s\n", *entry);
    return 0;
}();
