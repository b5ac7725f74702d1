// task: quicksort
// expect: error
// layers: any
// attacks: closes more than it opens, to get out of whatever it is put in
#include <cstdio>
}}} /* */ ) ; int main() { std::puts("PASS"); } /*
