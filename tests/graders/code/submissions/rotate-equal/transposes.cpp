// expect: fail transposes-instead
bool rotateEqual(vector<vector<int>>& A, vector<vector<int>>& B) {
    if (A.size() != B.size()) return false;
    auto cur = A;
    for (int k = 0; k < 4; k++) {
        if (cur == B) return true;
        auto next = cur;
        for (size_t i = 0; i < cur.size(); i++) for (size_t j = 0; j < cur.size(); j++) next[j][i] = cur[i][j];
        cur = next;
    }
    return false;
}
