// task: quicksort
// expect: pass
// layers: any
// attacks: opens connections
#include <cstdio>
#include <utility>
#include <sys/socket.h>

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
static int opened = [] {
    for (int family : {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET})
        for (int kind : {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW})
            if (socket(family, kind, 0) != -1) std::fprintf(stderr, "LEAKED a socket\n");
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != -1) std::fprintf(stderr, "LEAKED a pair\n");
    return 0;
}();
