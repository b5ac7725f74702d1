// task: quicksort
// expect: error
// layers: any
// attacks: steals the run's token from the input, and sends lines of its own with every wrong type in them
#include <iostream>
#include <string>
#include <utility>
#include <unistd.h>
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
static int forged = [] {
    std::string token, big(400, '9'), text;
    std::cin >> token;
    for (std::string odd : {"[]", "{}", "null", "true", "-1", "1e999", "\"x\"", big.c_str(), "[[1]]"})
        for (std::string key : {"returned", "after", "ns", "raised", "message", "crash", "index", "line", "place", "overflow", "begin", "end"})
            text += "{\"token\":\"" + token + "\",\"begin\":0}\n{\"token\":\"" + token + "\",\"" + key + "\":" + odd + "}\n";
    for (int number = 1; number < 16; number++)
        if (write(number, text.data(), text.size()) < 0) continue;
    return 0;
}();
