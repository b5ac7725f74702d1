// expect: error cpp-division
int minItems(vector<int>& weights, int capacity) {
    int used = 0;
    for (int i = 0; i <= capacity; i++) used += capacity % i;
    return used;
}
