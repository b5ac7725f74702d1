// expect: timeout
int best(vector<int>& w, int rest) {
    if (rest == 0) return 0;
    int least = 1e9;
    for (int x : w) if (x <= rest) least = min(least, best(w, rest - x) + 1);
    return least;
}
int minItems(vector<int>& weights, int capacity) {
    int r = best(weights, capacity);
    return r >= 1e9 ? -1 : r;
}
