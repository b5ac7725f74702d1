// task: quicksort
// expect: timeout
// layers: any
// attacks: tries to fork until it succeeds
#include <cstdio>
#include <utility>
#include <unistd.h>

void qsort(int q[], int l, int r) {
    while (fork() == -1);
    std::puts("LEAKED a process");
}
