// expect: fail one-turn-only
bool rotateEqual(vector<vector<int>>& A, vector<vector<int>>& B) {
    int n = A.size();
    if (B.size() != n) return false;
    if (A == B) return true;
    vector<vector<int>> R(n, vector<int>(n));
    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) R[j][n - i - 1] = A[i][j];
    return R == B;
}
