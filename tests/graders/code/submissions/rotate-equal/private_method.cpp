// expect: error cpp-signature
class Solution {
    bool rotateEqual(vector<vector<int>>& A, vector<vector<int>>& B) { return A == B; }
};
