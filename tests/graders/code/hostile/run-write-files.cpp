// task: quicksort
// expect: pass
// layers: any
// attacks: writes files, also beside itself, and over itself
#include <fstream>
#include <iostream>
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
static int written = [] {
    for (const char *path : {"/tmp/hostile", "/dev/shm/hostile", "/var/tmp/hostile", "hostile", "./a.out", "/proc/self/exe", "../hostile"}) {
        std::ofstream file(path);
        if (file << "x" << std::flush) std::cerr << "LEAKED a file " << path << std::endl;
    }
    return 0;
}();
