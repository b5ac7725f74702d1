// expect: error cpp-out-of-bounds
bool rotateEqual(vector<vector<int>>& A, vector<vector<int>>& B) {
    int n = A.size();
    if (B.size() != n) return false;
    auto C = A;
    for (int k = 0; k < 4; k++) {
        if (C == B) return true;
        auto D = C;
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) D[j][n - i] = C[i][j];
        C = D;
    }
    return false;
}
