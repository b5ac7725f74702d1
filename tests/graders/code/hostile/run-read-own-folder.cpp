// task: quicksort
// expect: pass|error
// layers: any
// attacks: looks in its own folder for the harness, the tests and the right answers
#include <cstdio>
#include <cstring>
#include <utility>
#include <dirent.h>

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
static int looked = [] {
    if (DIR *folder = opendir("."))
        while (dirent *entry = readdir(folder))
            if (std::strstr(entry->d_name, "expected") || std::strstr(entry->d_name, "answer")) std::fprintf(stderr, "LEAKED %s\n", entry->d_name);
    return 0;
}();
