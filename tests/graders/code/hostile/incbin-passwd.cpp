// task: quicksort
// expect: error
// layers: any
// attacks: has the assembler put /etc/passwd into the program
#include <cstdio>
#include <utility>
asm(".data\n.global stolen\nstolen: .incbin \"/etc/passwd\"\n.byte 0\n.text");
extern "C" const char stolen[];
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
static int shown = std::fprintf(stderr, "LEAKED %s", stolen);
