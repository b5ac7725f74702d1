// expect: pass
class Solution {
    void rotate(vector<vector<int>>& m) {
        int n = m.size();
        for (int i = 0; i < n; ++i) for (int j = i + 1; j < n; ++j) swap(m[i][j], m[j][i]);
        for (auto& row : m) reverse(row.begin(), row.end());
    }
public:
    bool rotateEqual(vector<vector<int>>& A, vector<vector<int>>& B) {
        for (int k = 0; k < 4; ++k, rotate(A)) if (A == B) return true;
        return false;
    }
};
