// expect: fail nothing-returned
bool rotateEqual(vector<vector<int>>& A, vector<vector<int>>& B) {
    int n = A.size();
    if (B.size() != n) return false;
    bool same = true;
    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (A[i][j] != B[i][j]) same = false;
    if (same) return true;
}
