// expect: error compile-error
#include <conio.h>
int countWays(vector<int>& weights, int capacity) { return 0; }
